import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../../local/start-local-stack.ts';
import { synthesizedStack } from '../support/synthesized-stack.ts';
import { eventually } from './support/eventually.ts';

const CUSTOMER = '34600000001';

let directory: string;
let assembly: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stack-'));
  assembly = await synthesizedStack();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const start = (dataDirectory?: string) =>
  startLocalStack({
    port: 0,
    providerPort: 0,
    assembly,
    quiet: true,
    ...(dataDirectory !== undefined && { dataDirectory }),
  });

async function post(
  url: string,
  body: unknown,
  key?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  // Everything these tests post to answers with a JSON object.
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const simulate = ({ endpoints }: LocalStack, path: string, body: unknown) =>
  post(`${endpoints.provider}/_sim/${path}`, body);

async function invite(stack: LocalStack) {
  await simulate(stack, `customers/${CUSTOMER}/messages`, { text: 'Hello', name: 'Alex' });
  return post(`${stack.endpoints.api}/invitations`, { phone: CUSTOMER }, stack.endpoints.apiKey);
}

const happened = (stack: LocalStack, detailType: string) =>
  stack.events().some((event) => event['detail-type'] === detailType);

async function registeredWebhooks({ endpoints, channelToken }: LocalStack): Promise<string> {
  const headers = { authorization: `Bearer ${channelToken}` };
  return (await fetch(`${endpoints.provider}/${endpoints.channelId}/webhook`, { headers })).text();
}

describe('the whole stack', () => {
  let stack: LocalStack;
  beforeAll(async () => {
    stack = await start();
  });
  afterAll(() => stack.stop());

  it('takes an invitation to a booking, and announces it', async () => {
    const { status, body } = await invite(stack);
    expect([status, body['status']]).toEqual([201, 'accepted']);
    const answered = encodeURIComponent(String(body['messageId']));
    const fields = { date: '2031-05-06', time: '10:00', service: 'cut', name: 'Alex' };
    await simulate(stack, `customers/${CUSTOMER}/messages/${answered}/complete`, { fields });
    await eventually(() => happened(stack, 'Appointment Booked'));
    await eventually(() => happened(stack, 'Delivery Status Changed'));
    expect(stack.failures()).toEqual([]);
  });

  it('has one clock, which the provider’s control call moves', async () => {
    const before = stack.clock.offsetMs;
    await simulate(stack, 'clock', { advanceSeconds: 86_400 });
    expect(stack.clock.offsetMs).toBe(before + 86_400_000);
    const { body } = await invite(stack);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await eventually(() =>
      stack
        .events()
        .some(({ detail, time }) => detail['invitationId'] === body['invitationId'] && time.startsWith(tomorrow)),
    );
  });

  it('has its webhooks registered with the provider', async () => {
    const { messages, delivery, flowCompletion } = stack.endpoints.webhooks;
    const registered = await registeredWebhooks(stack);
    for (const url of [messages, delivery, flowCompletion]) expect(registered).toContain(url);
  });
});

describe('a stack that is started again on its data', () => {
  it('has the same keys, and the provider posts to where it is now', async () => {
    const dataDirectory = join(directory, 'data');
    const first = await start(dataDirectory);
    const { body } = await invite(first);
    await first.stop();

    const second = await start(dataDirectory);
    try {
      expect(second.endpoints.api).not.toBe(first.endpoints.api);
      expect(second.endpoints.apiKey).toBe(first.endpoints.apiKey);
      const registered = await registeredWebhooks(second);
      expect(registered).toContain(second.endpoints.webhooks.delivery);
      expect(registered).not.toContain(first.endpoints.api);
      const { status } = await fetch(`${second.endpoints.api}/invitations/${body['invitationId']}`, {
        headers: { authorization: `Bearer ${second.endpoints.apiKey}` },
      });
      expect(status).toBe(200);
    } finally {
      await second.stop();
    }
  });
});
