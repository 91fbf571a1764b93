import * as z from 'zod/mini';
import type { Contract } from '../../contract/contract.ts';
import { Day, type DayKey, emptyDay } from '../../domain/places/day.ts';
import { DAY_MS, epochSeconds, instantAt } from '../../domain/time/instant.ts';
import { BATCH, CONSISTENT, chunksOf, readItems } from '../table/items.ts';
import { dayKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { type TransactionWrite, transact } from '../table/transaction.ts';
import { readClaims, storedClaims } from './stored-claims.ts';

const StoredDay = z.looseObject({ claims: z.record(z.string(), z.unknown()) });

/** The day that an item has. */
export function readDay(item: unknown): Day {
  const { claims, ...stored } = StoredDay.parse(item);
  return Day.parse({ ...stored, claims: readClaims(claims) });
}

/** The item of a day, but for its key. */
export const dayItem = (table: Table, day: Day) => ({
  type: 'day',
  channelId: table.channelId,
  ...day,
  claims: storedClaims(day.claims),
});

/** The days, as they are now unless the caller says otherwise, each once; one that was never written is empty. */
export async function readDays(table: Table, keys: readonly DayKey[], reading = CONSISTENT): Promise<Day[]> {
  const byKey = new Map(keys.map((key) => [dayKey(table.channelId, key).pk, key]));
  const batches = chunksOf([...byKey.keys()], BATCH);
  const found = await Promise.all(batches.map((batch) => readItems(table, batch, reading)));
  const items = new Map(found.flatMap((batch) => [...batch]));
  return [...byKey].map(([pk, key]) => {
    const item = items.get(pk);
    return item ? readDay(item) : emptyDay(key);
  });
}

/** A day ends so many hours after its midnight in UTC at the latest, in whatever zone. */
const LATEST_END_MS = 1.5 * DAY_MS;

/**
 * The writes that change days as `changedDays` says, each on condition that nobody wrote it since it was read. A day
 * is kept as long as the bookings on it.
 */
export const dayWrites = (
  table: Table,
  days: readonly Day[],
  { retention }: Pick<Contract, 'retention'>,
): TransactionWrite[] =>
  days.map((day) => {
    const lastsMs = LATEST_END_MS + retention.invitationDays * DAY_MS;
    const expiresAt = epochSeconds(instantAt(Date.parse(day.date) + lastsMs));
    const isNew = day.rev === 1;
    return {
      put: {
        Item: { ...dayKey(table.channelId, day), ...dayItem(table, day), expiresAt },
        ConditionExpression: isNew ? 'attribute_not_exists(pk)' : 'rev = :seen',
        ...(!isNew && { ExpressionAttributeValues: { ':seen': day.rev - 1 } }),
      },
    };
  });

/** Writes an item together with days, all or nothing; `false` if somebody else wrote one of them meanwhile. */
export const writeWith =
  (table: Table, days: readonly Day[], policy: Pick<Contract, 'retention'>) =>
  async (update: Extract<TransactionWrite, { update: unknown }>['update']): Promise<boolean> =>
    (await transact(table, [{ update }, ...dayWrites(table, days, policy)])) === 'done';
