import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type Ask, brokenConnection, operationOf } from './direct-requests.ts';
import type { LineCall } from './table-model.ts';

type Fits = (call: LineCall) => boolean;

/** What the table answers a transaction that meets another one, as API_TransactWriteItems describes it. */
const CONTENTION = {
  message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]',
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
};

/** The same as the engine would answer it. */
const CONTENTION_ANSWER = {
  status: 400,
  headers: {},
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: CONTENTION.message,
    CancellationReasons: CONTENTION.CancellationReasons,
  }),
};

/**
 * A line to the table on which something comes in between: `before` has something happen just before the next call that
 * fits, `refuse` has every call that fits fail until `letThrough`, as if its run had ended there, `contend` has every
 * transaction meet another one until then.
 */
export function createInterruptedLine() {
  let next: { fits: Fits; act: () => Promise<unknown> } | undefined;
  let isRefused: Fits = () => false;
  let isContended = false;

  /** Has happen what comes before a call. */
  async function prepare(call: LineCall): Promise<void> {
    if (isRefused(call)) throw brokenConnection();
    const interruption = next?.fits(call) ? next : undefined;
    if (!interruption) return;
    next = undefined;
    await interruption.act();
  }
  const meetsAnother = ({ operation }: LineCall) => isContended && operation === 'TransactWriteItems';

  return {
    /** To the embedded engine. */
    between:
      (ask: Ask): Ask =>
      async (request) => {
        const call = { operation: operationOf(request), request: request.body };
        await prepare(call);
        return meetsAnother(call) ? CONTENTION_ANSWER : ask(request);
      },
    /** To the table model. */
    async pass(call: LineCall, execute: () => object): Promise<object> {
      await prepare(call);
      if (meetsAnother(call))
        throw new TransactionCanceledException({ ...CONTENTION, $metadata: { httpStatusCode: 400 } });
      return execute();
    },
    before(fits: Fits, act: () => Promise<unknown>) {
      next = { fits, act };
    },
    refuse(fits: Fits) {
      isRefused = fits;
    },
    contend() {
      isContended = true;
    },
    letThrough() {
      isContended = false;
      isRefused = () => false;
    },
  };
}
