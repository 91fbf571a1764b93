import { describe, expect, test } from 'vitest';
import { PHONE, startProvider } from './support/provider.ts';
import { SAMPLES } from './support/sample-payloads.ts';
import { shapeOf } from './support/shape.ts';
import { startReceiver } from './support/webhook-receiver.ts';

describe('hookInfo', () => {
  test('tells the statuses of a message', async () => {
    const provider = await startProvider();
    await provider.write();
    const id = await provider.invite();
    await provider.reaches(id, 'delivered');
    const { body } = await provider.call('GET', `hookInfo?messageId=${encodeURIComponent(id)}`);
    expect(shapeOf(body)).toEqual(shapeOf(SAMPLES.hookInfo));
    expect(body).toMatchObject({ hooks: [{ id, status: 'sent', recipient_id: PHONE }, { status: 'delivered' }] });
  });

  test('tells a failure with its code', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ failWith: { code: 131026 } });
    const id = await provider.invite();
    await provider.reaches(id, 'failed');
    const { body } = await provider.call('GET', `hookInfo?messageId=${encodeURIComponent(id)}`);
    expect(body).toMatchObject({ hooks: [{ status: 'failed', errors: [{ code: 131026 }] }] });
  });

  test('knows nothing of a message that never was, and wants an id', async () => {
    const provider = await startProvider();
    expect((await provider.call('GET', 'hookInfo?messageId=wamid.none')).body).toEqual({ hooks: [] });
    expect((await provider.call('GET', 'hookInfo')).status).toBe(400);
  });

  test('answers 404 where it is not offered', async () => {
    const provider = await startProvider();
    await provider.behave({ hookInfo: false });
    expect((await provider.call('GET', 'hookInfo?messageId=wamid.none')).status).toBe(404);
  });
});

describe('the history of a chat', () => {
  test('holds both directions, forms and other people’s messages included', async () => {
    const provider = await startProvider();
    await provider.write('Hi');
    await provider.write('Somebody else', '34600000002');
    const id = await provider.invite();
    await provider.control('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: { date: '2026-12-01' } });
    await provider.control('POST', 'foreign-message', { chatId: `${PHONE}@c.us`, text: 'Hello from the desk' });
    const { body } = await provider.call('GET', `messages?chatId=${PHONE}@c.us`);
    expect(body).toMatchObject({
      messages: [
        { body: 'Hi', fromMe: false },
        { id, fromMe: true, type: 'interactive' },
        { fromMe: false, quotedMsgId: id },
        { body: 'Hello from the desk', fromMe: true, type: 'chat' },
      ],
    });
    const all = await provider.call<{ messages: unknown[] }>('GET', 'messages');
    expect(all.body.messages).toHaveLength(5);
  });

  test('is told for a stretch of time, and as a whole where a bound is no time', async () => {
    const provider = await startProvider();
    await provider.write('Hi');
    const now = Math.floor(Date.now() / 1000);
    const count = async (bounds: string) =>
      (await provider.call<{ messages: unknown[] }>('GET', `messages?${bounds}`)).body.messages.length;
    expect(await count(`min_time=${now - 60}&max_time=${now + 60}`)).toBe(1);
    expect(await count(`min_time=${now + 60}`)).toBe(0);
    expect(await count(`max_time=${now - 60}`)).toBe(0);
    expect(await count('min_time=soon&max_time=')).toBe(1);
  });

  test('is empty where it is switched off', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ history: false });
    expect((await provider.call('GET', `messages?chatId=${PHONE}@c.us`)).body).toEqual({ messages: [] });
  });
});

test('a message of other people comes as an echo with statuses of its own', async () => {
  const provider = await startProvider();
  const receiver = await startReceiver();
  await provider.register(receiver.url);
  const { status, body } = await provider.control('POST', 'foreign-message', { phone: PHONE, text: 'Hello' });
  expect({ status, body }).toMatchObject({ status: 201, body: { from: 'business', text: 'Hello' } });
  const bodies = await receiver.receive(3);
  expect(bodies).toMatchObject([
    { messages: [{ fromMe: true, body: 'Hello' }] },
    { ack: [{ status: 'sent' }] },
    { ack: [{ status: 'delivered' }] },
  ]);
  expect((await provider.control('POST', 'foreign-message', { text: 'Hello' })).status).toBe(400);
});
