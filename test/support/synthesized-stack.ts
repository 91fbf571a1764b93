import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { withLiveForm } from '../../local/local-additions.ts';
import { synthesize } from '../../local/synthesize.ts';
import { contractWithoutServices, shippedContract } from './contract.ts';
import { scenarioContract } from './scenario-contract.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** All inputs of the synthesized stack. */
const SOURCES = ['functions', 'infra', 'web', 'local/local-additions.ts', 'cdk.json', 'package-lock.json'];

const FOLDER = join(tmpdir(), 'appointment-flow-test-stacks');
/** A stack unused for this long belongs to older sources. */
const KEPT_MS = 10 * 60_000;
/** A synthesis takes seconds; a process that holds the lock longer was killed. */
const LOCK_MS = 60_000;

const CdkJson = z.looseObject({ context: z.looseObject({}) });

/** The simulator's approved template, in both languages of the shipped contract. */
const templateIn = (language: string) => ({
  name: 'appointment_invitation',
  namespace: '00000000_0000_4000_8000_000000000001',
  language,
});

/** The app with only the CDK command line's settings and no AWS account. */
const APP = `env -i PATH="$PATH" ${['CDK_OUTDIR', 'CDK_CONTEXT_JSON', 'CDK_VALIDATION'].map((name) => `${name}="$${name}"`).join(' ')} node "${join(PROJECT, 'infra', 'app.ts')}"`;

/** Whether the stack's contract is the shipped one without its services, with them, with them and a live form, or with every scenario. */
export type StackContract = 'without services' | 'clinic' | 'live' | 'scenarios';

const contractOf = (which: StackContract) => {
  if (which === 'without services') return contractWithoutServices();
  if (which === 'scenarios') return scenarioContract();
  return which === 'clinic' ? shippedContract : withLiveForm(shippedContract);
};

/** The shipped `cdk.json` with such a contract, a console, a template for each language, and absolute paths. */
async function cdkJsonWithTemplates(which: StackContract): Promise<string> {
  const shipped = CdkJson.parse(JSON.parse(await readFile(join(PROJECT, 'cdk.json'), 'utf8')));
  const contract = contractOf(which);
  const languages = Object.fromEntries(
    Object.entries<object>(contract.languages).map(([tag, words]) => [tag, { ...words, template: templateIn(tag) }]),
  );
  return JSON.stringify({
    ...shipped,
    app: APP,
    context: {
      ...shipped.context,
      contract: { ...contract, console: true, languages },
    },
  });
}

async function filesIn(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : [])).sort();
}

async function keyOfSources(cdkJson: string): Promise<string> {
  const hash = createHash('sha256').update(cdkJson).update(process.version);
  for (const source of SOURCES) {
    for (const path of await filesIn(join(PROJECT, source))) hash.update(path).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The file in each stack's folder that every use touches. */
const USED = 'used';

/** The last write to `path` by the file system's clock, which may differ from this process's. */
const writtenAt = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.mtimeMs;

async function isOlderThan(path: string, ms: number): Promise<boolean> {
  const probe = join(FOLDER, `now.${process.pid}`);
  await writeFile(probe, '');
  const [then, now] = [await writtenAt(path), await writtenAt(probe)];
  await rm(probe, { force: true });
  return then !== undefined && now !== undefined && now - then > ms;
}

/** Whether this process may do the work; another holder of the lock may have finished it meanwhile. */
async function takeLock(lock: string): Promise<boolean> {
  if (await isOlderThan(lock, LOCK_MS)) await rm(lock, { recursive: true, force: true });
  return mkdir(lock).then(
    () => true,
    () => false,
  );
}

async function removeOldStacks(): Promise<void> {
  for (const name of await readdir(FOLDER)) {
    const path = join(FOLDER, name);
    if (await isOlderThan(join(path, USED), KEPT_MS)) await rm(path, { recursive: true, force: true });
  }
}

/** It gets its name only when it is complete. */
async function make(target: string, cdkJson: string): Promise<void> {
  const unfinished = `${target}.${process.pid}`;
  await mkdir(unfinished);
  await writeFile(join(unfinished, 'cdk.json'), cdkJson);
  await synthesize(unfinished, join(unfinished, 'cdk.out'));
  await writeFile(join(unfinished, USED), '');
  await rename(unfinished, target);
}

/**
 * The CDK output of a stack with a template for each language, built as `npm start` does but without this machine's AWS
 * settings. It is built once for all test files and for every run with the same sources, in the folder for temporary
 * files.
 */
export async function synthesizedStack(contract: StackContract = 'without services'): Promise<string> {
  const cdkJson = await cdkJsonWithTemplates(contract);
  await mkdir(FOLDER, { recursive: true });
  const target = join(FOLDER, await keyOfSources(cdkJson));
  const lock = `${target}.lock`;
  while (!existsSync(target)) {
    if (!(await takeLock(lock))) {
      await wait(100);
      continue;
    }
    try {
      if (!existsSync(target)) await make(target, cdkJson);
      await removeOldStacks();
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
  await writeFile(join(target, USED), '');
  return join(target, 'cdk.out');
}
