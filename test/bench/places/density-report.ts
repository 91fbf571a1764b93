import { sum } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import type { Step } from '../one-booking.ts';
import { BOOKINGS_A_DAY, DENSITIES, type Densities } from './density.ts';
import { callsOf } from './report.ts';
import { type Measured, VERBS, type Verb } from './verbs.ts';

type Usage = { calls: string; items: number; reads: number; writes: number };

const usageOf = (steps: readonly Step[]): Usage => ({
  calls: callsOf(steps),
  items: sum(steps.map(({ itemsRead }) => itemsRead)),
  reads: sum(steps.map(({ readUnits }) => readUnits)),
  writes: sum(steps.map(({ writeUnits }) => writeUnits)),
});

function usageAt(measured: Map<number, Measured>, size: number, verb: Verb): Usage {
  const steps = measured.get(size)?.[verb];
  if (!steps) throw new Error(`"${verb}" was not measured at ${size}.`);
  return usageOf(steps);
}

const inWords = (size: number) => size.toLocaleString('en');

/** A row for each verb: calls and items at the smallest size, units at each. What is to stay and does not is bold. */
function rowsOf(
  measured: Map<number, Measured>,
  sizes: readonly number[],
  isSame: (one: Usage, other: Usage) => boolean,
) {
  return VERBS.map((verb) => {
    const usages = sizes.map((size) => usageAt(measured, size, verb));
    const [least, ...others] = usages;
    if (!least) throw new Error('Nothing was measured.');
    return [
      verb,
      least.calls,
      String(least.items),
      ...usages.map(({ reads, writes }) => `${reads} · ${writes}`),
      others.every((other) => isSame(other, least))
        ? 'the same'
        : `**${others.map(({ calls, items }) => `${calls}; ${items} items`).join(' / ')}**`,
    ];
  });
}

/** The section of the report. */
export function reportDensity({ ofOwnDay, ofOthers }: Densities): string {
  const [fewest = 0] = BOOKINGS_A_DAY;
  const [sparsest = 0] = DENSITIES;
  const haveSameCalls = (one: Usage, other: Usage) => one.calls === other.calls && one.items === other.items;
  const areEqual = (one: Usage, other: Usage) =>
    haveSameCalls(one, other) && one.reads === other.reads && one.writes === other.writes;
  return [
    '### Density',
    '',
    "Read and write units of the same requests, the more claims there are in the resource's own day. Its resource takes many at",
    'a time. A day is one item, which is read and written whole: units grow with the claims of this day, and',
    'nothing else does. The contract is refused where a day could pass 100 KB:',
    '',
    tableOf(
      [
        'request',
        `calls at ${sparsest} claims`,
        'items read',
        ...DENSITIES.map((claims) => `units at ${claims}`),
        'calls and items in fuller days',
      ],
      rowsOf(ofOwnDay, DENSITIES, haveSameCalls),
    ),
    '',
    'The same in a day of ten claims, the more others book: on the same day and on another one, so many bookings each, ten of',
    'each resource, all in one table:',
    '',
    tableOf(
      [
        'request',
        `calls at ${fewest} bookings a day`,
        'items read',
        ...BOOKINGS_A_DAY.map((bookings) => `units at ${inWords(bookings)}`),
        'calls, items and units in busier businesses',
      ],
      rowsOf(ofOthers, BOOKINGS_A_DAY, areEqual),
    ),
  ].join('\n');
}
