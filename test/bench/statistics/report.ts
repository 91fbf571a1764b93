import { DayFigures, noGroupedFigures } from '../../../functions/shared/domain/figures/figures.ts';
import { isCountable, isDue } from '../../../functions/shared/domain/figures/figures-age.ts';
import { DAY_MS, HOUR_MS, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { memoryOf } from '../../../infra/constructs/memory.ts';
import { PRICES } from '../../../infra/prices.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { BOOKINGS, billedMs, sum, TABLE_CALL_MS } from '../cost-model.ts';
import { tableOf } from '../figures.ts';
import type { Step } from '../one-booking.ts';
import { callsOf } from '../places/report.ts';
import { INVITATIONS, type StatisticsCosts } from './measure.ts';

/** How often the schedule runs. */
const RUN_EVERY_MS = 3 * HOUR_MS;
/** So many days and batches are read at the same time (functions/shared/operations/figures/count-days.ts). */
export const AT_ONCE = 8;

/** How often all counts of its day read an invitation: those of the day itself find only a part of its invitations. */
export function readsOfInvitation(): number {
  const from = Date.UTC(2031, 4, 6);
  const span = { from: instantAt(from), to: instantAt(from + DAY_MS - 1) };
  const { retention } = contractWithoutServices();
  let reads = 0;
  let stored: DayFigures | undefined;
  for (let at = from + RUN_EVERY_MS; isCountable(span, instantAt(at), retention); at += RUN_EVERY_MS) {
    if (!isDue(stored, span, instantAt(at))) continue;
    const total = { ...noGroupedFigures(false).total, invited: 1 };
    stored = DayFigures.parse({ ...noGroupedFigures(false), total, date: '2031-05-06', countedAt: instantAt(at) });
    reads += Math.min(1, (at - from) / DAY_MS);
  }
  return reads;
}

/** Dollars for a run of `count-figures` that does what a step did. */
function dollarsOf({ cpuMs, tableCalls, readUnits, writeUnits }: Step): number {
  const memoryMb = memoryOf('count-figures');
  const ms = billedMs(cpuMs, (sum(Object.values(tableCalls)) / AT_ONCE) * TABLE_CALL_MS, memoryMb);
  const lambda = (ms / 1000) * (memoryMb / 1024) * PRICES.lambdaGbSecond;
  return lambda + readUnits * PRICES.readUnit + writeUnits * PRICES.writeUnit;
}

/** The section of the report. */
export function reportStatistics({ full, empty }: StatisticsCosts): string {
  const row = (what: string, step: Step) => [
    what,
    callsOf([step]),
    String(step.readUnits),
    String(step.writeUnits),
    step.cpuMs.toFixed(0),
  ];
  const once = (dollarsOf(full) - dollarsOf(empty)) / INVITATIONS;
  const reads = readsOfInvitation();
  return [
    '## Figures',
    '',
    `\`GET /statistics\` counts a day, here with ${INVITATIONS} invitations: one half was booked, the other delivered and read.`,
    '',
    tableOf(
      ['', 'table calls', 'read units', 'write units', 'CPU ms'],
      [row('a day without invitations', empty), row(`a day with ${INVITATIONS}`, full)],
    ),
    '',
    `That is ${((full.readUnits - empty.readUnits) / INVITATIONS).toFixed(2)} read units for an invitation. Where nobody looks, \`count-figures\` counts it again as the day grows old: an`,
    `invitation is read ${reads.toFixed(1)} times in all. A million invitations a month cost **$${(once * reads * BOOKINGS).toFixed(2)}**, whatever their number of events.`,
    'A form that is opened is written down once more, see "Live form".',
  ].join('\n');
}
