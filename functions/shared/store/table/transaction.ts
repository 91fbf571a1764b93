import { randomUUID } from 'node:crypto';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { ItemTooLarge, isAboutSize, type Table, tableError } from './table.ts';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type InTable<Kind extends keyof TransactItem> = Omit<NonNullable<TransactItem[Kind]>, 'TableName'>;

/** One write of a transaction, or a condition on an item that the transaction does not write. */
export type TransactionWrite =
  | { put: InTable<'Put'> }
  | { update: InTable<'Update'> }
  | { remove: InTable<'Delete'> }
  | { check: InTable<'ConditionCheck'> };

/**
 * Why a transaction wrote nothing. `condition`: the conditions of the writes at the places `failed` (from 0) did not
 * hold. `busy`: another write was under way on one of the items, or the table was throttled; nothing is known of the
 * conditions. After both, whoever asked may read again, decide again and try again.
 */
export type TransactionConflict = { conflict: 'condition'; failed: number[] } | { conflict: 'busy' };

/** Codes of reasons that pass, beside that of a failed condition. */
const PASSING = new Set<string | undefined>([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

const itemOf = (TableName: string, write: TransactionWrite): TransactItem => {
  if ('put' in write) return { Put: { TableName, ...write.put } };
  if ('update' in write) return { Update: { TableName, ...write.update } };
  if ('remove' in write) return { Delete: { TableName, ...write.remove } };
  return { ConditionCheck: { TableName, ...write.check } };
};

function conflictIn(reasons: CancellationReason[]): TransactionConflict | undefined {
  const failed = reasons.flatMap(({ Code }, place) => (Code === 'ConditionalCheckFailed' ? [place] : []));
  if (failed.length > 0) return { conflict: 'condition', failed };
  return reasons.some(({ Code }) => PASSING.has(Code)) ? { conflict: 'busy' } : undefined;
}

/**
 * Makes all of the writes at once, each under its condition, or none of them. At most 100, each of another item.
 *
 * Each call has a token of its own. If an answer is lost, the SDK repeats the request with the same token, and DynamoDB
 * answers the repeat with success without a second effect (for ten minutes). The SDK does not repeat a cancelled
 * transaction. Throws `ItemTooLarge` for what the table will never take, and what the SDK throws for the rest: after a
 * lost answer the outcome is unknown then.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html, read in November 2026.
 */
export async function transact(table: Table, writes: TransactionWrite[]): Promise<'done' | TransactionConflict> {
  const command = new TransactWriteCommand({
    TransactItems: writes.map((write) => itemOf(table.name, write)),
    ClientRequestToken: randomUUID(),
  });
  try {
    await table.client.send(command);
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw tableError(error);
    const reasons = error.CancellationReasons ?? [];
    const tooLarge = reasons.some(({ Code, Message = '' }) => Code === 'ValidationError' && isAboutSize(Message));
    if (tooLarge) throw new ItemTooLarge('An item is too large for the table.', { cause: error });
    const conflict = conflictIn(reasons);
    if (!conflict) throw error;
    return conflict;
  }
}
