import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mustRun, runs } from '../run-program.ts';

/** https://www.npmjs.com/package/aws-lambda-ric: what runs handlers of Node in Lambda, in AWS's own container images. */
export const CLIENT = { name: 'aws-lambda-ric', version: '4.0.2' };

const NODE_FOLDERS = [
  path.join(path.dirname(process.execPath), '..'),
  path.join(import.meta.dirname, '../../../node_modules/node/node_modules', `node-${process.platform}-${process.arch}`),
];

/** What this machine lacks to build the client's native part. */
export function lacksBuildTools(): string | undefined {
  if (process.platform !== 'linux') return "AWS's runtime client builds on Linux only";
  const missing = ['cmake', 'make', 'g++', 'python3'].filter((program) => !runs(program, '--version'));
  return missing.length === 0
    ? undefined
    : `to build AWS's runtime client this machine lacks ${missing.join(', ')}. Name a folder where it is installed with --client`;
}

/** Has npm install the client into a folder, and build it by the headers of this Node. */
export async function installClient(folder: string): Promise<void> {
  const { name, version } = CLIENT;
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { [`${name}@${version}`]: true } }),
  );
  const headers = NODE_FOLDERS.find((one) => existsSync(path.join(one, 'include', 'node', 'node_api.h')));
  const flags = ['--no-audit', '--no-fund', ...(headers === undefined ? [] : [`--nodedir=${path.resolve(headers)}`])];
  await mustRun('npm', ['install', `${name}@${version}`, ...flags], { cwd: folder });
}

/** The client's main module in the folder where it is installed. */
export const clientIn = (folder: string): string => path.join(folder, 'node_modules', CLIENT.name, 'index.mjs');
