import {
  type DynamoDBDocumentClient,
  ScanCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TABLE } from './table-definitions.ts';

const { tableName: TableName } = TABLE;

export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type More<Kind extends keyof Action> = Partial<Action[Kind]>;

export const putting = (Item: Record<string, unknown>, more: More<'Put'> = {}): Action => ({
  Put: { TableName, Item, ...more },
});
export const setting = (pk: string, text: string, more: More<'Update'> = {}): Action => ({
  Update: {
    TableName,
    Key: { pk },
    UpdateExpression: 'SET #text = :text',
    ExpressionAttributeNames: { '#text': 'text' },
    ExpressionAttributeValues: { ':text': text },
    ...more,
  },
});
export const deleting = (pk: string, more: More<'Delete'> = {}): Action => ({
  Delete: { TableName, Key: { pk }, ...more },
});
export const checking = (pk: string, ConditionExpression: string, more: More<'ConditionCheck'> = {}): Action => ({
  ConditionCheck: { TableName, Key: { pk }, ConditionExpression, ...more },
});
export const EXISTS = 'attribute_exists(pk)';

export const transact = (TransactItems: Action[], ClientRequestToken?: string) =>
  new TransactWriteCommand({ TransactItems, ClientRequestToken });

/** Adds to an item's count. */
export const adding = (pk: string, by: number): Action => ({
  Update: {
    TableName,
    Key: { pk },
    UpdateExpression: 'ADD #count :by',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':by': by },
  },
});

/** All items, in the order of their keys. */
export async function itemsOf(client: DynamoDBDocumentClient) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.toSorted((one, other) => (one['pk'] < other['pk'] ? -1 : 1));
}
