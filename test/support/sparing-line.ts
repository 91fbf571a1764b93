import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';

const Answer = z.record(z.string(), z.unknown());
const BatchGet = z.object({ RequestItems: z.record(z.string(), z.looseObject({ Keys: z.array(z.unknown()) })) });

/** The part of a batch that is answered now, and the part that is left for later. */
function split(body: string): { now: string; later: Record<string, unknown> } {
  const tables = Object.entries(BatchGet.parse(JSON.parse(body)).RequestItems);
  const part = (keysOf: (keys: unknown[]) => unknown[]) =>
    Object.fromEntries(
      tables.map(([name, request]) => [name, { ...request, Keys: keysOf(request.Keys) }] as const).filter(hasKeys),
    );
  return {
    now: JSON.stringify({ RequestItems: part((keys) => keys.slice(0, 1)) }),
    later: part((keys) => keys.slice(1)),
  };
}

const hasKeys = ([, { Keys }]: readonly [string, { Keys: unknown[] }]) => Keys.length > 0;

/** A line to a table that hands out one item of a batch at a time, as a busy one may. */
export async function openSparingLine(endpoint: string): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    outgoing.sendDate = false;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const target = String(incoming.headers['x-amz-target']);
    const forward = async (text: string) =>
      fetch(endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': target,
          'content-type': 'application/x-amz-json-1.0',
          authorization: incoming.headers.authorization ?? '',
          'x-amz-date': String(incoming.headers['x-amz-date']),
        },
        body: text,
      });
    if (!target.endsWith('.BatchGetItem')) {
      const answer = await forward(body);
      outgoing.writeHead(answer.status).end(await answer.text());
      return;
    }
    const { now, later } = split(body);
    const answer = await forward(now);
    outgoing
      .writeHead(answer.status)
      .end(JSON.stringify({ ...Answer.parse(await answer.json()), UnprocessedKeys: later }));
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
