import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Calls by operation; a write whose condition failed counts as "refused" instead of by its operation. */
export type TableCalls = Record<string, number>;

/** One call that succeeded, as it went over the line. */
export type TableCall = { operation: string; request: unknown; answer: unknown };

/**
 * A line to the table that counts what goes over it, and lets `hear` look at each call. What the SDK repeats, because a busy
 * machine answers late, is one call.
 */
export function createCountedLine(hear?: (call: TableCall) => unknown) {
  let calls: TableCalls = {};
  const invocations = new Set<unknown>();

  function count(operation: string, statusCode: number) {
    const name = statusCode === 400 && !operation.startsWith('Get') ? 'refused' : operation;
    calls[name] = (calls[name] ?? 0) + 1;
  }

  async function open(endpoint: string): Promise<string> {
    const server = createServer(async (incoming, outgoing) => {
      outgoing.sendDate = false;
      const request = await text(incoming);
      const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
      const invocation = incoming.headers['amz-sdk-invocation-id'];
      const isRepeat = invocations.has(invocation);
      invocations.add(invocation);
      const target = new URL(incoming.url ?? '/', endpoint);
      const forwarded = send(target, { method: incoming.method, headers: incoming.headers }, async (answering) => {
        const { statusCode = 500, headers } = answering;
        const answer = await text(answering);
        if (!isRepeat) count(operation, statusCode);
        if (hear && !isRepeat && statusCode === 200)
          hear({ operation, request: JSON.parse(request), answer: JSON.parse(answer) });
        outgoing.writeHead(statusCode, headers).end(answer);
      });
      forwarded.end(request);
    });
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    // A server listening on TCP has an AddressInfo; a string is only for pipes.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  return {
    open,
    /** The calls made since this was last asked. */
    take(): TableCalls {
      const taken = calls;
      calls = {};
      return taken;
    },
  };
}
