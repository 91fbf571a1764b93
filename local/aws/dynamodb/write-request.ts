import * as z from 'zod/mini';
import type { Item } from './stream-record.ts';
import { type KeyType, keyNames, keyType, type TableDefinition } from './table-definition.ts';

/** A request that may change items of the table. */
export type WriteRequest = {
  operation: WriteOperation;
  /** The request's JSON, unchanged. */
  body: string;
  /** The keys of the items it names. */
  keys: Item[];
};

const WRITE_OPERATIONS = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'] as const;
export type WriteOperation = (typeof WRITE_OPERATIONS)[number];

export const isWriteOperation = (operation: string): operation is WriteOperation =>
  WRITE_OPERATIONS.some((candidate) => candidate === operation);

/** The request names no item in a form the table knows; the message is for whoever sent it. */
export class UnreadableWrite extends Error {
  override name = 'UnreadableWrite';
}

export const Attributes = z.record(z.string(), z.unknown());
type Attributes = z.infer<typeof Attributes>;

const PutInput = z.looseObject({ Item: Attributes });
const KeyInput = z.looseObject({ Key: Attributes });
const TableInput = z.looseObject({ TableName: z.string() });
const BatchInput = z.looseObject({
  RequestItems: z.record(
    z.string(),
    z.array(z.looseObject({ PutRequest: z.optional(PutInput), DeleteRequest: z.optional(KeyInput) })),
  ),
});

/**
 * Reads which items of the table a request names. Of another table's items it finds none: the engine has no other
 * table and refuses the request. Throws `UnreadableWrite`.
 */
export function parseWrite(operation: WriteOperation, body: string, definition: TableDefinition): WriteRequest {
  const named = namedItems(operation, parseBody(body), definition.tableName);
  return { operation, body, keys: named.map((attributes) => keysAmong(attributes, definition)) };
}

/** For each item the attributes the request gives, which hold at least its keys. */
function namedItems(operation: WriteOperation, input: unknown, tableName: string): Attributes[] {
  if (operation === 'BatchWriteItem') {
    const requests = read(BatchInput, input).RequestItems[tableName] ?? [];
    return requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {});
  }
  if (read(TableInput, input).TableName !== tableName) return [];
  return [operation === 'PutItem' ? read(PutInput, input).Item : read(KeyInput, input).Key];
}

/** Throws `UnreadableWrite`. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new UnreadableWrite('The request is not JSON.', { cause: error });
  }
}

/** Reads what a schema describes. Throws `UnreadableWrite`. */
export function read<T extends z.ZodMiniType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UnreadableWrite(`The request does not have the form of this operation: ${z.prettifyError(result.error)}`);
}

/** The keys among the attributes that a request gives. Throws `UnreadableWrite`. */
export function keysAmong(attributes: Attributes, definition: TableDefinition): Item {
  return Object.fromEntries(keyNames(definition).map((name) => [name, keyValue(attributes[name], name, definition)]));
}

function keyValue(value: unknown, name: string, definition: TableDefinition): Item[string] {
  const type = keyType(definition, name);
  const parsed = KEY_VALUES[type].safeParse(value);
  if (!parsed.success) throw new UnreadableWrite(`The key attribute "${name}" is missing or not of type ${type}.`);
  return parsed.data;
}

const KEY_VALUES = {
  S: z.strictObject({ S: z.string() }),
  N: z.strictObject({ N: z.string() }),
  B: z.strictObject({ B: z.string() }),
} satisfies Record<KeyType, unknown>;
