import type { Instant } from '../../domain/time/instant.ts';
import { beginningsIn, partsOf, type TimeSpan } from '../../domain/time/time-span.ts';
import { dayPartition, type KindForPerson, type WorklistKind, worklistAttributes } from '../table/keys.ts';
import type { PartitionRange } from '../table/pages.ts';
import type { Table } from '../table/table.ts';

/** Whether an earlier release may have listed something on the UTC day that begins at an instant. */
export type MayHave = (day: Instant) => boolean;
export const ANY_DAY: MayHave = () => true;

const rangesBy = (unit: 'day' | 'month', { channelId }: Table, kind: WorklistKind, span: TimeSpan): PartitionRange[] =>
  partsOf(span, unit).map((part) => ({
    partition: worklistAttributes(channelId, kind, part.from).worklistDay,
    ...part,
  }));

/** What an earlier release listed comes first: an entry that is written again meanwhile is then read twice, not missed. */
function rangesForPerson(table: Table, kind: KindForPerson, span: TimeSpan, mayHave: MayHave): PartitionRange[] {
  const days: Instant[] = beginningsIn(span, 'day').filter(mayHave);
  const byDay = days.map((day) => ({ partition: dayPartition(table.channelId, kind, day), ...span }));
  return [...byDay, ...rangesBy('month', table, kind, span)];
}

/**
 * Where the worklist has these kinds in a span, and had them in release 0.1.0 on the days that may have some of it. What
 * stands in one period is read together; one period is over when the next begins.
 */
export function worklistPeriods(
  table: Table,
  kinds: readonly WorklistKind[],
  span: TimeSpan,
  mayHave: MayHave,
): PartitionRange[][] {
  const periods = kinds.includes('invitation') ? partsOf(span, 'day') : [span];
  return periods.map((period) =>
    kinds.flatMap((kind) =>
      kind === 'invitation' ? rangesBy('day', table, kind, period) : rangesForPerson(table, kind, period, mayHave),
    ),
  );
}
