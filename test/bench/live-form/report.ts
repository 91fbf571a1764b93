import { memoryOf } from '../../../infra/constructs/memory.ts';
import { PRICES } from '../../../infra/prices.ts';
import { ROUNDS } from '../cold-start.ts';
import { BOOKINGS, billedMs, costOf, OURS, sum, waitsOf } from '../cost-model.ts';
import { against, figureOf, percentile, spread, tableOf } from '../figures.ts';
import { middleSteps } from '../middle-steps.ts';
import type { Step } from '../one-booking.ts';
import { callsOf } from '../places/report.ts';
import { CLAIMS_A_DAY, EXCHANGES, type Exchanges, FOLLOWING, STATIC } from './exchanges.ts';
import { HORIZON_DAYS, PEOPLE } from './live-business.ts';
import type { Imports } from './plain-sdk.ts';

/** Of the import with the plain SDK. */
const TARGET = 0.75;
const NAME = 'exchange-flow-data';
const MEMORY_MB = memoryOf(NAME);
const SIZES_MB = [256, 512, 1024, 1769] as const;

export type LiveForm = { exchanges: Exchanges; imports: Imports };

/** Without the secrets, which cost by the month. */
function dollarsOf(steps: readonly Step[], { readers }: Exchanges): string {
  const cost = costOf(
    steps.map((step) => ({ step, part: 1 })),
    readers,
    OURS,
  );
  return ((sum(Object.values(cost)) - cost['Secrets Manager']) * BOOKINGS).toFixed(2);
}

/** The run of the function itself. */
function ownStep(name: string, rounds: readonly Step[][]): Step {
  const [step] = middleSteps(rounds, name);
  if (!step) throw new Error(`"${name}" ran no function.`);
  return step;
}

function exchangeRow(exchanges: Exchanges, name: string, rounds: readonly Step[][]): string[] {
  const own = rounds.flatMap(([step]) => step ?? []);
  const cpu = own.map(({ cpuMs }) => cpuMs);
  const step = ownStep(name, rounds);
  return [
    name,
    spread(figureOf(cpu)),
    percentile(cpu, 0.9).toFixed(1),
    percentile(
      own.map(({ wallMs }) => wallMs),
      0.9,
    ).toFixed(1),
    `${Math.round((100 * exchanges.opening.byFirst.median) / step.cpuMs)} %`,
    String(billedMs(percentile(cpu, 0.9), waitsOf(step), MEMORY_MB)),
    callsOf([step]),
    String(step.readUnits),
    String(step.writeUnits),
    dollarsOf([step], exchanges),
  ];
}

function sizesRow(name: string, rounds: readonly Step[][]): string[] {
  const step = ownStep(name, rounds);
  const cpuMs = percentile(
    rounds.flatMap(([own]) => own?.cpuMs ?? []),
    0.9,
  );
  return [
    name,
    ...SIZES_MB.map((size) => {
      const ms = billedMs(cpuMs, waitsOf(step), size);
      return `${ms} · ${((ms / 1000) * (size / 1024) * PRICES.lambdaGbSecond * BOOKINGS).toFixed(2)}`;
    }),
  ];
}

function formRow(name: string, steps: readonly Step[], exchanges: Exchanges): string[] {
  const by = (kind: Step['by']) => steps.filter((step) => step.by === kind);
  return [
    name,
    String(by('http').length),
    sum(by('http').map(({ cpuMs }) => cpuMs)).toFixed(1),
    callsOf(steps),
    String(sum(steps.map(({ readUnits }) => readUnits))),
    String(sum(steps.map(({ writeUnits }) => writeUnits))),
    dollarsOf(steps, exchanges),
  ];
}

/** The section of the report. */
export function reportLiveForm({ exchanges, imports }: LiveForm): string {
  const { opening, rounds } = exchanges;
  const filled = [...EXCHANGES.slice(1), FOLLOWING] as const;
  return [
    '## The live form',
    '',
    `Exchanges with \`${NAME}\` in a business of ${PEOPLE} people, each with ${CLAIMS_A_DAY.full} claims on every day of ${HORIZON_DAYS} days, where anyone will do.`,
    `To open an envelope takes ${spread(opening.byFirst, 2)} ms of the processor, which is RSA almost alone, and ${spread(opening.bySecond, 2)} ms`,
    'by the second key during a rotation. The clock has the part of the table engine on this machine. "Lambda ms" is what Lambda',
    `bills for the processor time of the 90th percentile with ${MEMORY_MB} MB, and for the waiting times given above.`,
    '',
    tableOf(
      [
        'exchange',
        'CPU ms',
        'CPU ms p90',
        'clock ms p90',
        'opening',
        'Lambda ms p90',
        'table calls',
        'read units',
        'write units',
        '$ a million',
      ],
      [
        ...EXCHANGES.map((part) => exchangeRow(exchanges, part, rounds[part])),
        exchangeRow(exchanges, `look, ${CLAIMS_A_DAY.quiet} claims a day`, exchanges.quietLooks),
      ],
    ),
    '',
    'What other sizes would mean for the 90th percentile of a look: ms that Lambda bills, and dollars for a million.',
    '',
    tableOf(
      ['exchange', ...SIZES_MB.map((size) => `with ${size} MB`)],
      [sizesRow('look', rounds.look), sizesRow(`look, ${CLAIMS_A_DAY.quiet} claims a day`, exchanges.quietLooks)],
    ),
    '',
    'A whole booking from the open form on, by the live form and by a static one in the same business, with what follows by the',
    'stream:',
    '',
    tableOf(
      ['form', 'requests', 'CPU ms of these', 'table calls', 'read units', 'write units', '$ a million'],
      [
        formRow(
          'live',
          filled.flatMap((part) => middleSteps(rounds[part], part)),
          exchanges,
        ),
        formRow('static', middleSteps(rounds[STATIC], STATIC), exchanges),
      ],
    ),
    '',
    `The import of \`${NAME}\` takes ${against(imports.ofPlain, TARGET)} of what it takes with the plain SDK (\`--context plainSdk=true\`), and ${imports.ofFloor.toFixed(2)} of`,
    `the floor, which is the plain SDK alone (the middle of ${ROUNDS} rounds in turns, by processor time):`,
    '',
    tableOf(
      ['bundle', 'CPU ms'],
      Object.entries(imports.cpu).map(([bundle, cpu]) => [bundle, spread(cpu)]),
    ),
  ].join('\n');
}
