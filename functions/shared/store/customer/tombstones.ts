import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Contract } from '../../contract/contract.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { Day } from '../../domain/places/day.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { dayWrites } from '../places/days.ts';
import { heldAsRead } from '../places/holds.ts';
import { isPlacedAs } from '../places/stored-place.ts';
import { messageKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';
import { transact } from '../table/transaction.ts';
import { NOT_ERASED } from './erased.ts';
import { foundAsRead } from './name-index.ts';

/** All that remains of an erased item. */
export type Tombstone = {
  pk: string;
  type: string;
  createdAt: Instant;
  erasedAt: Instant;
  /** TTL, seconds since 1970 UTC. */
  expiresAt: number;
  /** SHA-256 of an unmatched text, by which a repeat is recognised. */
  hash?: string;
  bytes?: number;
  reason?: string;
};

/**
 * Writes a tombstone over an item, or where an item may be created later. It replaces all attributes of the item.
 * Returns `false` if a tombstone exists already. An item with the attribute `customer` is replaced in any case.
 */
export async function writeTombstone(table: Table, tombstone: Tombstone): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...tombstone, channelId: table.channelId },
    ConditionExpression: 'attribute_not_exists(erasedAt) OR attribute_exists(customer)',
  });
  return wasWritten(table.client.send(put));
}

/**
 * Writes a tombstone over an invitation, and the days without its claims, all or nothing. `false` if it is erased
 * already, or its place, its hold or its names are others than were read, or somebody else wrote one of the days
 * meanwhile.
 */
export async function writeTombstoneWith(
  table: Table,
  tombstone: Tombstone,
  { place, held, foundAs, days }: Pick<Invitation, 'place' | 'held' | 'foundAs'> & { days: readonly Day[] },
  policy: Pick<Contract, 'retention'>,
): Promise<boolean> {
  const [placed, hold, names] = [isPlacedAs(place), heldAsRead(held), foundAsRead(foundAs)];
  const values = { ...placed.values, ...hold.values, ...names.values };
  const put = {
    Item: { ...tombstone, channelId: table.channelId },
    ConditionExpression: `attribute_exists(pk) AND ${NOT_ERASED} AND ${placed.condition} AND ${hold.condition} AND ${names.condition}`,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
  return (await transact(table, [{ put }, ...dayWrites(table, days, policy)])) === 'done';
}

/** Erases a message, including later reports about it. */
export async function writeMessageTombstone(
  table: Table,
  messageId: MessageId,
  { erasedAt, expiresAt }: { erasedAt: Instant; expiresAt: Instant },
): Promise<void> {
  const { pk } = messageKey(table.channelId, messageId);
  await writeTombstone(table, {
    pk,
    type: 'message',
    createdAt: erasedAt,
    erasedAt,
    expiresAt: epochSeconds(expiresAt),
  });
}
