import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Calls by operation; a write whose condition failed counts as "refused" instead of by its operation. */
export type TableCalls = Record<string, number>;

/** A line to the table that counts what goes over it. */
export function createCountedLine() {
  let calls: TableCalls = {};

  async function open(endpoint: string): Promise<string> {
    const server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
      const target = new URL(incoming.url ?? '/', endpoint);
      const forwarded = send(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
        const name = answer.statusCode === 400 && !operation.startsWith('Get') ? 'refused' : operation;
        calls[name] = (calls[name] ?? 0) + 1;
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.end(Buffer.concat(chunks));
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
