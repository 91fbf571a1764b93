import { describe, expect, test } from 'vitest';
import { PHONE, type Provider, startProvider } from './support/provider.ts';
import { SAMPLES } from './support/sample-payloads.ts';
import { shapeOf } from './support/shape.ts';
import { startReceiver } from './support/webhook-receiver.ts';

const FIELDS = { service: 'consultation', date: '2026-12-01', time: '10:30' };

async function startWithReceiver(behaviour: Record<string, unknown> = {}) {
  const provider = await startProvider();
  const receiver = await startReceiver();
  await provider.register(receiver.url);
  await provider.behave(behaviour);
  return { provider, receiver };
}

const complete = (provider: Provider, id: string, phone = PHONE) =>
  provider.control('POST', `customers/${phone}/messages/${id}/complete`, { fields: FIELDS });

describe('dialect A', () => {
  test('posts a message of the customer', async () => {
    const { provider, receiver } = await startWithReceiver();
    const { id } = await provider.write('Hi, I would like to book');
    const [body] = await receiver.receive(1);
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.textFromCustomer));
    expect(body).toMatchObject({
      messages: [{ id, body: 'Hi, I would like to book', type: 'chat', chatId: `${PHONE}@c.us`, senderName: 'Alex' }],
    });
  });

  test('posts an echo of a message of the business', async () => {
    const { provider, receiver } = await startWithReceiver();
    await provider.write();
    const id = await provider.invite();
    const [body] = await receiver.receive(1, (text) => text.includes('"fromMe":true'));
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.echo));
    expect(body).toMatchObject({ messages: [{ id, body: 'Hi Alex, book your appointment:', self: 1 }] });
  });

  test('posts sent and delivered', async () => {
    const { provider, receiver } = await startWithReceiver();
    await provider.write();
    const id = await provider.invite();
    const [sent] = await receiver.receive(1, (text) => text.includes('"status":"sent"'));
    const [delivered] = await receiver.receive(1, (text) => text.includes('"status":"delivered"'));
    expect(shapeOf(delivered)).toEqual(shapeOf(SAMPLES.ackDelivered));
    expect(sent).toMatchObject({ ack: [{ id, chatId: `${PHONE}@c.us` }] });
  });

  test('posts a failure with its free text', async () => {
    const { provider, receiver } = await startWithReceiver({ failWith: { code: 130472 } });
    await provider.write();
    await provider.invite();
    const [failed] = await receiver.receive(1, (text) => text.includes('"status":"failed"'));
    expect(shapeOf(failed)).toEqual(shapeOf(SAMPLES.ackFailed));
    expect(failed).toMatchObject({ ack: [{ error: "User's number is part of an experiment" }] });
  });

  test('posts a completed form in the body', async () => {
    const { provider, receiver } = await startWithReceiver();
    await provider.write();
    const id = await provider.invite();
    await complete(provider, id);
    const [body] = await receiver.receive(1, (text) => text.includes('flow_token'));
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.completion));
    expect(body).toMatchObject({
      messages: [{ quotedMsgId: id, body: JSON.stringify({ flow_token: 'token-1', ...FIELDS }) }],
    });
  });

  const response = JSON.stringify({ flow_token: 'token-1', ...FIELDS });
  test.each([
    ['nfm_reply', { nfm_reply: { response_json: response } }],
    ['interactive.nfm_reply', { interactive: { type: 'nfm_reply', nfm_reply: { response_json: response } } }],
    ['meta', { meta: { response_json: response } }],
    ['metadata', { metadata: { nfm_reply: { response_json: response } } }],
  ])('can put a completed form into %s', async (completionPlace, place) => {
    const { provider, receiver } = await startWithReceiver({ completionPlace });
    await provider.write();
    await complete(provider, await provider.invite());
    const [body] = await receiver.receive(1, (text) => text.includes('response_json'));
    expect(body).toMatchObject({ messages: [{ ...place, body: 'Sent', type: 'interactive' }] });
  });

  test.each(['body', 'nfm_reply', 'interactive.nfm_reply', 'meta', 'metadata'])(
    'can leave the flow token out of a form in %s',
    async (completionPlace) => {
      const { provider, receiver } = await startWithReceiver({ completionPlace, omitFlowToken: true });
      await provider.write();
      const id = await provider.invite();
      await complete(provider, id);
      const [body] = await receiver.receive(1, (text) => text.includes('consultation'));
      expect(body).toMatchObject({ messages: [{ quotedMsgId: id }] });
      expect(JSON.stringify(body)).not.toContain('token');
    },
  );

  test.each([
    ['meta', { type: 'button', meta: { payload: 'BOOK_NOW' } }],
    ['metadata', { type: 'button', metadata: { button_reply: { id: 'BOOK_NOW', title: 'Book' } } }],
    ['payload', { type: 'button', payload: 'BOOK_NOW' }],
    ['button', { type: 'button', button: { payload: 'BOOK_NOW', text: 'Book' } }],
    [
      'interactive.button_reply',
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'BOOK_NOW', title: 'Book' } } },
    ],
    ['none', { type: 'button' }],
  ])('posts the press of a button with its payload in %s', async (buttonPlace, place) => {
    const { provider, receiver } = await startWithReceiver({ buttonPlace });
    await provider.control('POST', `customers/${PHONE}/messages`, { text: 'Book', buttonPayload: 'BOOK_NOW' });
    const [body] = await receiver.receive(1);
    expect(body).toMatchObject({ messages: [{ body: 'Book', ...place }] });
    expect(JSON.stringify(body).includes('BOOK_NOW')).toBe(buttonPlace !== 'none');
  });
});

describe('dialect B', () => {
  test('posts statuses as hooks, sent with conversation and price', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'B' });
    await provider.write();
    const id = await provider.invite();
    const [sent] = await receiver.receive(1, (text) => text.includes('"status":"sent"'));
    expect(shapeOf(sent)).toEqual(shapeOf(SAMPLES.hookSent));
    expect(sent).toMatchObject({ hooks: [{ id, recipient_id: PHONE }] });
  });

  test('posts a failure with its code', async () => {
    const { provider, receiver } = await startWithReceiver({
      dialect: 'B',
      failWith: { code: 131026, status: 'undelivered' },
    });
    await provider.write();
    await provider.invite();
    const [failed] = await receiver.receive(1, (text) => text.includes('undelivered'));
    expect(shapeOf(failed)).toEqual(shapeOf(SAMPLES.hookUndelivered));
    expect(failed).toMatchObject({ hooks: [{ errors: [{ code: 131026 }] }] });
  });

  test.each([[false], [true]])(
    'posts messages and forms as dialect A does (token left out: %s)',
    async (omitFlowToken) => {
      const { provider, receiver } = await startWithReceiver({ dialect: 'B', omitFlowToken });
      await provider.write();
      const id = await provider.invite();
      await complete(provider, id);
      const [text] = await receiver.receive(1, (body) => body.includes('"type":"chat"'));
      expect(shapeOf(text)).toEqual(shapeOf(SAMPLES.textFromCustomer));
      const [completion] = await receiver.receive(1, (body) => body.includes('consultation'));
      expect(completion).toMatchObject({ messages: [{ quotedMsgId: id }] });
      expect(JSON.stringify(completion).includes('flow_token')).toBe(!omitFlowToken);
    },
  );
});

describe('dialect C', () => {
  test('posts statuses', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'C', autoRead: true, readDelayMs: 0 });
    await provider.write();
    await provider.invite();
    const [read] = await receiver.receive(1, (text) => text.includes('"status":"read"'));
    expect(shapeOf(read)).toEqual(shapeOf(SAMPLES.rawRead));
  });

  test('posts a failure', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'C', failWith: { code: 131047 } });
    await provider.write();
    await provider.invite();
    const [failed] = await receiver.receive(1, (text) => text.includes('failed'));
    expect(shapeOf(failed)).toEqual(shapeOf(SAMPLES.rawFailed));
  });

  test('posts a completed form', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'C' });
    await provider.write();
    const id = await provider.invite();
    await complete(provider, id);
    const [body] = await receiver.receive(1, (text) => text.includes('nfm_reply'));
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.rawCompletion));
    expect(JSON.stringify(body)).toContain(id);
  });

  test('posts the form of a customer without visible phone and without the token', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'C', omitFlowToken: true });
    const bsuid = 'ES.1000000000000001';
    await provider.write('Hi', bsuid);
    const id = await provider.invite({ phone: undefined, chatId: `${bsuid}@lid` });
    await complete(provider, id, bsuid);
    const [body] = await receiver.receive(1, (text) => text.includes('nfm_reply'));
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.rawCompletionWithoutToken));
    expect(JSON.stringify(body)).not.toContain('token');
  });

  test('posts texts, buttons and echoes in the form of Meta', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'C' });
    await provider.write('Hi');
    await provider.control('POST', `customers/${PHONE}/messages`, { text: 'Book', buttonPayload: 'BOOK_NOW' });
    const id = await provider.invite();
    const value = (fields: object) => ({ entry: [{ changes: [{ value: fields }] }] });
    const [text] = await receiver.receive(1, (body) => body.includes('"type":"text"'));
    expect(text).toMatchObject(value({ messages: [{ from: PHONE, text: { body: 'Hi' } }] }));
    const [button] = await receiver.receive(1, (body) => body.includes('BOOK_NOW'));
    expect(button).toMatchObject(value({ messages: [{ button: { payload: 'BOOK_NOW', text: 'Book' } }] }));
    const [echo] = await receiver.receive(1, (body) => body.includes('message_echoes'));
    expect(echo).toMatchObject(value({ message_echoes: [{ id, to: PHONE, type: 'interactive' }] }));
  });

  test('is in force whenever the channel has rawHooks on', async () => {
    const { provider, receiver } = await startWithReceiver({ dialect: 'A' });
    await provider.call('POST', 'settings', { rawHooks: true });
    await provider.write();
    const [body] = await receiver.receive(1);
    expect(body).toMatchObject({ object: 'whatsapp_business_account' });
  });
});

describe('customers without a visible phone', () => {
  test('are told by BSUID only', async () => {
    const { provider, receiver } = await startWithReceiver();
    await provider.control('POST', `customers/${PHONE}/messages`, { text: 'Hi', phoneHidden: true });
    const [body] = await receiver.receive(1);
    expect(JSON.stringify(body)).not.toContain(`${PHONE}`);
    expect(body).toMatchObject({ messages: [{ chatId: expect.stringMatching(/^ES\.1\d{15}@lid$/) }] });
  });

  test('may be reported under another spelling of the number, and are reached by both', async () => {
    const { provider, receiver } = await startWithReceiver();
    await provider.control('POST', 'customers/5511987654321/messages', { text: 'Oi', reportedAs: '551187654321' });
    const [body] = await receiver.receive(1);
    expect(body).toMatchObject({ messages: [{ chatId: '551187654321@c.us' }] });
    await provider.invite({ phone: '551187654321' });
    await provider.invite({ phone: '5511987654321' });
    expect(await provider.messages('551187654321')).toHaveLength(3);
  });
});
