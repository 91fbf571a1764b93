import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { Contract } from '../../functions/shared/contract/contract.ts';
import {
  BUNDLE_SETTINGS,
  bundleFunctions,
  FUNCTION_NAMES,
  type FunctionName,
  weighBundles,
} from '../../infra/bundling.ts';
import { leanBuiltins } from '../../infra/lean-builtins.ts';
import { leanSdk } from '../../infra/lean-sdk/lean-sdk.ts';
import { packagesOf } from '../../infra/packages-of.ts';
import { contractWithoutServices } from '../support/contract.ts';

const PROJECT = path.join(import.meta.dirname, '..', '..');
/** The shipped contract without services, by which the bundles are made. */
export const contract = Contract.parse(contractWithoutServices());

export const WEBHOOKS: readonly FunctionName[] = [
  'record-inbound-message',
  'record-delivery-status',
  'record-flow-completion',
  'receive-webhook',
];

/** What the functions are measured against, and the floor's own source as this project bundles it. */
export const BASELINES = ['floor', 'reference', 'lean-floor'] as const;
export type BundleName = FunctionName | (typeof BASELINES)[number];
export const BUNDLE_NAMES: readonly BundleName[] = [...BASELINES, ...FUNCTION_NAMES];

export type Bundles = {
  /** Has a folder for each bundle, with `handler.mjs` in it. */
  folder: string;
  /** The bytes of each package in each bundle, largest first. */
  weights: Map<BundleName, Map<string, number>>;
};

async function buildBaseline(name: (typeof BASELINES)[number], folder: string, source: string, plugins: Plugin[]) {
  const { metafile } = await build({
    absWorkingDir: PROJECT,
    entryPoints: [path.join(import.meta.dirname, 'baselines', source)],
    outfile: path.join(folder, name, 'handler.mjs'),
    ...BUNDLE_SETTINGS,
    plugins,
  });
  const [output] = Object.values(metafile.outputs);
  return [name, output ? packagesOf(output) : new Map<string, number>()] as const;
}

/** Builds all there is to measure: the deployed bundles and the baselines, each as its own project would. */
export async function buildAll(folder: string): Promise<Bundles> {
  await bundleFunctions({ contract, outputFolder: folder });
  const weights = new Map<BundleName, Map<string, number>>([
    await buildBaseline('floor', folder, 'floor.ts', []),
    await buildBaseline('reference', folder, 'reference.ts', []),
    await buildBaseline('lean-floor', folder, 'floor.ts', [leanBuiltins, leanSdk]),
    ...(await weighBundles()),
  ]);
  return { folder, weights };
}
