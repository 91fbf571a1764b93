import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { BUNDLE_NAMES, type BundleName, type Bundles, WEBHOOKS } from './bundles.ts';
import { functionEnvironment } from './environment.ts';
import { against, type Figure, figureOf, spread, tableOf } from './figures.ts';

export const ROUNDS = 31;

/** Prints how long the import of a bundle took: on the clock and of the processor, in ms. Loads nothing before it. */
const scriptFor = (bundle: string) => `
  const began = performance.now();
  const used = process.cpuUsage();
  import(${JSON.stringify(bundle)}).then(() => {
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ wall: performance.now() - began, cpu: (user + system) / 1000 }));
  });`;

export type Import = { wall: number; cpu: number };

function importOnce(bundles: string, file: string): Import {
  const output = execFileSync(process.execPath, ['--eval', scriptFor(file)], {
    env: { PATH: process.env['PATH'], ...functionEnvironment(bundles, 'http://127.0.0.1:1') },
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

/**
 * Imports every file in fresh processes, one after the other and round after round, so that all meet the same machine. The
 * contract of all is that of the bundles.
 */
export function importInTurns<Name>(bundles: string, files: ReadonlyMap<Name, string>): Map<Name, Import[]> {
  const imports = new Map<Name, Import[]>([...files.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, file] of files) imports.get(name)?.push(importOnce(bundles, file));
  }
  return imports;
}

/** What an import takes, in ms, and what part that is of the baselines' imports in the same rounds. */
export type ColdStart = { wall: Figure; cpu: Figure; ofFloor: number; ofReference: number };

/** The middle of the ratios of processor time, round by round: what slows a round down slows both. */
export const ratioOf = (imports: readonly Import[], baseline: readonly Import[]): number =>
  figureOf(imports.map(({ cpu }, round) => cpu / (baseline[round]?.cpu ?? Number.NaN))).median;

/** What the import of each bundle takes. */
export function measureColdStarts({ folder }: Bundles): Map<BundleName, ColdStart> {
  const files = new Map(BUNDLE_NAMES.map((name) => [name, path.join(folder, name, 'handler.mjs')]));
  const imports = importInTurns(folder, files);
  const [floor = [], reference = []] = [imports.get('floor'), imports.get('reference')];
  return new Map(
    [...imports].map(([name, all]) => [
      name,
      {
        wall: figureOf(all.map(({ wall }) => wall)),
        cpu: figureOf(all.map(({ cpu }) => cpu)),
        ofFloor: ratioOf(all, floor),
        ofReference: ratioOf(all, reference),
      },
    ]),
  );
}

/** The provider waits for these, and a customer for the live form. */
const AWAITED: readonly BundleName[] = [...WEBHOOKS, 'exchange-flow-data'];

const targetOf = (name: BundleName): number => {
  if (name === 'lean-floor') return 0.6;
  return AWAITED.some((awaited) => awaited === name) ? 0.75 : 0.85;
};

const largestOf = (weight: Map<string, number>) =>
  [...weight]
    .slice(0, 4)
    .map(([name, bytes]) => `${name} ${Math.round(bytes / 1000)}`)
    .join(', ');

/** The section of the report. The ratios are of processor time, which other work on the machine disturbs least. */
export function reportColdStarts({ weights }: Bundles, figures: Map<BundleName, ColdStart>): string {
  const rows = [...figures].map(([name, { wall, cpu, ofFloor, ofReference }]) => {
    const weight = weights.get(name) ?? new Map<string, number>();
    const kilobytes = Math.round([...weight.values()].reduce((sum, bytes) => sum + bytes, 0) / 1000);
    const isBaseline = name === 'floor' || name === 'reference';
    return [
      name,
      isBaseline ? ofFloor.toFixed(2) : against(ofFloor, targetOf(name)),
      isBaseline ? ofReference.toFixed(2) : against(ofReference, 0.6),
      spread(cpu),
      spread(wall),
      String(kilobytes),
      largestOf(weight),
    ];
  });
  return [
    '## Cold start',
    '',
    'The import of each bundle in fresh processes. "lean-floor" is the source of the floor, bundled as the functions are:',
    `the SDK's part alone. Ratios are the middle of those of ${ROUNDS} rounds, by processor time.`,
    '',
    tableOf(['bundle', 'of floor', 'of reference', 'CPU ms', 'clock ms', 'KB', 'largest packages (KB)'], rows),
  ].join('\n');
}
