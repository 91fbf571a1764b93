import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rootSecret } from './http-events.ts';

const at = '2026-11-22T10:00:00.000Z';
/** What every write of a status leaves behind. */
const message = {
  pk: { S: 'message#VID000000001#hash' },
  type: { S: 'message' },
  channelId: { S: 'VID000000001' },
  messageId: { S: 'wamid.SGVsbG8=' },
  createdAt: { S: at },
  deliveredAt: { S: at },
  expiresAt: { N: '1795341600' },
};

const SECRETS: Record<string, object> = { root: rootSecret, given: { channelToken: 'token' } };

const secretAnswer = (body: string) =>
  JSON.stringify({ SecretString: JSON.stringify(SECRETS[JSON.parse(body).SecretId]) });

/** The bus takes every entry and forgets it. */
function busAnswer(body: string) {
  const { Entries }: { Entries: unknown[] } = JSON.parse(body);
  return JSON.stringify({ FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: `event-${index}` })) });
}

const ANSWERS: Record<string, (body: string) => string> = {
  GetSecretValue: secretAnswer,
  PutEvents: busAnswer,
  UpdateItem: () => JSON.stringify({ Attributes: message }),
};

/** AWS as it would be if it took no time: it answers at once, always the same. What is left is what the caller does. */
export async function startInstantAws() {
  const counts: Record<string, number> = {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    counts[operation] = (counts[operation] ?? 0) + 1;
    response.end(ANSWERS[operation]?.(Buffer.concat(chunks).toString()) ?? '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The calls so far, by operation. */
    counts,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
