import path from 'node:path';
import { bundleFunctions } from '../../../infra/bundling.ts';
import { contract } from '../bundles.ts';
import { importInTurns, ratioOf } from '../cold-start.ts';
import { type Figure, figureOf } from '../figures.ts';

const NAME = 'exchange-flow-data';
const BUNDLES = ['floor', 'with the plain SDK', 'as deployed'] as const;
export type Bundle = (typeof BUNDLES)[number];

/** What the import takes by processor time, in ms, and its ratio to the two others, round by round. */
export type Imports = { cpu: Record<Bundle, Figure>; ofPlain: number; ofFloor: number };

/** Imports the function as it is deployed, the same with the SDK as it is published, and the floor. */
export async function measureImports(folder: string): Promise<Imports> {
  const plain = path.join(folder, 'plain-sdk');
  await bundleFunctions({ contract, outputFolder: plain, plainSdk: true });
  const files = new Map<Bundle, string>([
    ['floor', path.join(folder, 'floor', 'handler.mjs')],
    ['with the plain SDK', path.join(plain, NAME, 'handler.mjs')],
    ['as deployed', path.join(folder, NAME, 'handler.mjs')],
  ]);
  const imports = importInTurns(folder, files);
  const of = (bundle: Bundle) => imports.get(bundle) ?? [];
  const cpuOf = (bundle: Bundle) => figureOf(of(bundle).map(({ cpu }) => cpu));
  return {
    cpu: {
      floor: cpuOf('floor'),
      'with the plain SDK': cpuOf('with the plain SDK'),
      'as deployed': cpuOf('as deployed'),
    },
    ofPlain: ratioOf(of('as deployed'), of('with the plain SDK')),
    ofFloor: ratioOf(of('as deployed'), of('floor')),
  };
}
