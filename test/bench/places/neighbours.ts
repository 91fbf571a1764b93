import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { type InvitationId, invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { ClaimId, Day, type LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { dayKey, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import { aContract } from '../../support/contract.ts';
import type { Business } from './business.ts';

const AT_ONCE = 32;
const { channel } = aContract();

type Item = Record<string, unknown>;

/** A booking with another id and place, as the functions would have written it. */
function copyOf(
  item: Item,
  invitationId: InvitationId,
  claimId: ClaimId,
  day: { resource: ResourceId; date: LocalDate },
) {
  return {
    ...item,
    ...invitationKey(invitationId),
    invitationId,
    place: { claimId, days: [day] },
  };
}

/**
 * Gives other resources each a day like one that stands: as many claims, each with a booking of its own. They go straight
 * to the table, and no reader of the stream hears of them.
 */
export async function addNeighbours(
  { database, tableName, passOver }: Business,
  like: { resource: ResourceId; date: LocalDate },
  to: { date: LocalDate; from: number; to: number },
): Promise<void> {
  const read = async (Key: Item): Promise<Item> => {
    const { Item } = await database.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (!Item) throw new Error(`The table of the bench lacks ${JSON.stringify(Key)}.`);
    return Item;
  };
  const put = (Item: Item) => database.send(new PutCommand({ TableName: tableName, Item }));
  const stored = await read(dayKey(channel.id, like));
  const claims = Object.values(Day.parse(stored).claims);
  const bookings = await Promise.all(claims.map(({ invitationId }) => read(invitationKey(invitationId))));

  const resources = Array.from({ length: to.to - to.from }, (_, index) => ResourceId.parse(`other-${to.from + index}`));
  await pMap(
    resources,
    async (resource) => {
      const day = { resource, date: to.date };
      const copies = claims.map((claim, index) => {
        const invitationId = invitationIdFor(channel.id, undefined);
        const claimId = ClaimId.parse(`${invitationId}:copy`);
        return {
          claimId,
          claim: { ...claim, invitationId },
          item: copyOf(bookings[index] ?? {}, invitationId, claimId, day),
        };
      });
      for (const { item } of copies) await put(item);
      const copied = Object.fromEntries(copies.map(({ claimId, claim }) => [claimId, claim]));
      await put({ ...stored, ...dayKey(channel.id, day), ...day, claims: copied });
    },
    { concurrency: AT_ONCE },
  );
  await passOver();
}
