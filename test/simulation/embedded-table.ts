import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { startTableEngine } from '../../local/aws/dynamodb/table-engine.ts';

/** The stack's table on the embedded engine, to be closed by whoever starts it, and a client for it. */
export async function startEmbeddedTable() {
  const engine = await startTableEngine({ table: inject('table'), now: () => new Date() });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const plain = new DynamoDBClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  return { engine, client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }) };
}
