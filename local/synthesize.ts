import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { Contract } from '../functions/shared/contract/contract.ts';
import { type FormKind, withLocalAdditions } from './local-additions.ts';
import { StartFailure } from './start-failure.ts';

const Context = z.record(z.string(), z.unknown());
const CdkJson = z.object({ app: z.string(), context: z._default(Context, {}) });

/** The CDK CLI's own additions to every app's context. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:bundling-stacks': ['**'],
};

/**
 * Runs the project's CDK app as the CDK CLI does, with this process's Node, and writes its output to `directory`.
 * `given` adds to or overrides cdk.json's context. The contract gets the local additions and the kind of `form`, if it
 * has all that a live form needs.
 * @throws StartFailure with the app's own error if it fails
 */
export async function synthesize(
  projectDirectory: string,
  directory: string,
  given: Record<string, string> = {},
  form?: FormKind,
): Promise<void> {
  const cdkJson = await readCdkJson(join(projectDirectory, 'cdk.json'));
  const { app } = cdkJson;
  const context = { ...cdkJson.context, ...given };
  const contract = await contractFor(context['contract'], projectDirectory, form);
  const child = spawn(app, {
    cwd: projectDirectory,
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify({ ...CLI_CONTEXT, ...context, contract }),
      // The CloudFormation and best-practice rules are slow: `npm run synth` and the deployment check them.
      CDK_VALIDATION: 'false',
    },
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StartFailure(withoutStackTrace(printed) || `The app (${app}) could not be synthesized.`);
}

async function readCdkJson(path: string): Promise<z.infer<typeof CdkJson>> {
  try {
    return CdkJson.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const fault = cause instanceof SyntaxError ? `is not JSON (${cause.message})` : 'has no "app" to run';
    throw new StartFailure(`${path} ${fault}: correct it, then start again.`, { cause });
  }
}

/** A contract that lacks what a live form needs keeps its own form: services, or the words in one of its languages. */
async function contractFor(given: unknown, projectDirectory: string, form: FormKind | undefined): Promise<unknown> {
  const wanted = await withLocalAdditions(given, projectDirectory, form);
  const isUnfit = form === 'live' && !Contract.safeParse(wanted).success;
  return isUnfit ? withLocalAdditions(given, projectDirectory) : wanted;
}

/** Node prints an uncaught error between the source line, underlined with ^, and the stack. */
function withoutStackTrace(text: string): string {
  const [beforeStack = ''] = text.split(/^\s+at /m);
  return beforeStack.replace(/^[\s\S]*^\s*\^+\s*$/m, '').trim();
}
