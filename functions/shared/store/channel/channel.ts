import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant } from '../../domain/time/instant.ts';
import { channelKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';

/** What was learned about the channel itself. */
export const Channel = z.object({
  /** When the provider was last found not to tell deliveries on being asked. */
  lookupNotOfferedAt: z.optional(Instant),
  /** Until when nothing customers did is missing: every kind of webhook came in, or the history was read. */
  heardUntil: z.optional(Instant),
  /** Since when webhooks may have been lost that were not yet looked for in the history. */
  lostSince: z.optional(Instant),
});
export type Channel = z.infer<typeof Channel>;

export async function readChannel(table: Table): Promise<Channel | undefined> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: channelKey(table.channelId) }));
  return Item && Channel.parse(Item);
}

/** Remembers that deliveries cannot be asked for on this channel, or that they can after all. */
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

/** Notes since when webhooks may be lost. Of a loss noted before, the time stands. Answers the time noted. */
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

/** Notes that nothing is missing until then: a loss noted before is made good. */
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
