import { createHmac } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import type * as z from 'zod/mini';
import { requestsWithin } from '../../runtime/aws-requests.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';
import { unpacked } from './packed.ts';

/** The one table of a stack. */
export type Table = { readonly name: string; readonly channelId: string; readonly client: DynamoDBDocumentClient };

/** The table for those who look people up in it: an address becomes a key only by the stack's own secret. */
export type CustomerTable = Table & {
  /** The keyed hash by which an address stands in the table, the same for ever. Nobody gets the address back from it. */
  pseudonym(address: string): Promise<string>;
};

/** Short enough that an answer that never comes is given up and tried again well within a webhook's second. */
const REQUEST_TIMEOUT_MS = 2_000;

/**
 * Has the SDK repeat a write of a single item that met a transaction on it, which it takes for a definite refusal: the
 * transaction is over in a moment. "A transactional conflict can occur during concurrent item-level requests on an item
 * within a transaction", https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
const repeatAfterTransaction: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
  (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      throw error instanceof TransactionConflictException ? Object.assign(error, { $retryable: {} }) : error;
    }
  };

/** Opens the table of one channel's stack. A write whose answer is lost is repeated by the SDK: callers allow for it. */
export function openTable(name: string, channelId: string): Table {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: requestsWithin(REQUEST_TIMEOUT_MS),
  });
  // After the SDK's own middleware that repeats, which thus sees the error last.
  client.middlewareStack.add(repeatAfterTransaction, { step: 'finalizeRequest' });
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
export const isAboutSize = (message: string): boolean => /\bsize\b.*\bexceeded\b|\bexceeded\b.*\bsize\b/i.test(message);

/** The error to throw for one of the table's: `ItemTooLarge` for what it will never take. */
export function tableError(error: unknown): unknown {
  const isTooLarge = error instanceof Error && error.name === 'ValidationException' && isAboutSize(error.message);
  return isTooLarge ? new ItemTooLarge('The item is too large for the table.', { cause: error }) : error;
}

/** Asks for the item in the answer to a write whose condition failed. It costs nothing: the condition has read it. */
export const SHOWS_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

/**
 * Runs a write and returns its answer, or that its condition failed, a normal outcome, and with `SHOWS_ITEM` on which item.
 * Throws `ItemTooLarge` for an item that the table never takes.
 */
export async function heldOrItem<T>(write: Promise<T>): Promise<{ held: T } | { item?: Record<string, unknown> }> {
  try {
    return { held: await write };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException)
      return error.Item ? { item: unpacked(unmarshall(error.Item)) } : {};
    throw tableError(error);
  }
}

/** The same for whom it is enough that the condition failed: returns `undefined` then. */
export async function ifConditionHeld<T>(write: Promise<T>): Promise<T | undefined> {
  const written = await heldOrItem(write);
  return 'held' in written ? written.held : undefined;
}

/** Runs a write; `false` if its condition failed. */
export const wasWritten = async (write: Promise<unknown>): Promise<boolean> => 'held' in (await heldOrItem(write));

/** Runs a write that returns the item as it is then, read by its schema; `undefined` if its condition failed. */
export async function writtenAs<T>(
  write: Promise<{ Attributes?: Record<string, unknown> | undefined }>,
  schema: z.ZodMiniType<T>,
): Promise<T | undefined> {
  const written = await ifConditionHeld(write);
  return written && schema.parse(unpacked(written.Attributes ?? {}));
}
