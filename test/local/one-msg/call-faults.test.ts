import { describe, expect, test } from 'vitest';
import { flowMessage, PHONE, startProvider } from './support/provider.ts';

async function startWithOpenWindow(behaviour: Record<string, unknown>) {
  const provider = await startProvider();
  await provider.write();
  await provider.behave(behaviour);
  const send = () => provider.call('POST', 'sendFlow', flowMessage());
  const sentMessages = async () => (await provider.messages()).filter(({ from }) => from === 'business');
  return { provider, send, sentMessages };
}

describe('refuse', () => {
  test.each([
    [{}, 200, { sent: false, message: 'Refused by the simulator' }],
    [{ text: 'username is not found' }, 200, { sent: false, message: 'username is not found' }],
    [{ code: 130429 }, 200, { sent: false, message: '(#130429) Refused by the simulator' }],
    [{ status: 400, text: 'wrong flow' }, 400, { error: 'wrong flow' }],
    [{ status: 500, shape: 'message', text: 'Oops' }, 500, { message: 'Oops' }],
    [{ status: 403, shape: 'plain', text: 'trial has ended' }, 403, 'trial has ended'],
  ])('%j answers %i', async (refuse, status, body) => {
    const { send, sentMessages } = await startWithOpenWindow({ refuse });
    const answer = await send();
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
    expect(await sentMessages()).toEqual([]);
  });

  test('with a code and a status answers an error object', async () => {
    const { send } = await startWithOpenWindow({ refuse: { status: 400, code: 132068 } });
    expect(await send()).toMatchObject({
      status: 400,
      body: { error: { code: 132068, message: '(#132068) Flow is blocked', error_user_title: 'Flow is blocked' } },
    });
  });

  test('can say when to come back', async () => {
    const { send } = await startWithOpenWindow({ refuse: { status: 429, retryAfterSeconds: 7 } });
    expect((await send()).headers.get('retry-after')).toBe('7');
  });

  test('ends after its times', async () => {
    const { send } = await startWithOpenWindow({ refuse: { status: 429, times: 2 } });
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([429, 429, 200]);
  });

  test('can answer an error for a message that was taken', async () => {
    const { send, sentMessages } = await startWithOpenWindow({ refuse: { status: 502, accepted: true } });
    expect((await send()).status).toBe(502);
    expect(await sentMessages()).toHaveLength(1);
  });

  test('leaves other methods alone unless they are named', async () => {
    const { provider, send } = await startWithOpenWindow({ refuse: { status: 500 } });
    expect((await provider.call('GET', 'webhook')).status).toBe(200);
    await provider.behave({ faultMethods: ['webhook'] });
    expect((await provider.call('GET', 'webhook')).status).toBe(500);
    expect((await send()).body).toMatchObject({ sent: true });
  });
});

describe('timeout', () => {
  test.each([
    ['before', 0],
    ['after', 1],
  ])('%s the acceptance cuts the connection and leaves %i messages', async (timeout, count) => {
    const { send, sentMessages } = await startWithOpenWindow({ timeout, timeoutMs: 20 });
    await expect(send()).rejects.toThrow();
    expect(await sentMessages()).toHaveLength(count);
  });

  test('does not keep the simulator from closing', async () => {
    const { provider, send } = await startWithOpenWindow({ timeout: 'before', timeoutMs: 60_000 });
    const hanging = expect(send()).rejects.toThrow();
    await provider.close();
    await hanging;
  });
});

describe('unreadable', () => {
  test.each([
    ['before', 0],
    ['after', 1],
  ])('%s the acceptance answers 200 with garbage and leaves %i messages', async (unreadable, count) => {
    const { send, sentMessages } = await startWithOpenWindow({ unreadable });
    const { status, body } = await send();
    expect(status).toBe(200);
    expect(() => JSON.parse(String(body))).toThrow();
    expect(await sentMessages()).toHaveLength(count);
  });
});

test('jobId takes a message as queued and delivers it under an id the caller has not learnt', async () => {
  const { provider, send, sentMessages } = await startWithOpenWindow({ jobId: true });
  const { body } = await send();
  expect(body).toEqual({ sent: false, jobId: expect.any(String), message: expect.any(String) });
  const [message] = await sentMessages();
  await provider.reaches(message?.id ?? '', 'delivered');
});

test('latencyMs holds the answer back, but not the statuses of the message', async () => {
  const { provider, send } = await startWithOpenWindow({ latencyMs: 300, deliveredDelayMs: 0 });
  let answered = false;
  const sending = send().then(() => {
    answered = true;
  });
  const control = () => provider.control<{ status: string }[]>('GET', `customers/${PHONE}/messages`);
  let statuses: string[] = [];
  while (!statuses.includes('delivered')) statuses = (await control()).body.map(({ status }) => status);
  expect(answered).toBe(false);
  await sending;
});

describe('down', () => {
  test('answers 503 to everything, before it looks at the token', async () => {
    const provider = await startProvider();
    await provider.behave({ down: 'unavailable' });
    expect((await provider.call('GET', 'status', undefined, {})).status).toBe(503);
    expect((await provider.call('POST', 'sendFlow', flowMessage())).status).toBe(503);
  });

  test('resets connections', async () => {
    const provider = await startProvider();
    await provider.behave({ down: 'reset' });
    await expect(provider.call('GET', 'status')).rejects.toThrow();
    await provider.control('DELETE', 'behaviour');
    expect((await provider.call('GET', 'status')).status).toBe(200);
  });
});

describe('failWith', () => {
  test.each([
    [{ code: 131026 }, ['failed']],
    [{ code: 131026, status: 'undelivered', after: 'sent' }, ['sent', 'undelivered']],
    [{ code: 131000, after: 'delivered' }, ['sent', 'delivered', 'failed']],
  ])('%j reports %j', async (failWith, statuses) => {
    const { provider } = await startWithOpenWindow({ failWith });
    const message = await provider.reaches(await provider.invite(), statuses.at(-1) ?? '');
    expect(message.history.map(({ status }) => status)).toEqual(statuses);
    expect(message.history.at(-1)).toMatchObject({ error: { code: failWith.code, title: expect.any(String) } });
  });

  test('ends after its times', async () => {
    const { provider } = await startWithOpenWindow({ failWith: { code: 131000, times: 1 } });
    await provider.reaches(await provider.invite(), 'failed');
    await provider.reaches(await provider.invite(), 'delivered');
  });
});

describe('statuses', () => {
  test.each([
    [{ statuses: ['read'] }, ['read']],
    [{ statuses: ['sent', 'viewed'] }, ['sent', 'viewed']],
    [{ autoRead: true }, ['sent', 'delivered', 'read']],
  ])('%j reports %j', async (behaviour, statuses) => {
    const { provider } = await startWithOpenWindow({ ...behaviour, readDelayMs: 1 });
    const message = await provider.reaches(await provider.invite(), statuses.at(-1) ?? '');
    expect(message.history.map(({ status }) => status)).toEqual(statuses);
  });
});
