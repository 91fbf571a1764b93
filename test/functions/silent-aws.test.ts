import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDeployedStack } from '../../cli/stack/deployed-stack.ts';
import { eventBus } from '../../functions/shared/bus/event-bus.ts';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { SCHEMA_VERSION } from '../../functions/shared/domain/events/event-details.ts';
import { Instant } from '../../functions/shared/domain/time/instant.ts';
import { staffTopic } from '../../functions/shared/mail/staff-topic.ts';
import { givenSecret } from '../../functions/shared/secrets/cached-secret.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';

/** The SDK's time-outs are seconds; here they are over so much sooner. */
const FASTER = 15;

let received = 0;
/** So many requests are never answered. */
let silences = 0;
const server = createServer((request, response) => {
  received += 1;
  request.resume();
  if (received > silences) response.end('{}');
});
server.listen(0, '127.0.0.1').unref();
await once(server, 'listening');

const { setTimeout: wait } = globalThis;
vi.stubGlobal('setTimeout', (action: () => void, ms: number) => wait(action, ms / FASTER));

beforeEach(() => {
  received = 0;
  // A server listening on TCP has an AddressInfo; a string is only for pipes.
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const ANNOUNCED = {
  detailType: 'Customer Opted Out' as const,
  detail: {
    eventId: 'event',
    schemaVersion: SCHEMA_VERSION,
    occurredAt: Instant.parse('2031-05-06T08:30:00.000Z'),
    channelId: 'channel',
    chatId: ChatId.parse('34600000001@c.us'),
  },
};

const CALLS: [string, () => Promise<unknown>][] = [
  [
    'the table',
    () => openTable('table', 'channel').client.send(new GetCommand({ TableName: 'table', Key: { pk: '1' } })),
  ],
  ['a secret', () => givenSecret('given').get()],
  ['the bus', () => eventBus('bus').publish([{ item: 'chat', announcement: ANNOUNCED }])],
  [
    'the topic of the staff',
    () => staffTopic('arn:aws:sns:eu-west-1:1:staff').publish({ subject: 'Booked', text: 'x' }),
  ],
  ['CloudFormation, for the command line', () => openDeployedStack('stack', {})],
];

describe('an answer of AWS that never comes', () => {
  it.each(CALLS)('is given up, and the request repeated: %s', async (_name, call) => {
    silences = 2;
    // What an empty answer means is no matter here.
    await call().catch(() => undefined);
    expect(received).toBe(3);
  });

  it('is told as a time-out after the third try', async () => {
    silences = 3;
    await expect(givenSecret('given').get()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(received).toBe(3);
  });
});
