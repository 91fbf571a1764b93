import type { EmbeddedEngine } from './embedded-engine.ts';
import { type EngineAnswer, errorAnswer, jsonAnswer } from './engine-answer.ts';
import { type ItemLocks, lockName } from './item-locks.ts';
import type { ItemTrials } from './item-trials.ts';
import type { RequestTokens } from './request-tokens.ts';
import type { StreamLog, TransactionIntent } from './stream-log.ts';
import { isChanged } from './stream-record.ts';
import type { TableDefinition } from './table-definition.ts';
import type { TransactionRequest } from './transaction-request.ts';
import { judge } from './transaction-verdict.ts';

/**
 * `TransactWriteItems`: several items changed under conditions, all or none, also should the process be killed. Where
 * DynamoDB cancels a transaction because of another write to one of its items, this one waits for that write.
 */
export type Transactions = {
  /** Throws if the data cannot be written; the outcome is then unknown. */
  make(request: TransactionRequest): Promise<EngineAnswer>;
  /** Makes, or makes again, what was noted of a transaction, and closes it. A killed process can leave it at any point. */
  finish(intent: TransactionIntent, intentId: string | undefined): Promise<void>;
};

export type TransactionsOptions = {
  engine: EmbeddedEngine;
  definition: TableDefinition;
  log: StreamLog;
  trials: ItemTrials;
  locks: ItemLocks;
  tokens: RequestTokens;
};

const MISMATCH = errorAnswer(
  400,
  'com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException',
  'The token was used for another transaction.',
);

export function createTransactions(options: TransactionsOptions): Transactions {
  const { engine, definition, log, trials, locks, tokens } = options;
  const { tableName } = definition;

  async function finish({ items, token }: TransactionIntent, intentId: string | undefined): Promise<void> {
    await Promise.all(items.map(({ keys, after }) => engine.setItem(tableName, keys, after)));
    const changes = items.map(({ keys, before, after }) => ({ keys, before, after, byTimeToLive: false }));
    await log.append(changes, intentId, token && tokens.remember(token));
  }

  async function makeHeld({ actions, token }: TransactionRequest): Promise<EngineAnswer> {
    const found = token ? tokens.find(token) : 'new';
    if (found === 'other') return MISMATCH;
    if (found === 'same') return jsonAnswer(200, {});
    const before = await Promise.all(actions.map(({ keys }) => engine.getItem(tableName, keys)));
    const verdict = await judge(actions, before, { trials, definition });
    if ('refusal' in verdict) return verdict.refusal;
    const items = actions
      .map(({ keys }, place) => ({ keys, before: before[place], after: verdict.after[place] }))
      .filter((item) => isChanged(item.before, item.after));
    const intent: TransactionIntent = { operation: 'TransactWriteItems', items, token };
    const intentId = await log.begin(intent);
    try {
      await finish(intent, intentId);
    } catch (error) {
      // Some of the items may be written: the next start writes the others, if nothing is written over them until then.
      locks.refuse(new Error('A transaction could not be finished: make room on the disk and start again.'));
      throw error;
    }
    return jsonAnswer(200, {});
  }

  return {
    make(request) {
      const { actions, token } = request;
      // A repeat waits for the first request of its token.
      const names = [...actions.map(({ keys }) => lockName(keys)), ...(token ? [`token ${token.name}`] : [])];
      return locks.hold(names, () => makeHeld(request));
    },
    finish,
  };
}
