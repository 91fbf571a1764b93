import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';

/** Counts all items behind an engine's endpoint: what no function of the stack may do, but a test must. */
export function createItemCounter(endpoint: string): () => Promise<number> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials });

  return async () => {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    let items = 0;
    for (const TableName of TableNames) {
      for await (const { Count = 0 } of paginateScan({ client }, { TableName, Select: 'COUNT' })) items += Count;
    }
    return items;
  };
}
