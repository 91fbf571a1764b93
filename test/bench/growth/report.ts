import { isDeepStrictEqual } from 'node:util';
import { type Figure, figureOf, spread, tableOf } from '../figures.ts';
import { type Growth, LARGEST, SIZES, type Size, SMALLEST, type Taken } from '../growth.ts';
import type { Usage } from './operations.ts';

/** Growth is flat up to this ratio. */
const FLAT = 1.1;

const LARGER = SIZES.filter((size) => size !== SMALLEST);

const inWords = (size: Size) => size.toLocaleString('en');

function ofSize<Value>(values: Map<Size, Value>, size: Size): Value {
  const value = values.get(size);
  if (!value) throw new Error(`Nothing was measured with ${size} items.`);
  return value;
}

const timeOf = ({ taken }: Growth, size: Size, kind: keyof Taken): Figure =>
  figureOf(ofSize(taken, size).map((one) => one[kind]));

/** How many times what the smallest table took, round by round: what slows a round down slows both. */
function ratioOf({ taken }: Growth, size: Size, kind: keyof Taken): Figure {
  const least = ofSize(taken, SMALLEST);
  return figureOf(ofSize(taken, size).map((one, round) => one[kind] / (least[round]?.[kind] ?? Number.NaN)));
}

/** What was asked for one event or page. */
function callsOf({ calls }: Usage, times: number): string {
  return Object.entries(calls)
    .map(([name, count]) => `${count / times} ${name}`)
    .join(', ');
}
const itemsOf = ({ itemsRead }: Usage, times: number) => (itemsRead / times).toFixed(0);
const kilobytesOf = ({ bytesRead }: Usage, times: number) => (bytesRead / times / 1024).toFixed(1);

function usageRow({ what, usage, times }: Growth): string[] {
  const least = ofSize(usage, SMALLEST);
  const others = LARGER.filter((size) => !isDeepStrictEqual(ofSize(usage, size), least)).map((size) => {
    const other = ofSize(usage, size);
    return `${inWords(size)}: ${callsOf(other, times)}, ${itemsOf(other, times)} items, ${kilobytesOf(other, times)} KB`;
  });
  return [
    what,
    callsOf(least, times),
    itemsOf(least, times),
    kilobytesOf(least, times),
    others.length === 0 ? 'the same' : `**${others.join('; ')}**`,
  ];
}

function ratioText(ratio: Figure): string {
  return ratio.median > FLAT ? `**${spread(ratio, 2)}**` : spread(ratio, 2);
}

const timeTable = (figures: Growth[], heading: string, kind: keyof Taken): string =>
  tableOf(
    ['', `${heading} at ${inWords(SMALLEST)}`, ...LARGER.map((size) => `of that at ${inWords(size)}`)],
    figures.map((growth) => [
      growth.what,
      spread(timeOf(growth, SMALLEST, kind), 2),
      ...LARGER.map((size) => ratioText(ratioOf(growth, size, kind))),
    ]),
  );

/** What costs twice as much when there is twice as much to do. */
function doubleTable(figures: Growth[]): string {
  const rows = figures.flatMap((growth) => {
    const half = figures.find(({ what }) => what === growth.doubles);
    if (!half) return [];
    const usage = ofSize(growth.usage, LARGEST);
    const [cpu, ofHalf] = [timeOf(growth, LARGEST, 'cpu'), timeOf(half, LARGEST, 'cpu')];
    return [
      [
        growth.what,
        callsOf(usage, growth.times),
        itemsOf(usage, growth.times),
        spread(cpu),
        `${(cpu.median / ofHalf.median).toFixed(2)} of ${half.what}`,
      ],
    ];
  });
  return tableOf([`at ${inWords(LARGEST)}`, 'calls', 'items read', 'CPU ms', 'CPU'], rows);
}

/** The section of the report. */
export function reportGrowth(all: Growth[]): string {
  const figures = all.filter(({ doubles }) => doubles === undefined);
  const rounds = figures.map(({ taken }) => ofSize(taken, SMALLEST).length);
  const engine = figureOf(figures.map((growth) => ratioOf(growth, LARGEST, 'engine').median));
  return [
    '## Growth',
    '',
    `Tables of ${new Intl.ListFormat('en-GB').format(SIZES.map(inWords))} items, of one business: its last two months and the ones`,
    'to come are the same in each, and so is all that is asked about; what differs is how much lies behind it, over 400 days,',
    'some of it in the very partitions that are read (the longest day, the month of the quiet week, what is due, but not yet).',
    `All sizes take turns, ${Math.min(...rounds)} to ${Math.max(...rounds)} times for each line, with one process of functions, and after each measurement the`,
    'table is put back as it was. A ratio is the median of the ratios of single rounds; what is above 1.10 is **bold**.',
    '',
    'The tables are held by an engine in memory, in a process of its own, where a read by key takes the same time at any size',
    'and one in an index the logarithm of it. So this shows that the functions ask for no more, and do no more, when the table',
    'grows. That DynamoDB itself answers a million items as fast as a thousand is a promise of AWS; it was not measured.',
    '',
    "What is asked of the table, for one event or page. Entries of an index count as items, KB are of DynamoDB's JSON, and what",
    'a write looks at is not counted:',
    '',
    tableOf(['', `calls at ${inWords(SMALLEST)}`, 'items read', 'KB read', 'in larger tables'], figures.map(usageRow)),
    '',
    "Time of the functions' processor:",
    '',
    timeTable(figures, 'CPU ms', 'cpu'),
    '',
    `Time on the clock, in which the engine has its part: for a median row it works ${engine.median.toFixed(2)} times as long with a million items`,
    'as with a thousand.',
    '',
    timeTable(figures, 'clock ms', 'wall'),
    '',
    'What the feed and reconcile cost follows their window and their backlog:',
    '',
    doubleTable(all),
  ].join('\n');
}
