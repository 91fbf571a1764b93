import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { recipientByPhone } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { createLookups } from '../../../functions/shared/provider/lookups.ts';
import { oneMsg } from '../../../functions/shared/provider/one-msg.ts';
import { aContract } from '../../support/contract.ts';
import { aMessageId, aPhone } from '../../support/webhooks.ts';

/** A provider that keeps connections open for as long as its callers want, and counts them. */
let connections = 0;
const server = createServer((request, response) => {
  request.resume();
  const isLookup = request.method === 'GET';
  response.end(JSON.stringify(isLookup ? { hooks: [] } : { sent: true, id: aMessageId(), message: 'Sent to queue' }));
});
server.on('connection', () => {
  connections += 1;
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

// A server listening on TCP has an AddressInfo; a string is only for pipes.
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const secret = { get: async () => ({ channelToken: 'token' }), getNewer: async () => undefined };

it('makes a connection for each call of the provider, as one that was idle while Lambda froze the process may be closed', async () => {
  const provider = oneMsg(url, aContract(), secret);
  const lookups = createLookups(url, aContract(), secret);
  const template = { name: 'changed', namespace: 'clinic', language: 'en' };
  const send = () =>
    provider.sendNoticeTemplate({ recipient: recipientByPhone(aPhone()), template, values: ['Alex'] }, 5_000);
  expect((await send()).kind).toBe('accepted');
  expect(await lookups.deliveryOf(MessageId.parse(aMessageId()))).toMatchObject({ kind: 'found' });
  expect((await send()).kind).toBe('accepted');
  expect(connections).toBe(3);
});
