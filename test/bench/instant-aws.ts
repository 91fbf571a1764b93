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

/** An event as it was put on the bus. */
type BusEntry = { DetailType: string; Detail: string };

function entriesOf(body: string): BusEntry[] {
  const { Entries }: { Entries: BusEntry[] } = JSON.parse(body);
  return Entries;
}

/** The bus takes every entry. */
const busAnswer = (body: string) =>
  JSON.stringify({
    FailedEntryCount: 0,
    Entries: entriesOf(body).map((_, index) => ({ EventId: `event-${index}` })),
  });

const ANSWERS: Record<string, (body: string) => string> = {
  GetSecretValue: secretAnswer,
  PutEvents: busAnswer,
  UpdateItem: () => JSON.stringify({ Attributes: message }),
};

/** AWS as it would be if it took no time: it answers at once, always the same. What is left is what the caller does. */
export async function startInstantAws() {
  let busEvents = 0;
  let secretReads = 0;
  const newest = new Map<string, BusEntry>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const body = Buffer.concat(chunks).toString();
    if (operation === 'GetSecretValue') secretReads += 1;
    for (const entry of operation === 'PutEvents' ? entriesOf(body) : []) {
      busEvents += 1;
      newest.set(entry.DetailType, entry);
    }
    response.end(ANSWERS[operation]?.(body) ?? '{}');
  });
  // Connections stay open while the others are measured, whose turn takes longer than the usual five seconds.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** The events put on the bus so far. */
    busEvents: () => busEvents,
    /** How often a secret was read so far. */
    secretReads: () => secretReads,
    /** The newest event of a type, as EventBridge puts it into a queue. Throws if there was none. */
    newestEvent(detailType: string): string {
      const entry = newest.get(detailType);
      if (!entry) throw new Error(`No event "${detailType}" was put on the bus.`);
      return JSON.stringify({ 'detail-type': detailType, detail: JSON.parse(entry.Detail) });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
