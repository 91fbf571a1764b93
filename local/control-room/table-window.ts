import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { DUE_SHARDS } from '../../functions/shared/store/table/keys.ts';
import { unpacked } from '../../functions/shared/store/table/packed.ts';

/** A due item: its key, and its next check (ISO, UTC). */
const WaitingItem = z.object({ pk: z.string(), dueAt: z.string() });
export type WaitingItem = z.infer<typeof WaitingItem>;

/** Read-only access to the table, by the due index and by key. */
export type TableWindow = {
  /** The soonest first, at most a hundred. */
  waiting(): Promise<WaitingItem[]>;
  /** An item as it was written. */
  item(pk: string): Promise<Record<string, unknown> | undefined>;
};

const SHOWN = 100;

export function openTableWindow(endpoint: string, tableName: string): TableWindow {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }));

  async function waitingInShard(shard: number): Promise<WaitingItem[]> {
    const query = new QueryCommand({
      TableName: tableName,
      IndexName: 'due',
      KeyConditionExpression: 'duePartition = :shard',
      ExpressionAttributeValues: { ':shard': `due#${shard}` },
      Limit: SHOWN,
    });
    const { Items = [] } = await client.send(query);
    return Items.map((item) => WaitingItem.parse(item));
  }

  return {
    async waiting() {
      const shards = await Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => waitingInShard(shard)));
      const items = shards.flat().sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
      return items.slice(0, SHOWN);
    },
    async item(pk) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk }, ConsistentRead: true }));
      return Item && unpacked(Item);
    },
  };
}
