import { describe, expect, test } from 'vitest';
import { CALM } from '../../../local/one-msg/behaviour/behaviour.ts';
import { eventually } from '../support/eventually.ts';
import { CHANNEL, flowMessage, PHONE, startProvider, TOKEN } from './support/provider.ts';
import { startReceiver } from './support/webhook-receiver.ts';

describe('customers', () => {
  test('write, and the answer tells the message with its id', async () => {
    const provider = await startProvider();
    const answer = await provider.control('POST', `customers/${PHONE}/messages`, { text: 'Hi', name: 'Alex' });
    expect(answer).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^wamid\./), from: 'customer', text: 'Hi', status: 'received' },
    });
    expect((await provider.control('GET', 'customers')).body).toEqual([
      {
        phone: PHONE,
        reportedPhone: PHONE,
        bsuid: expect.stringMatching(/^ES\.1\d{15}$/),
        chatId: `${PHONE}@c.us`,
        name: 'Alex',
        phoneHidden: false,
        windowClosesAt: expect.any(String),
      },
    ]);
  });

  test('see both directions, newest last, with each status and the form', async () => {
    const provider = await startProvider();
    await provider.write('Hi');
    const id = await provider.invite({ flowActionPayload: { screen: 'APPOINTMENT', data: { name: 'Alex' } } });
    await provider.reaches(id, 'delivered');
    const flow = {
      flowId: '1234567890',
      token: 'token-1',
      cta: 'Book now',
      screen: 'APPOINTMENT',
      data: { name: 'Alex' },
    };
    expect(await provider.messages()).toMatchObject([
      { from: 'customer', text: 'Hi' },
      {
        id,
        from: 'business',
        flow,
        status: 'delivered',
        history: [
          { status: 'sent', at: expect.any(String) },
          { status: 'delivered', at: expect.any(String) },
        ],
      },
    ]);
  });

  test('read a message by opening it, which also delivers it', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ deliveredDelayMs: 60_000 });
    const id = await provider.invite();
    await provider.control('POST', `customers/${PHONE}/messages/${id}/open`);
    await provider.control('POST', `customers/${PHONE}/messages/${id}/open`);
    const message = await provider.reaches(id, 'read');
    expect(message.history.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  });

  test('complete a form, again with other values, each time with a later message', async () => {
    const provider = await startProvider();
    await provider.write();
    const id = await provider.invite();
    const complete = (time: string) =>
      provider.control<{ id: string }>('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: { time } });
    const [first, second] = [await complete('10:30'), await complete('11:30')];
    expect(first).toMatchObject({
      status: 201,
      body: { kind: 'completion', quotedMessageId: id, fields: { time: '10:30' } },
    });
    expect(second.body.id > first.body.id).toBe(true);
    await provider.reaches(id, 'read');
  });

  test('cannot complete what is not a form on their phone', async () => {
    const provider = await startProvider();
    const own = await provider.write();
    const complete = (id: string, phone = PHONE) =>
      provider.control('POST', `customers/${phone}/messages/${id}/complete`, { fields: {} });
    expect((await complete(own.id)).status).toBe(409);
    expect((await complete('wamid.none')).status).toBe(404);
    expect((await complete(await provider.invite(), '34600000002')).status).toBe(404);
    const note = await provider.control<{ id: string }>('POST', 'foreign-message', { phone: PHONE, text: 'Hello' });
    expect((await complete(note.body.id)).status).toBe(409);
    await provider.behave({ failWith: { code: 131026 } });
    const failed = await provider.invite();
    await provider.reaches(failed, 'failed');
    expect(await complete(failed)).toMatchObject({ status: 409, body: { error: expect.stringContaining('failed') } });
  });

  test.each([
    ['customers/+34600000001/messages', { text: 'Hi' }],
    [`customers/${PHONE}/messages`, { text: '' }],
    [`customers/${PHONE}/messages`, { text: 'Hi', nme: 'Alex' }],
    [`customers/${PHONE}/messages`, { text: 'Hi', reportedAs: '+1' }],
  ])('are not made up by %s %j', async (path, body) => {
    const provider = await startProvider();
    const answer = await provider.control('POST', path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    expect((await provider.control('GET', 'customers')).body).toEqual([]);
  });

  test('keep their number to themselves', async () => {
    const provider = await startProvider();
    await provider.write();
    const answer = await provider.control('POST', 'customers/34600000002/messages', { text: 'Hi', reportedAs: PHONE });
    expect(answer).toMatchObject({ status: 409, body: { error: expect.stringContaining('reportedAs') } });
  });
});

describe('behaviour', () => {
  test('starts calm, changes only what is given, and is reset', async () => {
    const provider = await startProvider();
    expect((await provider.control('GET', 'behaviour')).body).toEqual(CALM);
    await provider.behave({ dialect: 'C' });
    await provider.behave({ latencyMs: 5 });
    expect((await provider.control('GET', 'behaviour')).body).toEqual({ ...CALM, dialect: 'C', latencyMs: 5 });
    expect((await provider.control('DELETE', 'behaviour')).body).toEqual(CALM);
  });

  test.each([
    [{ latency: 5 }, 'latency'],
    [{ dialect: 'D' }, 'dialect'],
    [{ latencyMs: -1 }, 'latencyMs'],
    [{ drop: 2 }, 'drop'],
    [{ refuse: { status: 700 } }, 'refuse.status'],
    [{ refuse: { status: 204 } }, 'refuse.status'],
    [{ faultMethods: ['sendflow'] }, 'faultMethods.0'],
    [{ refuse: { sttus: 400 } }, 'sttus'],
    [{ failWith: {} }, 'failWith.code'],
  ])('refuses %j, naming %s, and stays as it is', async (fields, name) => {
    const provider = await startProvider();
    const { status, body } = await provider.control('PUT', 'behaviour', { ...fields, dialect: 'C', ...fields });
    expect({ status, body }).toMatchObject({ status: 400, body: { error: expect.stringContaining(name) } });
    expect((await provider.control('GET', 'behaviour')).body).toEqual(CALM);
  });

  test('must be a JSON object', async () => {
    const provider = await startProvider();
    expect((await provider.control('PUT', 'behaviour', '[1]')).status).toBe(400);
  });
});

describe('the clock', () => {
  test('moves forward for everything', async () => {
    const provider = await startProvider();
    const before = Date.now();
    const { body } = await provider.control<{ now: string; offsetMs: number }>('POST', 'clock', {
      advanceSeconds: 3600,
    });
    expect(body.offsetMs).toBe(3_600_000);
    const message = await provider.write();
    const [seen] = await provider.messages();
    expect(seen?.id).toBe(message.id);
    const { body: customers } = await provider.control<{ windowClosesAt: string }[]>('GET', 'customers');
    expect(Date.parse(customers[0]?.windowClosesAt ?? '')).toBeGreaterThanOrEqual(before + 25 * 3_600_000);
  });

  test.each([[{ advanceSeconds: -1 }], [{}], [{ advanceSeconds: '5' }]])('does not move by %j', async (body) => {
    const provider = await startProvider();
    expect((await provider.control('POST', 'clock', body)).status).toBe(400);
    expect((await provider.control('GET', 'clock')).body).toMatchObject({ offsetMs: 0 });
  });
});

describe('the request log', () => {
  test('tells the calls to the provider, refused ones too, and never the token', async () => {
    const provider = await startProvider();
    await provider.call('POST', 'sendFlow', flowMessage());
    await provider.call('GET', `hookInfo?messageId=x&token=${TOKEN}`, undefined, {});
    await provider.call('POST', 'sendFlow', 'not JSON', {});
    const { body } = await provider.control('GET', 'requests');
    expect(body).toEqual([
      { method: 'POST', path: `/${CHANNEL}/sendFlow`, body: flowMessage(), at: expect.stringMatching(/Z$/) },
      { method: 'GET', path: `/${CHANNEL}/hookInfo?messageId=x`, body: null, at: expect.any(String) },
      { method: 'POST', path: `/${CHANNEL}/sendFlow`, body: 'not JSON', at: expect.any(String) },
    ]);
    expect(JSON.stringify(body)).not.toContain(TOKEN);
    await provider.control('DELETE', 'requests');
    expect((await provider.control('GET', 'requests')).body).toEqual([]);
  });
});

test('reset forgets what happened and keeps the set-up of the channel', async () => {
  const provider = await startProvider();
  const receiver = await startReceiver();
  await provider.register(receiver.url);
  await provider.behave({ dialect: 'C', webhookDelayMs: 60_000 });
  await provider.write();
  expect((await provider.control('POST', 'reset')).status).toBe(204);
  for (const path of ['customers', 'requests', 'webhooks']) {
    expect((await provider.control('GET', path)).body).toEqual([]);
  }
  expect((await provider.control('GET', 'behaviour')).body).toEqual(CALM);
  expect((await provider.call('GET', 'webhook')).body).toMatchObject({ webhookUrl: receiver.url });
  expect((await provider.call('GET', 'settings')).body).toMatchObject({ ackNotificationsOn: true });
  await provider.control('POST', 'clock', { advanceSeconds: 120 });
  await provider.write('after the reset');
  expect(JSON.stringify(await receiver.receive(1))).toContain('after the reset');
  expect(receiver.bodies).toHaveLength(1);
});

test('the stream tells changes as they happen', async () => {
  const provider = await startProvider();
  const { contentType, saw } = await provider.listen();
  expect(contentType).toContain('text/event-stream');
  await provider.write();
  await provider.invite();
  for (const kind of ['message', 'status', 'request']) {
    await eventually(() => saw().includes(`event: ${kind}`));
  }
});

test('settings change one by one and are checked', async () => {
  const provider = await startProvider();
  await provider.call('POST', 'settings', { guaranteedHooks: true });
  expect((await provider.call('GET', 'settings')).body).toEqual({
    ackNotificationsOn: false,
    rawHooks: false,
    guaranteedHooks: true,
  });
  expect((await provider.call('POST', 'settings', { rawHooks: 'yes' })).status).toBe(400);
});

test('the status says whether the channel is connected', async () => {
  const provider = await startProvider();
  expect((await provider.call('GET', 'status')).body).toEqual({ accountStatus: 'authenticated' });
  await provider.behave({ connected: false });
  expect((await provider.call('GET', 'status')).body).toEqual({ accountStatus: 'disconnected' });
});

test.each([['/'], ['/_sim/nothing'], ['/_sim']])('there is nothing at %s', async (path) => {
  const provider = await startProvider();
  const response = await fetch(`${provider.url}${path}`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: expect.stringContaining('not found') });
  expect((await provider.control('GET', 'requests')).body).toEqual([]);
});
