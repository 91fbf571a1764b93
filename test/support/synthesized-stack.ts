import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { withLiveForm } from '../../local/local-additions.ts';
import { synthesize } from '../../local/synthesize.ts';
import { aClinicContract } from './clinic.ts';
import { contractWithoutServices, shippedContract } from './contract.ts';
import { scenarioContract } from './scenario-contract.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** All inputs of the synthesized stack. */
const SOURCES = [
  'functions',
  'infra',
  'web',
  'local/local-additions.ts',
  'test/support/app-of-bundles.ts',
  'cdk.json',
  'package-lock.json',
];

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

const VARIABLES = ['PATH', 'CDK_OUTDIR', 'CDK_CONTEXT_JSON', 'CDK_VALIDATION', 'NODE_COMPILE_CACHE'];

/** An app with only the CDK command line's settings and no AWS account. */
const withoutAccount = (...command: string[]): string =>
  ['env -i', ...VARIABLES.map((name) => `${name}="$${name}"`), 'node', ...command.map((part) => `"${part}"`)].join(' ');

/** The contracts of the stacks: the shipped one without its services, with them, with them and a live form; with every scenario. */
const CONTRACTS = {
  'without services': contractWithoutServices,
  clinic: () => shippedContract,
  live: () => withLiveForm(shippedContract),
  'small clinic': () => aClinicContract(),
  scenarios: () => scenarioContract(),
};
/** One of them by its name, or one of a test's own. */
export type StackContract = keyof typeof CONTRACTS | Contract;

const contractOf = (which: StackContract) => (typeof which === 'string' ? CONTRACTS[which]() : which);

/** The stack that is made by the project's own app. The others take its bundles. */
const WITH_OWN_BUNDLES = 'without services';

async function appOf(which: StackContract): Promise<string> {
  if (which === WITH_OWN_BUNDLES) return withoutAccount(join(PROJECT, 'infra', 'app.ts'));
  const bundles = join(await synthesizedStack(WITH_OWN_BUNDLES), 'bundle', contractWithoutServices().name);
  return withoutAccount(join(import.meta.dirname, 'app-of-bundles.ts'), bundles);
}

/** The shipped `cdk.json` with one of these contracts, a console, a template for each language, and absolute paths. */
async function cdkJsonWithTemplates(which: StackContract): Promise<string> {
  const shipped = CdkJson.parse(JSON.parse(await readFile(join(PROJECT, 'cdk.json'), 'utf8')));
  const contract = contractOf(which);
  const languages = Object.fromEntries(
    Object.entries<object>(contract.languages).map(([tag, words]) => [tag, { ...words, template: templateIn(tag) }]),
  );
  return JSON.stringify({
    ...shipped,
    app: await appOf(which),
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
