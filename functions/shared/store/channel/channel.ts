import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant } from '../../domain/time/instant.ts';
import { NEARLY, readAs } from '../table/items.ts';
import { channelKey } from '../table/keys.ts';
import { Position } from '../table/pages.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** The stored state of the channel. */
export const Channel = z.object({
  /** When the provider last did not offer the lookup of deliveries. */
  lookupNotOfferedAt: z.optional(Instant),
  /** Since when the channel does not report deliveries, as last checked. */
  acksOffSince: z.optional(Instant),
  /** Until when no message or form is missing: all webhooks arrived, or the history was read. */
  heardUntil: z.optional(Instant),
  /** Since when webhooks may have been lost and are not yet read from the history. */
  lostSince: z.optional(Instant),
  /** What the contract had of reminders when all bookings ahead were last planned, as a hash; left out: none. */
  remindersPlanned: z.optional(z.string()),
  /** How far the bookings ahead are planned for another contract. */
  remindersWalk: z.optional(z.object({ terms: z.string(), after: Position })),
});
export type Channel = z.infer<typeof Channel>;

/** What is known of the channel, but for the last moment. */
export const readChannel = (table: Table): Promise<Channel | undefined> =>
  readAs(table, channelKey(table.channelId), Channel, NEARLY);

/** Stores when the channel did not offer the lookup of deliveries, or removes that time. */
export async function rememberLookup(
  table: Table,
  { notOfferedAt }: { notOfferedAt: Instant | undefined },
): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    ...(notOfferedAt
      ? {
          UpdateExpression: 'SET #type = :type, lookupNotOfferedAt = :at',
          ExpressionAttributeNames: { '#type': 'type' },
          ExpressionAttributeValues: { ':type': 'channel', ':at': notOfferedAt },
        }
      : { UpdateExpression: 'REMOVE lookupNotOfferedAt', ConditionExpression: 'attribute_exists(lookupNotOfferedAt)' }),
  });
  await ifConditionHeld(table.client.send(update));
}

/** Stores whether the channel reports deliveries. Since when it does not stays as it is. */
export async function rememberAcks(table: Table, areOn: boolean, at: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    ...(areOn
      ? { UpdateExpression: 'REMOVE acksOffSince', ConditionExpression: 'attribute_exists(acksOffSince)' }
      : {
          UpdateExpression: 'SET #type = :type, acksOffSince = if_not_exists(acksOffSince, :at)',
          ExpressionAttributeNames: { '#type': 'type' },
          ExpressionAttributeValues: { ':type': 'channel', ':at': at },
        }),
  });
  await ifConditionHeld(table.client.send(update));
}

/** Stores since when webhooks may be lost, unless a time is stored already. Returns the stored time. */
export async function noteLoss(table: Table, since: Instant): Promise<Instant> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    UpdateExpression: 'SET #type = :type, lostSince = if_not_exists(lostSince, :since)',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'channel', ':since': since },
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await table.client.send(update);
  return Channel.parse(Attributes).lostSince ?? since;
}

/** Stores that no webhook is missing until `until`, and removes a stored loss. */
export async function noteHeard(table: Table, until: Instant): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    UpdateExpression: 'SET #type = :type, heardUntil = :until REMOVE lostSince',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'channel', ':until': until },
  });
  await table.client.send(update);
}

/** Stores how far the bookings ahead are planned for these terms. */
export async function noteRemindersWalk(table: Table, walk: { terms: string; after: Position }): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    UpdateExpression: 'SET #type = :type, remindersWalk = :walk',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'channel', ':walk': walk },
  });
  await table.client.send(update);
}

/** Stores that all bookings ahead are planned for these terms; `undefined`: the contract has no reminders. */
export async function noteRemindersPlanned(table: Table, terms: string | undefined): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    ExpressionAttributeNames: { '#type': 'type' },
    ...(terms === undefined
      ? {
          UpdateExpression: 'SET #type = :type REMOVE remindersPlanned, remindersWalk',
          ExpressionAttributeValues: { ':type': 'channel' },
        }
      : {
          UpdateExpression: 'SET #type = :type, remindersPlanned = :terms REMOVE remindersWalk',
          ExpressionAttributeValues: { ':type': 'channel', ':terms': terms },
        }),
  });
  await table.client.send(update);
}
