import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

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

  async function open(endpoint: string): Promise<string> {
    const server = createServer(async (incoming, outgoing) => {
      outgoing.sendDate = false;
      const call = {
        operation: String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '',
        request: await text(incoming),
      };
      if (isRefused(call)) return incoming.socket.destroy();
      if (isContended && call.operation === 'TransactWriteItems') {
        return outgoing.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(CONTENTION);
      }
      const interruption = next?.fits(call) ? next : undefined;
      if (interruption) {
        next = undefined;
        await interruption.act();
      }
      const { method, headers, url = '' } = incoming;
      const forwarded = send(new URL(url, endpoint), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      return forwarded.end(call.request);
    });
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    // A server listening on TCP has an AddressInfo; a string is only for pipes.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  return {
    open,
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
