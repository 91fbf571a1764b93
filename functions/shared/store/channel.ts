import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Instant } from '../domain/instant.ts';
import { channelKey } from './keys.ts';
import { held, type Table } from './table.ts';

/** What was learned about the channel itself. */
export const Channel = z.object({
  /** When the provider was last found not to tell deliveries on being asked. */
  lookupNotOfferedAt: z.optional(Instant),
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
  await held(table.client.send(update));
}
