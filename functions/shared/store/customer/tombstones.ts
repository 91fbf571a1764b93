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
