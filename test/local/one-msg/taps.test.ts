import { describe, expect, test } from 'vitest';
import { instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { readWebhook } from '../../../functions/shared/provider/webhook/read-webhook.ts';
import { CHANNEL, PHONE, type Provider, startProvider } from './support/provider.ts';
import { startReceiver } from './support/webhook-receiver.ts';

const tap = (provider: Provider, messageId: string, id: string, phone = PHONE) =>
  provider.control<{ id: string }>('POST', `customers/${phone}/messages/${messageId}/tap`, { id });

/** Each kind of message with a reply, the reply that a customer chooses, and how the raw dialect words the choice. */
const KINDS = [
  {
    what: 'a button',
    method: 'sendButton',
    body: { body: 'See you.', buttons: [{ id: 'cancel', title: 'Cancel it' }] },
    chosen: { id: 'cancel', title: 'Cancel it' },
    raw: {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'cancel', title: 'Cancel it' } },
    },
  },
  {
    what: 'a row',
    method: 'sendList',
    body: {
      body: 'Which one?',
      action: 'Choose',
      sections: [{ rows: [{ id: '1', title: 'Tue, 10:30', description: 'Haircut' }] }],
    },
    chosen: { id: '1', title: 'Tue, 10:30' },
    raw: {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: '1', title: 'Tue, 10:30', description: 'Haircut' } },
    },
  },
  {
    what: 'a template’s quick reply',
    method: 'sendTemplate',
    body: {
      namespace: '00000000_0000_4000_8000_000000000001',
      template: 'appointment_reminder',
      language: { policy: 'deterministic', code: 'en' },
      params: [{ type: 'body', parameters: ['Alex', 'Tuesday'].map((text) => ({ type: 'text', text })) }],
    },
    chosen: { id: 'Thanks', title: 'Thanks' },
    raw: { type: 'button', button: { payload: 'Thanks', text: 'Thanks' } },
  },
] as const;

async function aMessageWith({ method, body }: (typeof KINDS)[number], behaviour: object = {}) {
  const [provider, receiver] = [await startProvider(), await startReceiver()];
  await provider.register(receiver.url);
  await provider.behave({ ...behaviour });
  await provider.write();
  const { body: sent } = await provider.call<{ id: string }>('POST', method, { phone: PHONE, ...body });
  return { provider, receiver, id: sent.id };
}

const tapIn = (body: unknown) => {
  const [element] = readWebhook(JSON.stringify(body), instantAt(Date.now()), CHANNEL);
  return element?.kind === 'message' ? element.message.tap : undefined;
};

describe.each(KINDS)('a tap on $what', (kind) => {
  const { chosen } = kind;

  test('is the customer’s message, which answers the one above it and opens the window', async () => {
    const { provider, id } = await aMessageWith(kind);
    await provider.control('POST', 'clock', { advanceSeconds: 25 * 3600 });
    const { status, body } = await tap(provider, id, chosen.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({ from: 'customer', kind: 'button', text: chosen.title, quotedMessageId: id });
    await provider.reaches(id, 'read');
    const text = await provider.call('POST', 'sendMessage', { phone: PHONE, body: 'Done.' });
    expect(text.body).toMatchObject({ sent: true });
  });

  test.each(['A', 'B'])('is posted by its label alone in dialect %s', async (dialect) => {
    const { provider, receiver, id } = await aMessageWith(kind, { dialect });
    const { body: message } = await tap(provider, id, chosen.id);
    const [body] = await receiver.receive(1, (text) => text.includes(message.id));
    expect(body).toMatchObject({
      messages: [{ type: 'button', body: chosen.title, quotedMsgId: id, fromMe: false }],
    });
    expect(body).not.toHaveProperty('messages.0.meta');
    expect(tapIn(body)).toEqual({ answers: id, label: chosen.title });
  });

  test('is posted as Meta words it in dialect C', async () => {
    const { provider, receiver, id } = await aMessageWith(kind, { dialect: 'C' });
    const { body: message } = await tap(provider, id, chosen.id);
    const [body] = await receiver.receive(1, (text) => text.includes(message.id));
    const posted = { from: PHONE, context: { id }, ...kind.raw };
    expect(body).toMatchObject({ entry: [{ changes: [{ value: { messages: [posted] } }] }] });
    expect(tapIn(body)).toEqual({ answers: id, label: chosen.title, payload: chosen.id });
  });

  test('may be made again, and later', async () => {
    const { provider, id } = await aMessageWith(kind);
    const first = await tap(provider, id, chosen.id);
    const second = await tap(provider, id, chosen.id);
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('needs a button that is there', async () => {
    const { provider, id } = await aMessageWith(kind);
    expect((await tap(provider, id, 'nothing')).status).toBe(409);
    expect((await tap(provider, id, chosen.id, '34600000002')).status).toBe(404);
    expect((await tap(provider, 'wamid.none', chosen.id)).status).toBe(404);
    expect((await provider.control('POST', `customers/${PHONE}/messages/${id}/tap`, {})).status).toBe(400);
  });
});

test('a message that failed has no buttons to tap', async () => {
  const { provider, id } = await aMessageWith(KINDS[0], { failWith: { code: 131026 } });
  await provider.reaches(id, 'failed');
  expect((await tap(provider, id, 'cancel')).status).toBe(409);
});

test('the buttons of the business come back to it as an echo', async () => {
  const { receiver, id } = await aMessageWith(KINDS[0], { dialect: 'C' });
  const [echo] = await receiver.receive(1, (text) => text.includes('message_echoes'));
  const buttons = [{ type: 'reply', reply: { id: 'cancel', title: 'Cancel it' } }];
  const posted = { id, interactive: { type: 'button', action: { buttons } } };
  expect(echo).toMatchObject({ entry: [{ changes: [{ value: { message_echoes: [posted] } }] }] });
});
