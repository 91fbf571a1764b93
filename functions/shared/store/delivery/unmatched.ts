import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { UnmatchedElement } from '../../domain/customer/inbound.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { unmatchedKey, worklistAttributes } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** Of a larger text only the hash and the length are kept (bytes of UTF-8). */
const KEPT_BYTES = 65_536;

/** Keeps the text of an unmatched element as received. Returns `false` if the same text is kept already. */
export async function keepUnmatched(
  table: Table,
  { reason, text }: UnmatchedElement,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const hash = createHash('sha256').update(text).digest('hex');
  const bytes = Buffer.byteLength(text);
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...unmatchedKey(hash),
      type: 'unmatched',
      channelId: table.channelId,
      createdAt: times.now,
      reason,
      hash,
      bytes,
      ...(bytes <= KEPT_BYTES && { text }),
      ...worklistAttributes(table.channelId, 'unmatched', times.now),
      expiresAt: epochSeconds(times.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return wasWritten(table.client.send(put));
}
