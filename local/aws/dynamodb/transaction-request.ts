import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { EngineRefusal } from './embedded-engine.ts';
import { errorAnswer } from './engine-answer.ts';
import { lockName } from './item-locks.ts';
import type { Trial } from './item-trials.ts';
import type { RequestToken } from './request-tokens.ts';
import type { TableDefinition } from './table-definition.ts';
import { Attributes, keysAmong, parseBody, read, UnreadableWrite } from './write-request.ts';

/** One of a transaction's actions, as the write of a single item that has the same condition and effect. */
export type TransactionAction = Pick<Trial, 'operation' | 'keys'> & {
  input: Record<string, unknown>;
  /** Whether its condition is all there is to it. It is tried as a deletion, which nobody makes. */
  isCheck: boolean;
  /** Whether the item is to be shown when the condition fails. */
  showsItem: boolean;
};

export type TransactionRequest = { actions: TransactionAction[]; token?: RequestToken };

const shared = {
  TableName: z.string(),
  ConditionExpression: z.optional(z.string()),
  ExpressionAttributeNames: z.optional(z.record(z.string(), z.unknown())),
  ExpressionAttributeValues: z.optional(Attributes),
  ReturnValuesOnConditionCheckFailure: z.optional(z.enum(['NONE', 'ALL_OLD'])),
};
const Action = z.object({
  Put: z.optional(z.object({ ...shared, Item: Attributes })),
  Update: z.optional(z.object({ ...shared, Key: Attributes, UpdateExpression: z.string() })),
  Delete: z.optional(z.object({ ...shared, Key: Attributes })),
  ConditionCheck: z.optional(z.object({ ...shared, Key: Attributes, ConditionExpression: z.string() })),
});
type Action = z.infer<typeof Action>;

const MOST_ACTIONS = 100;
const LONGEST_TOKEN = 36;

const Input = z.object({
  TransactItems: z.array(Action).check(z.minLength(1), z.maxLength(MOST_ACTIONS)),
  ClientRequestToken: z.optional(z.string().check(z.minLength(1), z.maxLength(LONGEST_TOKEN))),
});

const OPERATIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
} as const satisfies Record<keyof Action, Trial['operation']>;

const KINDS = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const satisfies (keyof Action)[];

function actionOf(action: Action, definition: TableDefinition): TransactionAction {
  const [kind, another] = KINDS.filter((candidate) => action[candidate]);
  const given = kind && action[kind];
  if (!kind || !given || another) {
    throw new UnreadableWrite('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const { TableName, ReturnValuesOnConditionCheckFailure, ...input } = given;
  if (TableName !== definition.tableName) throw new EngineRefusal(UNKNOWN_TABLE);
  const keys = keysAmong('Item' in given ? given.Item : given.Key, definition);
  return {
    operation: OPERATIONS[kind],
    keys,
    input,
    isCheck: kind === 'ConditionCheck',
    showsItem: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

const UNKNOWN_TABLE = errorAnswer(
  400,
  'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
  'Requested resource not found',
);

/**
 * Reads a transaction on the table. Throws `UnreadableWrite` for what has not its form, names an item twice or is too
 * long, and `EngineRefusal` where it names another table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html, read in November 2026.
 */
export function parseTransaction(body: string, definition: TableDefinition): TransactionRequest {
  const { TransactItems, ClientRequestToken: name } = read(Input, parseBody(body));
  const actions = TransactItems.map((action) => actionOf(action, definition));
  if (new Set(actions.map(({ keys }) => lockName(keys))).size < actions.length) {
    throw new UnreadableWrite('Transaction request cannot include multiple operations on one item');
  }
  return { actions, ...(name !== undefined && { token: { name, fingerprint: fingerprintOf(TransactItems) } }) };
}

/** The same for the same parameters, in whatever order the JSON names them. */
const fingerprintOf = (parameters: unknown): string => hash('sha256', JSON.stringify(parameters, sorted));

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;
