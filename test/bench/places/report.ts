import { BOOKINGS, type Cost, costOf, OURS, sum } from '../cost-model.ts';
import { against, tableOf } from '../figures.ts';
import type { Step } from '../one-booking.ts';
import { CLAIMS, type Kind } from './business.ts';
import { VERBS, type Verb, type Verbs } from './verbs.ts';

/** The most write units by which a booking of one resource may be dearer than before there were places. */
const TARGET = 12;

/**
 * Write units of the same requests before there were places: the business without services, measured by the same code
 * with the functions of commit 200186c, the last in which nothing was claimed.
 */
const BEFORE: Partial<Record<Verb, number>> = {
  'a form': 6,
  'PATCH, the same day': 8,
  'PATCH, another day': 8,
  cancel: 6,
};

const NONE = '–';

const writeUnitsOf = (steps: readonly Step[]) => sum(steps.map(({ writeUnits }) => writeUnits));

export function callsOf(steps: readonly Step[]): string {
  const calls = new Map<string, number>();
  for (const { tableCalls } of steps) {
    for (const [name, count] of Object.entries(tableCalls)) calls.set(name, (calls.get(name) ?? 0) + count);
  }
  return [...calls].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

/** Without the secrets, which cost by the month. */
const dollarsOf = ({ 'Secrets Manager': _, ...cost }: Cost) => (sum(Object.values(cost)) * BOOKINGS).toFixed(2);

/** The units of a kind of item, or of all that are neither invitation nor day. */
const unitsOf = (steps: readonly Step[], part: 'table' | 'indexes', isMeant: (type: string) => boolean) =>
  sum(steps.flatMap(({ written }) => written.filter(({ type }) => isMeant(type)).map((item) => item[part])));

const PARTS: [string, (steps: readonly Step[]) => number][] = [
  ['invitation', (steps) => unitsOf(steps, 'table', (type) => type === 'invitation')],
  ['its indexes', (steps) => unitsOf(steps, 'indexes', (type) => type === 'invitation')],
  ['days', (steps) => unitsOf(steps, 'table', (type) => type === 'day')],
];

/**
 * A booking also has its customer found by name and open desks read again, which nothing of this is about: see "Customers
 * by name".
 */
const isOther = (type: string): boolean => type !== 'invitation' && type !== 'day';
const OTHERS: typeof PARTS = [
  ['all others', (steps) => unitsOf(steps, 'table', isOther) + unitsOf(steps, 'indexes', isOther)],
];
const ALL_PARTS = [...PARTS, ...OTHERS];

/** The rows of one business. Throws if a write is of none of the parts. */
function rowsOf({ measured, readers }: Verbs, kind: Kind): string[][] {
  return VERBS.flatMap((verb) => {
    const steps = measured[kind][verb];
    if (!steps) return [];
    const units = writeUnitsOf(steps);
    const parts = ALL_PARTS.map(([, of]) => of(steps));
    if (sum(parts) !== units) throw new Error(`"${verb}" writes what is of none of the parts.`);
    const before = BEFORE[verb];
    const shares = steps.map((step) => ({ step, part: 1 }));
    return [
      [
        verb,
        callsOf(steps),
        String(sum(steps.map(({ readUnits }) => readUnits))),
        String(units),
        ...parts.map(String),
        before === undefined ? NONE : String(before),
        dollarsOf(costOf(shares, readers, OURS)),
        sum(steps.map(({ cpuMs }) => cpuMs)).toFixed(1),
      ],
    ];
  });
}

const HEADS = [
  'request',
  'table calls',
  'read units',
  'write units',
  ...ALL_PARTS.map(([name]) => `of these ${name}`),
  'write units before places',
  '$ a million',
  'CPU ms',
];

/** The section of the report. */
export function reportVerbs(verbs: Verbs): string {
  const placeUnits = (steps: readonly Step[] = []) => sum(PARTS.map(([, of]) => of(steps)));
  const more = (kind: Kind) => placeUnits(verbs.measured[kind]['a form']) - (BEFORE['a form'] ?? 0);
  const settling = verbs.measured['without services']['a form']?.filter(({ by }) => by === 'stream') ?? [];
  return [
    '## Places',
    '',
    `What a request takes with all that follows from it by the stream, in a resource's day of ${CLAIMS} claims before it. The resource`,
    'takes one booking at a time; the form has 1 KB, and each change is of the booking that the form made. What a',
    'transaction writes counts twice, in the table, but not in its indexes; a day of ten claims has 2 KB. A move to another day',
    'writes two days.',
    '',
    `**A form that takes its place: ${against(more('with places'), TARGET, 0)} write units more than before there were places.** Its one transaction counts the`,
    'invitation twice instead of once, and the day twice; the indexes cost what they cost.',
    '',
    tableOf(HEADS, rowsOf(verbs, 'with places')),
    '',
    'The same business without services, where nothing is refused and each booking has a claim among those of its service text.',
    `The form itself costs what it cost; ${placeUnits(settling)} write units more are of the claim, which \`settle-bookings\` writes behind the stream,`,
    'in a transaction with the invitation that the claim is noted in. A change is one write as well, and the claim moves or goes',
    'behind the stream in the same way:',
    '',
    tableOf(HEADS, rowsOf(verbs, 'without services')),
    '',
    'Dollars are reckoned as for a whole booking, without the secrets, which cost by the month.',
  ].join('\n');
}
