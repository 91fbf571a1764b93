import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { withLocalAdditions } from './local-additions.ts';
import { StartFailure } from './start-failure.ts';

const Context = z.record(z.string(), z.unknown());
const CdkJson = z.object({ app: z.string(), context: z._default(Context, {}) });

/** What the CDK CLI adds to the context of every app. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:bundling-stacks': ['**'],
};

/**
 * Runs the CDK app of the project as the CDK CLI does, with this process's Node, and leaves its output in `directory`.
 * `given` is context beside that of cdk.json, or instead. The contract has what a local run adds to it.
 * @throws StartFailure with the app's own words if it fails
 */
export async function synthesize(
  projectDirectory: string,
  directory: string,
  given: Record<string, string> = {},
): Promise<void> {
  const cdkJson = CdkJson.parse(JSON.parse(await readFile(join(projectDirectory, 'cdk.json'), 'utf8')));
  const { app } = cdkJson;
  const context = { ...cdkJson.context, ...given };
  const contract = await withLocalAdditions(context['contract'], projectDirectory);
  const child = spawn(app, {
    cwd: projectDirectory,
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      CDK_OUTDIR: directory,
      CDK_CONTEXT_JSON: JSON.stringify({ ...CLI_CONTEXT, ...context, contract }),
      // Rules of CloudFormation and good practice: checked by `npm run synth` and before a deploy, and slow.
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

/** Node prints an uncaught error between the line that threw it, underlined with ^, and the stack. */
function withoutStackTrace(text: string): string {
  const [beforeStack = ''] = text.split(/^\s+at /m);
  return beforeStack.replace(/^[\s\S]*^\s*\^+\s*$/m, '').trim();
}
