import { describe, expect, test } from 'vitest';
import { flowMessage, PHONE, startProvider, TOKEN } from './support/provider.ts';

describe('sendFlow', () => {
  test('accepts a message in an open window and answers its id', async () => {
    const provider = await startProvider();
    await provider.write();
    const { status, body } = await provider.call<{ id: string }>('POST', 'sendFlow', flowMessage());
    expect(status).toBe(200);
    expect(body).toEqual({
      sent: true,
      id: expect.stringMatching(/^wamid\.HBgL[A-Za-z0-9+/]+=$/),
      message: expect.any(String),
      description: expect.any(String),
    });
    expect(await provider.invite()).not.toBe(body.id);
  });

  test.each([
    ['the phone as a number', { phone: 34600000001 }],
    ['a chat id by phone', { phone: undefined, chatId: '34600000001@c.us' }],
    ['a screen with data', { flowActionPayload: { screen: 'APPOINTMENT', data: { service: 'checkup' } } }],
    ['a screen without data', { flowActionPayload: { screen: 'APPOINTMENT' } }],
    ['data_exchange without a payload', { flowAction: 'data_exchange' }],
    ['no flowAction', { flowAction: undefined }],
    ['every optional field', { header: 'Clinic', footer: 'Reply STOP', mode: 'published', flowMessageVersion: '3' }],
    ['a body of 1024 characters', { body: 'x'.repeat(1024) }],
    ['a button label of 20 characters', { flowCta: 'x'.repeat(20) }],
  ])('takes %s', async (_, fields) => {
    const provider = await startProvider();
    await provider.write();
    const { body } = await provider.call('POST', 'sendFlow', flowMessage(fields));
    expect(body).toMatchObject({ sent: true });
  });

  test.each([
    ['neither phone nor chatId', { phone: undefined }, /exactly one/],
    ['both phone and chatId', { chatId: '34600000001@c.us' }, /exactly one/],
    ['a phone with a plus', { phone: '+34600000001' }, /^phone/],
    ['a phone that is too short', { phone: '123' }, /^phone/],
    ['a fractional phone', { phone: 34600000001.5 }, /^phone/],
    ['a chat id of a group', { phone: undefined, chatId: '34600000001-1@g.us' }, /^chatId/],
    ['a BSUID chat id without a BSUID', { phone: undefined, chatId: '34600000001@lid' }, /^chatId/],
    ['no body', { body: undefined }, /^body/],
    ['an empty body', { body: ' ' }, /^body/],
    ['a long body', { body: 'x'.repeat(1025) }, /^body/],
    ['no flowId', { flowId: undefined }, /^flowId/],
    ['a flowId that is a number', { flowId: 1234567890 }, /^flowId/],
    ['no flowToken', { flowToken: undefined }, /^flowToken/],
    ['an empty flowToken', { flowToken: '' }, /^flowToken/],
    ['no flowCta', { flowCta: undefined }, /^flowCta/],
    ['a long flowCta', { flowCta: 'x'.repeat(21) }, /^flowCta/],
    ['an emoji in the flowCta', { flowCta: 'Book 📅' }, /^flowCta.*emoji/],
    ['a flag in the flowCta', { flowCta: 'Book 🇪🇸' }, /^flowCta.*emoji/],
    ['an unknown flowAction', { flowAction: 'open' }, /^flowAction/],
    ['empty data', { flowActionPayload: { screen: 'A', data: {} } }, /^flowActionPayload\.data/],
    ['a payload without a screen', { flowActionPayload: { data: { a: 1 } } }, /^flowActionPayload\.screen/],
    [
      'a payload with data_exchange',
      { flowAction: 'data_exchange', flowActionPayload: { screen: 'A' } },
      /^flowActionPayload/,
    ],
    ['a long header', { header: 'x'.repeat(61) }, /^header/],
    ['a long footer', { footer: 'x'.repeat(61) }, /^footer/],
    ['an unknown mode', { mode: 'test' }, /^mode/],
    ['another message version', { flowMessageVersion: '2' }, /^flowMessageVersion/],
  ])('refuses %s with 400', async (_, fields, fault) => {
    const provider = await startProvider();
    await provider.write();
    const { status, body } = await provider.call('POST', 'sendFlow', flowMessage(fields));
    expect(status).toBe(400);
    expect(body).toEqual({ error: expect.stringMatching(fault) });
  });

  test('refuses what is not a JSON object with 400', async () => {
    const provider = await startProvider();
    expect(await provider.call('POST', 'sendFlow', '{"phone":')).toMatchObject({ status: 400 });
    expect(await provider.call('POST', 'sendFlow', '[]')).toMatchObject({ status: 400 });
  });

  test('refuses a draft Flow unless it is sent as one', async () => {
    const provider = await startProvider();
    await provider.write();
    const { body } = await provider.call<{ id: string }>('POST', 'flows', {
      name: 'mine',
      categories: ['APPOINTMENT_BOOKING'],
    });
    const published = await provider.call('POST', 'sendFlow', flowMessage({ flowId: body.id }));
    expect(published).toMatchObject({ status: 400, body: { error: expect.stringContaining('draft') } });
    const draft = await provider.call('POST', 'sendFlow', flowMessage({ flowId: body.id, mode: 'draft' }));
    expect(draft.body).toMatchObject({ sent: true });
  });

  test('refuses Flows that were not made here only when told to', async () => {
    const provider = await startProvider();
    await provider.write();
    const foreign = flowMessage({ flowId: '999999999999' });
    expect((await provider.call('POST', 'sendFlow', foreign)).body).toMatchObject({ sent: true });
    await provider.behave({ knownFlowsOnly: true });
    expect(await provider.call('POST', 'sendFlow', foreign)).toMatchObject({ status: 400 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
  });

  test('reaches the same customer by phone, chat id and BSUID', async () => {
    const provider = await startProvider();
    await provider.write();
    const { body: customers } = await provider.control<{ bsuid: string }[]>('GET', 'customers');
    await provider.invite({ phone: undefined, chatId: `${customers[0]?.bsuid}@lid` });
    await provider.invite({ phone: undefined, chatId: `${PHONE}@c.us` });
    expect(await provider.messages()).toHaveLength(3);
  });
});

describe('the token', () => {
  test('is taken from the header or, as older clients send it, from the query', async () => {
    const provider = await startProvider();
    expect(await provider.call('GET', 'status')).toMatchObject({ status: 200 });
    expect(await provider.call('GET', `status?token=${TOKEN}`, undefined, {})).toMatchObject({ status: 200 });
  });

  test.each([
    ['missing', {}],
    ['wrong', { authorization: 'Bearer wrong' }],
    ['of another scheme', { authorization: `Basic ${TOKEN}` }],
  ])('that is %s is refused with 401', async (_, headers) => {
    const provider = await startProvider();
    const answer = await provider.call('POST', 'sendFlow', flowMessage(), headers);
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid token' } });
  });

  test('of this channel opens no other channel', async () => {
    const provider = await startProvider();
    const response = await fetch(`${provider.url}/VID000000002/status?token=${TOKEN}`);
    expect(response.status).toBe(404);
  });
});

describe('the session window', () => {
  test('is closed for a customer who never wrote', async () => {
    const provider = await startProvider();
    const { status, body } = await provider.call('POST', 'sendFlow', flowMessage());
    expect({ status, body }).toEqual({ status: 200, body: { sent: false, message: 'Dialog window is closed' } });
    expect(await provider.messages()).toEqual([]);
  });

  test('closes 24 hours after the last message of the customer', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.control('POST', 'clock', { advanceSeconds: 24 * 3600 - 60 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
    await provider.control('POST', 'clock', { advanceSeconds: 120 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: false });
    await provider.write();
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
  });

  test('is renewed by a completed form', async () => {
    const provider = await startProvider();
    await provider.write();
    const id = await provider.invite();
    await provider.control('POST', 'clock', { advanceSeconds: 20 * 3600 });
    await provider.control('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: { date: '2026-12-01' } });
    await provider.control('POST', 'clock', { advanceSeconds: 20 * 3600 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
  });

  test('is not renewed by messages of the business', async () => {
    const provider = await startProvider();
    await provider.control('POST', 'foreign-message', { phone: PHONE, text: 'Hello from the front desk' });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: false });
  });

  test('can be told by a code in the text or in an object', async () => {
    const provider = await startProvider();
    await provider.behave({ windowRefusal: 'code' });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toEqual({
      sent: false,
      message: expect.stringContaining('131047'),
    });
    await provider.behave({ windowRefusal: 'object' });
    const { status, body } = await provider.call('POST', 'sendFlow', flowMessage());
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        message: expect.any(String),
        code: 131047,
        error_user_title: expect.any(String),
        error_user_msg: expect.any(String),
      },
    });
  });

  test('can be forced open or closed', async () => {
    const provider = await startProvider();
    await provider.behave({ window: 'open' });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
    await provider.write();
    await provider.behave({ window: 'closed' });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: false });
  });
});

describe('the rates', () => {
  test('refuse one message too many per second with 429, and let it pass a second later', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ ratePerSecond: 2 });
    await provider.invite();
    await provider.invite();
    const refused = await provider.call('POST', 'sendFlow', flowMessage());
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    await provider.control('POST', 'clock', { advanceSeconds: 1 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
  });

  test('allow one customer one message in six seconds, if switched on', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.write('Hi', '34600000002');
    await provider.behave({ enforcePairRate: true });
    await provider.invite();
    const refused = await provider.call('POST', 'sendFlow', flowMessage());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3);
    expect((await provider.call('POST', 'sendFlow', flowMessage({ phone: '34600000002' }))).body).toMatchObject({
      sent: true,
    });
    await provider.control('POST', 'clock', { advanceSeconds: 6 });
    expect((await provider.call('POST', 'sendFlow', flowMessage())).body).toMatchObject({ sent: true });
  });
});
