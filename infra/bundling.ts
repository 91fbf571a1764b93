import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, build } from 'esbuild';
import type { Contract } from '../functions/shared/contract/contract.ts';
import { bundleConsole } from './bundle-console.ts';
import { leanBuiltins } from './lean-builtins.ts';
import { leanSdk } from './lean-sdk/lean-sdk.ts';
import { packagesOf } from './packages-of.ts';

const PROJECT_FOLDER = path.join(import.meta.dirname, '..');
const OWN_FUNCTIONS = path.join(PROJECT_FOLDER, 'functions');
/** Where esbuild believes it writes: source maps name their sources relative to it, hence it must not vary. */
const VIRTUAL_FOLDER = path.join(PROJECT_FOLDER, 'bundle');

/** The settings of every Lambda bundle. The metafile holds the sizes. */
export const BUNDLE_SETTINGS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Without "module" first the SDK's CommonJS build is taken: twice the bytes, and its require() fails in ESM.
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  // V8 looks up the Unicode classes (\p{…}) of a literal while it reads the bundle, even in a function that never runs.
  // `new RegExp(…)`, which esbuild writes instead, looks them up where it runs. A webhook's cold start is 5 to 9 % shorter.
  supported: { 'regexp-sticky-and-unicode-flags': false },
} satisfies BuildOptions;

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
  'query-slots',
  'query-closures',
  'query-changes',
  'query-statistics',
  'query-worklist',
  'query-customers',
  'export-customer',
  'calendar-feed',
  'create-booking',
  'change-booking',
  'note-attendance',
  'resend-notice',
  'change-closures',
  'finish-work',
  'change-customer',
  'erase-customer',
  'publish-events',
  'settle-bookings',
  'reconcile',
  'rebuild-claims',
  'watch-channel',
  'notify-staff',
  'message-staff',
  'answer-staff',
  'answer-customer',
  'tell-customer',
  'plan-reminders',
  'count-figures',
  'serve-console',
  'sign-in',
  'keep-session',
  'manage-keys',
  'exchange-flow-data',
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
  /** Takes the AWS SDK as it is: larger and slower, for when `lean-sdk` does not fit a new version yet. */
  plainSdk?: boolean;
};

/**
 * Bundles each function with all it imports, of the SDK what a Lambda needs (see `plainSdk`), and puts the contract beside it. The same
 * sources and the same contract give the same bytes wherever this runs, so that only what changed is deployed again.
 */
export async function bundleFunctions(options: BundlingOptions): Promise<FunctionCode> {
  const { contract, outputFolder, functionsFolder = OWN_FUNCTIONS, plainSdk = false } = options;
  const contractJson = JSON.stringify(contract);

  rmSync(outputFolder, { recursive: true, force: true });
  const { outputFiles } = await bundle(functionsFolder, plainSdk);
  for (const { path: file, contents } of outputFiles) {
    const target = path.join(outputFolder, path.relative(VIRTUAL_FOLDER, file));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  for (const name of FUNCTION_NAMES) writeFileSync(path.join(outputFolder, name, 'contract.json'), contractJson);
  if (contract.console) writeConsole(path.join(outputFolder, 'serve-console'));
  return (name) => Code.fromAsset(path.join(outputFolder, name));
}

/** Puts the files of the page beside the code that serves it. */
function writeConsole(folder: string): void {
  for (const [name, text] of Object.entries(bundleConsole())) writeFileSync(path.join(folder, name), text);
}

/** What weighs what: the bytes of each package in each function's bundle. */
export async function weighBundles(): Promise<Map<FunctionName, Map<string, number>>> {
  const { metafile } = await bundle(OWN_FUNCTIONS, false);
  return new Map(
    FUNCTION_NAMES.flatMap((name) => {
      const output = metafile.outputs[`bundle/${name}/handler.mjs`];
      return output ? [[name, packagesOf(output)]] : [];
    }),
  );
}

function bundle(functionsFolder: string, plainSdk: boolean) {
  return build({
    absWorkingDir: PROJECT_FOLDER,
    entryPoints: FUNCTION_NAMES.map((name) => ({
      in: path.join(functionsFolder, name, 'handler.ts'),
      out: `${name}/handler`,
    })),
    outdir: VIRTUAL_FOLDER,
    outExtension: { '.js': '.mjs' },
    write: false,
    ...BUNDLE_SETTINGS,
    sourcemap: true,
    sourcesContent: false,
    plugins: plainSdk ? [leanBuiltins] : [leanBuiltins, leanSdk],
  });
}
