import { type Ask, brokenConnection, operationOf } from './direct-requests.ts';

/** One call on its way to the table: `PutItem`, `UpdateItem`, … and what it asks for, as JSON text. */
export type LineCall = { operation: string; request: string };

type Fits = (call: LineCall) => boolean;

/** What the table answers a transaction that meets another one, as API_TransactWriteItems describes it. */
const CONTENTION = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
  Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]',
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
});

/**
 * A line to the table on which something comes in between: `before` has something happen just before the next call that
 * fits, `refuse` has every call that fits fail until `letThrough`, as if its run had ended there, `contend` has every
 * transaction meet another one until then.
 */
export function createInterruptedLine() {
  let next: { fits: Fits; act: () => Promise<unknown> } | undefined;
  let isRefused: Fits = () => false;
  let isContended = false;

  const between =
    (ask: Ask): Ask =>
    async (request) => {
      const call = { operation: operationOf(request), request: request.body };
      if (isRefused(call)) throw brokenConnection();
      if (isContended && call.operation === 'TransactWriteItems') return { status: 400, headers: {}, body: CONTENTION };
      const interruption = next?.fits(call) ? next : undefined;
      if (interruption) {
        next = undefined;
        await interruption.act();
      }
      return ask(request);
    };

  return {
    between,
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
