import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one table, and the only door to it. */
export type Table = { readonly name: string; readonly channelId: string; readonly client: DynamoDBDocumentClient };

/** Short enough that a stalled connection is given up and tried again well within a webhook's second. */
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 2_000;

/** Opens the table of one channel's stack. A write whose answer is lost is repeated by the SDK: callers allow for it. */
export function openTable(name: string, channelId: string): Table {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { name, channelId, client: DynamoDBDocumentClient.from(client, { marshallOptions }) };
}

/** A failed condition is a normal outcome: runs a write and says whether its condition held. */
export async function held<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
