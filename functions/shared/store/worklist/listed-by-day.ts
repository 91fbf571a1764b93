import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { DAY_MS, epochSeconds, Instant, later, now } from '../../domain/time/instant.ts';
import { beginningsIn, type TimeSpan } from '../../domain/time/time-span.ts';
import { chunksOf, NEARLY, readAs } from '../table/items.ts';
import { dayPartition, KINDS_FOR_PERSON, type KindForPerson, listedByDayKey } from '../table/keys.ts';
import { ALL_TIME, readRange } from '../table/pages.ts';
import type { Table } from '../table/table.ts';
import { ANY_DAY, type MayHave } from './worklist-ranges.ts';

/*
 * Release 0.1.0 listed what a person has to see to by UTC day: four partitions for each. Its entries stay where they are,
 * until they end or are written again. An open desk lists a month after each change: a look tells it which days have such
 * entries, so that it need not read all of them each time.
 */

/** What was found on the days of a span: the beginnings of those that have entries. */
const Look = z.object({ from: Instant, to: Instant, lookedAt: Instant, days: z.array(Instant) });
type Look = z.infer<typeof Look>;

/**
 * A look is believed for so long. Functions of the earlier release write on for minutes while a stack is upgraded: entries
 * of that moment, and again those of any day.
 */
const BELIEVED_MS = 10 * 60_000;

const DAYS_AT_ONCE = 4;

const isBelieved = ({ lookedAt }: Look, at: Instant): boolean => lookedAt <= at && at < later(lookedAt, BELIEVED_MS);

const listedIn =
  ({ days }: Look): MayHave =>
  (day) =>
    days.includes(day);

/** Those of the days that have an entry of any kind. */
async function lookAt(table: Table, days: readonly Instant[]): Promise<Instant[]> {
  const reading = { index: 'worklist', order: 'oldest-first' } as const;
  const hasAny = async (day: Instant, kind: KindForPerson): Promise<boolean> => {
    const range = { partition: dayPartition(table.channelId, kind, day), ...ALL_TIME };
    return (await readRange(table, reading, range, 1)).length > 0;
  };
  const found: Instant[] = [];
  for (const together of chunksOf(days, DAYS_AT_ONCE)) {
    const looks = together.map((day) => Promise.all(KINDS_FOR_PERSON.map((kind) => hasAny(day, kind))));
    const have = await Promise.all(looks);
    found.push(...together.filter((_, index) => have[index]?.includes(true)));
  }
  return found;
}

/** Each look is true for itself: of two that are kept at once either will do. */
async function keep(table: Table, look: Look): Promise<void> {
  const { channelId } = table;
  const expiresAt = epochSeconds(later(look.lookedAt, DAY_MS));
  const Item = { ...listedByDayKey(channelId), type: 'listed-by-day', channelId, ...look, expiresAt };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
}

/**
 * On which UTC days of a span an earlier release may have listed something for a person. Of a span that reaches until now
 * that is known, but for what was written in the last ten minutes. Of one before it each day may have something, unless a
 * look was made that tells.
 */
export async function daysListedByDay(table: Table, span: TimeSpan): Promise<MayHave> {
  const at = now();
  const kept = await readAs(table, listedByDayKey(table.channelId), Look, NEARLY);
  if (kept && isBelieved(kept, at) && kept.from <= span.from && span.to <= kept.to) return listedIn(kept);
  if (span.to < at) return ANY_DAY;
  const look = { ...span, lookedAt: at, days: await lookAt(table, beginningsIn(span, 'day')) };
  await keep(table, look);
  return listedIn(look);
}
