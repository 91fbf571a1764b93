import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredItem } from './items.ts';
import { unpacked } from './packed.ts';
import type { Table } from './table.ts';

/** Items of the whole table; `next` is the key after which the next page starts, if there is one. */
export type ScannedPage = { items: StoredItem[]; next: string | undefined };

/** The next items after a key, whatever they are (consistent reads). Items written meanwhile may be in it or not. */
export async function scanPage(table: Table, after: string | undefined, limit: number): Promise<ScannedPage> {
  const scan = new ScanCommand({
    TableName: table.name,
    ConsistentRead: true,
    Limit: limit,
    ...(after !== undefined && { ExclusiveStartKey: { pk: after } }),
  });
  const { Items = [], LastEvaluatedKey } = await table.client.send(scan);
  return { items: Items.map(unpacked), next: LastEvaluatedKey ? String(LastEvaluatedKey['pk']) : undefined };
}
