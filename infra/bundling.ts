import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { Contract } from '../functions/shared/contract/contract.ts';

const PROJECT_FOLDER = path.join(import.meta.dirname, '..');
/** Where esbuild believes it writes: source maps name their sources relative to it, hence it must not vary. */
const VIRTUAL_FOLDER = path.join(PROJECT_FOLDER, 'bundle');

/** Every function of the stack. Its code is `functions/<name>/handler.ts`. */
export const FUNCTION_NAMES = [
  'send-flow',
  'send-requested-flow',
  'record-inbound-message',
  'record-delivery-status',
  'record-flow-completion',
  'receive-webhook',
  'query-invitation',
  'query-invitations',
  'query-bookings',
  'query-worklist',
  'calendar-feed',
  'change-booking',
  'publish-events',
  'check-overlaps',
  'reconcile',
  'watch-channel',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
/** The code to deploy for a function. */
export type FunctionCode = (name: FunctionName) => Code;

export type BundlingOptions = {
  contract: Contract;
  /** Where the bundles are written, one folder for each function. Emptied first: a left-over would change a hash. */
  outputFolder: string;
  /** Where the functions are read, unless it is the project's own folder. */
  functionsFolder?: string;
};

/**
 * Bundles each function with all it imports, the SDK included, and puts the contract beside it. The same sources and
 * the same contract give the same bytes wherever this runs, so that only what changed is deployed again.
 */
export function bundleFunctions(options: BundlingOptions): FunctionCode {
  const { contract, outputFolder, functionsFolder = path.join(PROJECT_FOLDER, 'functions') } = options;
  const contractJson = JSON.stringify(contract);

  rmSync(outputFolder, { recursive: true, force: true });
  for (const { path: file, contents } of bundle(functionsFolder)) {
    const target = path.join(outputFolder, path.relative(VIRTUAL_FOLDER, file));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  for (const name of FUNCTION_NAMES) writeFileSync(path.join(outputFolder, name, 'contract.json'), contractJson);
  return (name) => Code.fromAsset(path.join(outputFolder, name));
}

function bundle(functionsFolder: string) {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: FUNCTION_NAMES.map((name) => ({
      in: path.join(functionsFolder, name, 'handler.ts'),
      out: `${name}/handler`,
    })),
    outdir: VIRTUAL_FOLDER,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Without "module" first the SDK's CommonJS build is taken: twice the bytes, and its require() fails in ESM.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
  });
  return outputFiles;
}
