import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { messageKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** All that remains of an erased item. */
export type Tombstone = {
  pk: string;
  type: string;
  createdAt: Instant;
  erasedAt: Instant;
  /** TTL, seconds since 1970 UTC. */
  expiresAt: number;
  /** What tells that the same is received again. */
  hash?: string;
  bytes?: number;
  reason?: string;
};

/**
 * Puts a tombstone in the place of an item, or where one might come yet. It replaces the item as a whole, so that no
 * attribute can be forgotten. Returns `false` if it exists already. An item in the customer index has something left to
 * erase, whatever else it says.
 */
export async function writeTombstone(table: Table, tombstone: Tombstone): Promise<boolean> {
  const put = new PutCommand({
    TableName: table.name,
    Item: { ...tombstone, channelId: table.channelId },
    ConditionExpression: 'attribute_not_exists(erasedAt) OR attribute_exists(customer)',
  });
  return (await ifConditionHeld(table.client.send(put))) !== undefined;
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
