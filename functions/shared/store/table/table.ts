import { createHmac } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { requestsWithin } from '../../runtime/aws-requests.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';

/** The one table of a stack. */
export type Table = { readonly name: string; readonly channelId: string; readonly client: DynamoDBDocumentClient };

/** The table for those who look people up in it: an address becomes a key only by the stack's own secret. */
export type CustomerTable = Table & {
  /** The keyed hash by which an address stands in the table, the same for ever. Nobody gets the address back from it. */
  pseudonym(address: string): Promise<string>;
};

/** Short enough that an answer that never comes is given up and tried again well within a webhook's second. */
const REQUEST_TIMEOUT_MS = 2_000;

/** Opens the table of one channel's stack. A write whose answer is lost is repeated by the SDK: callers allow for it. */
export function openTable(name: string, channelId: string): Table {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: requestsWithin(REQUEST_TIMEOUT_MS),
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { name, channelId, client: DynamoDBDocumentClient.from(client, { marshallOptions }) };
}

/** Opens the table with what it takes to look people up in it. */
export function openCustomerTable(name: string, channelId: string, keys: CachedSecret<DerivedKeys>): CustomerTable {
  return {
    ...openTable(name, channelId),
    async pseudonym(address) {
      const { pseudonym } = await keys.get();
      return createHmac('sha256', pseudonym).update(`${channelId}\n${address}`).digest('base64url');
    },
  };
}

/** The table does not take an item or a key of this size, however often it is asked. */
export class ItemTooLarge extends Error {
  override name = 'ItemTooLarge';
}

/** "Item size has exceeded the maximum allowed size", "Size of hashkey has exceeded the maximum size limit of2048 bytes" */
const isAboutSize = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'ValidationException' &&
  /\bsize\b.*\bexceeded\b|\bexceeded\b.*\bsize\b/i.test(error.message);

/**
 * Runs a write and returns `undefined` if its condition failed, a normal outcome. Throws `ItemTooLarge` for an item that
 * the table never takes.
 */
export async function ifConditionHeld<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw isAboutSize(error) ? new ItemTooLarge('The item is too large for the table.', { cause: error }) : error;
  }
}
