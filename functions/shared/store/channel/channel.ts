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

/** Stores facts, and returns what is known then. */
async function write(table: Table, expression: string, values: Record<string, unknown> = {}): Promise<Channel> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    UpdateExpression: `SET #type = :type${expression}`,
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'channel', ...values },
    ReturnValues: 'ALL_NEW',
  });
  return Channel.parse((await table.client.send(update)).Attributes);
}

/** Removes a fact. Nothing is written of a channel that does not have it. */
async function forget(table: Table, fact: 'lookupNotOfferedAt' | 'acksOffSince'): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: channelKey(table.channelId),
    UpdateExpression: `REMOVE ${fact}`,
    ConditionExpression: `attribute_exists(${fact})`,
  });
  await ifConditionHeld(table.client.send(update));
}

/** Stores when the channel did not offer the lookup of deliveries, or removes that time. */
export async function rememberLookup(
  table: Table,
  { notOfferedAt }: { notOfferedAt: Instant | undefined },
): Promise<void> {
  if (notOfferedAt) await write(table, ', lookupNotOfferedAt = :at', { ':at': notOfferedAt });
  else await forget(table, 'lookupNotOfferedAt');
}

/** Stores whether the channel reports deliveries. Since when it does not stays as it is. */
export async function rememberAcks(table: Table, areOn: boolean, at: Instant): Promise<void> {
  if (areOn) await forget(table, 'acksOffSince');
  else await write(table, ', acksOffSince = if_not_exists(acksOffSince, :at)', { ':at': at });
}

/** Stores since when webhooks may be lost, unless a time is stored already. Returns the stored time. */
export async function noteLoss(table: Table, since: Instant): Promise<Instant> {
  const { lostSince } = await write(table, ', lostSince = if_not_exists(lostSince, :since)', { ':since': since });
  return lostSince ?? since;
}

/** Stores that no webhook is missing until `until`, and removes a stored loss. */
export async function noteHeard(table: Table, until: Instant): Promise<void> {
  await write(table, ', heardUntil = :until REMOVE lostSince', { ':until': until });
}

/** Stores how far the bookings ahead are planned for these terms. */
export async function noteRemindersWalk(table: Table, walk: { terms: string; after: Position }): Promise<void> {
  await write(table, ', remindersWalk = :walk', { ':walk': walk });
}

/** Stores that all bookings ahead are planned for these terms; `undefined`: the contract has no reminders. */
export async function noteRemindersPlanned(table: Table, terms: string | undefined): Promise<void> {
  if (terms === undefined) await write(table, ' REMOVE remindersPlanned, remindersWalk');
  else await write(table, ', remindersPlanned = :terms REMOVE remindersWalk', { ':terms': terms });
}
