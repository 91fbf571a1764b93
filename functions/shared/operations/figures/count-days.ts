import pMap from 'p-map';
import { addGrouped, type DayFigures, type GroupedFigures, noGroupedFigures } from '../../domain/figures/figures.ts';
import { type FiguresTerms, figuresOf } from '../../domain/figures/figures-of.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { writeFigures } from '../../store/figures/figures.ts';
import { keysInNeed, keysMadeIn, type MadeInvitation, readMade } from '../../store/figures/made-invitations.ts';
import type { Table } from '../../store/table/table.ts';

export type FiguresContext = { table: Table; contract: FiguresTerms };

/** One of the business's dates, and when it is. */
export type FiguresDay = { date: LocalDate; span: TimeSpan };

/** How many invitations may still be read. */
export type ReadBudget = { left: number };

/** Days and batches that are read at the same time. */
const AT_ONCE = 8;

type Tally = FiguresDay & { figures: GroupedFigures; counted: Set<string> };

/** Whether an invitation was made on the day. */
const isOf = ({ span }: FiguresDay, { createdAt }: { createdAt: Instant }): boolean =>
  span.from <= createdAt && createdAt <= span.to;

function add(tally: Tally, made: readonly MadeInvitation[], terms: FiguresTerms): void {
  for (const { invitation, messages } of made) {
    if (tally.counted.has(invitation.invitationId) || !isOf(tally, invitation)) continue;
    tally.counted.add(invitation.invitationId);
    tally.figures = addGrouped(tally.figures, figuresOf(invitation, messages, terms));
  }
}

/** Counts what nobody has to see to; `undefined` if that is more than may be read. */
async function tallyDay(
  { table, contract }: FiguresContext,
  day: FiguresDay,
  budget: ReadBudget,
): Promise<Tally | undefined> {
  const tally = { ...day, figures: noGroupedFigures(contract.flow.kind === 'live'), counted: new Set<string>() };
  if (budget.left <= 0) return undefined;
  let isWithin = true;
  async function* withinBudget() {
    for await (const keys of keysMadeIn(table, day.span)) {
      budget.left -= keys.length;
      isWithin = budget.left >= 0;
      if (!isWithin) return;
      yield keys;
    }
  }
  await pMap(withinBudget(), async (keys) => add(tally, await readMade(table, keys), contract), {
    concurrency: AT_ONCE,
  });
  return isWithin ? tally : undefined;
}

/** Adds what somebody has to see to: it is listed under the day on which the need arose, today at the latest. */
async function addInNeed({ table, contract }: FiguresContext, tallies: readonly Tally[], at: Instant): Promise<void> {
  const from = tallies.map(({ span }) => span.from).toSorted()[0];
  if (from === undefined) return;
  const made = await readMade(table, await keysInNeed(table, { from, to: at }));
  for (const tally of tallies) add(tally, made, contract);
}

/**
 * Counts what was made on these days from the invitations themselves, the first days first, and stores the figures. Returns
 * those of the days that the budget was enough for. An invitation that moves within the worklist meanwhile may be missed
 * until the day is counted again.
 */
export async function countDays(
  context: FiguresContext,
  days: readonly FiguresDay[],
  budget: ReadBudget,
): Promise<DayFigures[]> {
  const countedAt = now();
  const tallied = await pMap(days, (day) => tallyDay(context, day, budget), { concurrency: AT_ONCE });
  const tallies = tallied.filter((tally) => tally !== undefined);
  await addInNeed(context, tallies, now());
  const counted = tallies.map(({ date, figures }) => ({ ...figures, date, countedAt }));
  await pMap(counted, (figures) => writeFigures(context.table, figures), { concurrency: AT_ONCE });
  return counted;
}
