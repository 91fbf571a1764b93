import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A line to the table on which answers get lost: `loseAnswerTo` has the next calls of one operation take effect and
 * their answers vanish, `cut` refuses everything.
 */
export function createLossyLine() {
  const lost = new Map<string, number>();
  let isCut = false;

  async function open(endpoint: string): Promise<string> {
    const server = createServer(async (incoming, outgoing) => {
      outgoing.sendDate = false;
      if (isCut) return incoming.socket.destroy();
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
      const target = new URL(incoming.url ?? '/', endpoint);
      const forwarded = send(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
        const left = lost.get(operation) ?? 0;
        lost.set(operation, Math.max(0, left - 1));
        if (left > 0) {
          answer.resume();
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      return forwarded.end(Buffer.concat(chunks));
    });
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    // A server listening on TCP has an AddressInfo; a string is only for pipes.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  return {
    open,
    loseAnswerTo: (operation: string, times = 1) => lost.set(operation, times),
    cut: (cut: boolean) => {
      isCut = cut;
    },
  };
}
