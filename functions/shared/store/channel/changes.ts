import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { changesKey } from '../table/keys.ts';
import type { Table } from '../table/table.ts';

/** How many batches of changes there were. It names nothing that changed, and only ever grows. */
const Changes = z.object({ batches: z.int() });

/** Notes that something changed that a desk may show. Two notes of the same changes do no harm. */
export async function noteChanges(table: Table): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: changesKey(table.channelId),
    UpdateExpression: 'SET #type = :type, batches = if_not_exists(batches, :none) + :one',
    ExpressionAttributeNames: { '#type': 'type' },
    ExpressionAttributeValues: { ':type': 'changes', ':none': 0, ':one': 1 },
  });
  await table.client.send(update);
}

/** How many notes there were (consistent read): whoever sees another number than before reads again what it shows. */
export async function countChanges(table: Table): Promise<number> {
  const get = new GetCommand({ TableName: table.name, Key: changesKey(table.channelId), ConsistentRead: true });
  const { Item } = await table.client.send(get);
  return Item ? Changes.parse(Item).batches : 0;
}
