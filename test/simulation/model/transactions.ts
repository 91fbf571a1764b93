import { isDeepStrictEqual } from 'node:util';
import {
  type CancellationReason,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { MalformedExpression } from './expressions.ts';
import { keyOf, type PlannedWrite } from './planned-writes.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type TransactionSurroundings = {
  /** What an action would do to its item. Throws `MalformedExpression`. */
  plan(action: Action): PlannedWrite;
  /** Does what was planned, which breaks no rule. */
  commit(write: PlannedWrite): void;
  now(): number;
  /** Whether another write to one of the items is under way, so that the service cancels the transaction. */
  meetsAnother(): boolean;
};

const MOST_ACTIONS = 100;
const TOKEN_VALID_MS = 10 * 60_000;
const $metadata = { httpStatusCode: 400 };

const cancelled = (CancellationReasons: CancellationReason[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled: ${CancellationReasons.map(({ Code }) => Code).join(', ')}`,
    CancellationReasons,
    $metadata,
  });

function reasonOf({ refusal, shown }: PlannedWrite): CancellationReason {
  if (refusal === undefined) return { Code: 'None' };
  if (refusal !== 'condition') return { Code: 'ValidationError', Message: refusal.tooLarge };
  return {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(shown && { Item: marshall(shown, { removeUndefinedValues: true }) }),
  };
}

const pkOf = ({ Put, Update, Delete, ConditionCheck }: Action): string =>
  keyOf(Put ? Put.Item : (Update ?? Delete ?? ConditionCheck)?.Key);

/** Transactions that write: all of their actions take effect at one moment, or none does. */
export function createTransactions({ plan, commit, now, meetsAnother }: TransactionSurroundings) {
  const made = new Map<string, { actions: Action[]; at: number }>();

  function isRepeat(token: string | undefined, actions: Action[]): boolean {
    const first = token === undefined ? undefined : made.get(token);
    if (!first || now() - first.at > TOKEN_VALID_MS) return false;
    if (isDeepStrictEqual(first.actions, actions)) return true;
    throw new IdempotentParameterMismatchException({ message: 'Another request had this token.', $metadata });
  }

  return ({ TransactItems: actions = [], ClientRequestToken: token }: TransactWriteCommandInput): object => {
    if (actions.length === 0 || actions.length > MOST_ACTIONS) {
      throw new MalformedExpression('A transaction has 1 to 100 actions.');
    }
    if (new Set(actions.map(pkOf)).size < actions.length) {
      throw new MalformedExpression('A transaction has one action for each item.');
    }
    if (isRepeat(token, actions)) return {};
    const writes = actions.map(plan);
    if (meetsAnother()) {
      throw cancelled(actions.map((_, place) => ({ Code: place === 0 ? 'TransactionConflict' : 'None' })));
    }
    if (writes.some(({ refusal }) => refusal !== undefined)) {
      throw cancelled(writes.map(reasonOf));
    }
    for (const write of writes) commit(write);
    if (token !== undefined) made.set(token, { actions, at: now() });
    return {};
  };
}
