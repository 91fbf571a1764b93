import { BatchWriteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Claim, claimIdFor, type DayKey } from '../../../functions/shared/domain/places/day.ts';
import { readDay } from '../../../functions/shared/store/places/days.ts';
import { storedClaims } from '../../../functions/shared/store/places/stored-claims.ts';
import { dayKey, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import { aContract } from '../../support/contract.ts';
import type { Business } from './business.ts';

/** The most items that DynamoDB takes in one call. */
const BATCH = 25;
const AT_ONCE = 8;
const { channel } = aContract();

type Item = Record<string, unknown>;

/** How many claims a copied day has, and how many of them at the same time. */
export type Filling = { claims: number; capacity: number };

/**
 * Writes days like one that stands, each claim with a booking of its own, one after the other from the first on, at the same
 * hours. They go straight to the table, because to book them all would take hours, and no reader of the stream hears of them.
 */
export async function copyDay(
  { database, tableName, passOver }: Pick<Business, 'database' | 'tableName' | 'passOver'>,
  like: DayKey,
  to: readonly DayKey[],
  { claims: count, capacity }: Filling,
): Promise<void> {
  const read = async (Key: Item): Promise<Item> => {
    const { Item } = await database.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (!Item) throw new Error(`The table of the bench lacks ${JSON.stringify(Key)}.`);
    return Item;
  };
  const stored = await read(dayKey(channel.id, like));
  const known = await pMap(Object.values(readDay(stored).claims), async (claim) => ({
    claim,
    booking: await read(invitationKey(claim.invitationId)),
  }));
  const first = Math.min(...known.map(({ claim }) => claim.from));

  function itemsOf(day: DayKey): Item[] {
    const claims: Record<string, Claim> = {};
    const laterMs = Date.parse(day.date) - Date.parse(like.date);
    const bookings = Array.from({ length: count }, (_, index): Item => {
      const { claim, booking } = known[index % known.length] ?? {};
      if (!claim) throw new Error('The day to copy has no claims.');
      const invitationId = invitationIdFor(channel.id, undefined);
      const claimId = claimIdFor(invitationId, 'copy');
      const lengthMs = claim.to - claim.from;
      const from = first + laterMs + Math.floor(index / capacity) * lengthMs;
      claims[claimId] = { ...claim, invitationId, from, to: from + lengthMs };
      return { ...booking, ...invitationKey(invitationId), invitationId, place: { claimId, days: [day] } };
    });
    return [...bookings, { ...stored, ...dayKey(channel.id, day), ...day, claims: storedClaims(claims) }];
  }

  const items = to.flatMap(itemsOf);
  const batches = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
  await pMap(
    batches,
    async (batch) => {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await database.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    },
    { concurrency: AT_ONCE },
  );
  await passOver();
}
