import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Echo } from '../../domain/customer/inbound.ts';
import { ChatId } from '../../domain/customer/recipient.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import { epochSeconds, Instant, later } from '../../domain/time/instant.ts';
import { keysAbout } from '../customer/customer-index.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { messageIdentity } from '../delivery/messages.ts';
import { readItem } from '../table/items.ts';
import { customerAttribute, messageKey } from '../table/keys.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** An echo as it stands on its message item. */
const StoredEcho = z.object({ messageId: MessageId, echoedTo: ChatId, echoedAt: Instant, echoedText: z.string() });

/**
 * Keeps an echo that reads like an invitation on its message, in case the answer to its send was lost. An echo of a
 * message known to be ours proves nothing new; `false` then, and on a repeat.
 */
export async function keepEcho(
  table: Table,
  { messageId, chatId, at, text }: Echo,
  times: { now: Instant; expiresAt: Instant },
): Promise<boolean> {
  const item = messageIdentity(table, messageId, times.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: messageKey(table.channelId, messageId),
    UpdateExpression:
      `${item.set}, customer = :customer, echoedTo = :chatId, echoedAt = :at, echoedText = :text, ` +
      'expiresAt = if_not_exists(expiresAt, :expiresAt)',
    ConditionExpression: `attribute_not_exists(invitationId) AND attribute_not_exists(echoedAt) AND ${NOT_ERASED}`,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':customer': customerAttribute(table.channelId, chatId).customer,
      ':chatId': chatId,
      ':at': at,
      ':text': text,
      ':expiresAt': epochSeconds(times.expiresAt),
    },
  });
  return wasWritten(table.client.send(update));
}

/** A webhook may be a while behind the message it reports. */
const REPORTED_WITHIN_MS = 24 * 3_600_000;

async function readEcho(table: Table, pk: string): Promise<Echo | undefined> {
  const stored = StoredEcho.safeParse(await readItem(table, { pk }));
  if (!stored.success) return undefined;
  const { messageId, echoedTo: chatId, echoedAt: at, echoedText: text } = stored.data;
  return { messageId, chatId, at, text };
}

/** The echoes kept for one chat of what was sent in a span of time, at most 50. */
export async function findEchoes(
  table: Table,
  chatId: ChatId,
  { from, to }: { from: Instant; to: Instant },
): Promise<Echo[]> {
  const keys = await keysAbout(table, chatId, 'message', { from, to: later(to, REPORTED_WITHIN_MS) });
  const echoes = await Promise.all(keys.map((pk) => readEcho(table, pk)));
  return echoes.filter((echo) => echo !== undefined);
}
