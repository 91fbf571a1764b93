import { describe, expect, test } from 'vitest';
import { PHONE, type Provider, startProvider } from './support/provider.ts';

const BUTTONS = [
  { id: 'change', title: 'Change it' },
  { id: 'cancel', title: 'Cancel it' },
];
const ROWS = [
  { id: '1', title: 'Tue 6 May, 10:30', description: 'Haircut' },
  { id: '2', title: 'Wed 7 May, 9:00' },
];
const BODIES = {
  sendButton: { phone: PHONE, body: 'See you on Tuesday.', buttons: BUTTONS },
  sendList: { phone: PHONE, body: 'Which one?', action: 'Choose', sections: [{ rows: ROWS }] },
} as const;

const METHODS = ['sendButton', 'sendList'] as const;
type Method = (typeof METHODS)[number];

const send = (provider: Provider, method: Method, more: object = {}) =>
  provider.call<{ id: string }>('POST', method, { ...BODIES[method], ...more });

describe.each(METHODS)('%s', (method) => {
  test('reaches a customer inside the window and not outside', async () => {
    const provider = await startProvider();
    expect((await send(provider, method)).body).toEqual({ sent: false, message: 'Dialog window is closed' });
    await provider.write();
    const { body } = await send(provider, method);
    expect(body).toMatchObject({ sent: true, id: expect.stringMatching(/^wamid/) });
    await provider.reaches(body.id, 'delivered');
  });

  test('goes to a chat as well, and to exactly one recipient', async () => {
    const provider = await startProvider();
    await provider.write();
    const chatId = `${PHONE}@c.us`;
    expect((await send(provider, method, { phone: undefined, chatId })).body).toMatchObject({ sent: true });
    expect((await send(provider, method, { chatId })).status).toBe(400);
  });

  test('is refused and counted like every other send', async () => {
    const provider = await startProvider();
    await provider.write();
    await provider.behave({ refuse: { code: 131026, times: 1 } });
    expect((await send(provider, method)).body).toMatchObject({ sent: false });
    const { body } = await provider.control<object[]>('GET', `customers/${PHONE}/refusals`);
    expect(body).toMatchObject([{ method }]);
    await provider.behave({ ratePerSecond: 1 });
    const statuses = await Promise.all([1, 2, 3].map(async () => (await send(provider, method)).status));
    expect(statuses).toContain(429);
  });
});

test('a phone shows the buttons and the rows that it got', async () => {
  const provider = await startProvider();
  await provider.write();
  await send(provider, 'sendButton');
  await send(provider, 'sendList');
  expect((await provider.messages()).slice(1)).toMatchObject([
    { kind: 'buttons', text: 'See you on Tuesday.', replies: { kind: 'buttons', options: BUTTONS } },
    { kind: 'list', text: 'Which one?', replies: { kind: 'list', action: 'Choose', options: ROWS } },
  ]);
});

const long = (length: number) => 'x'.repeat(length);
const buttons = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `${at}`, title: `Title ${at}` }));
const rows = (count: number) => [{ rows: buttons(count) }];

test.each<[string, Method, object]>([
  ['no text', 'sendButton', { body: ' ' }],
  ['too long a text', 'sendButton', { body: long(1025) }],
  ['no button', 'sendButton', { buttons: [] }],
  ['four buttons', 'sendButton', { buttons: buttons(4) }],
  ['too long a title', 'sendButton', { buttons: [{ id: '1', title: long(21) }] }],
  ['two buttons of one title', 'sendButton', { buttons: [BUTTONS[0], { id: 'other', title: BUTTONS[0]?.title }] }],
  ['two buttons of one id', 'sendButton', { buttons: [BUTTONS[0], { id: BUTTONS[0]?.id, title: 'Other' }] }],
  ['a button without an id', 'sendButton', { buttons: [{ title: 'Other' }] }],
  ['too long a text', 'sendList', { body: long(1025) }],
  ['no label', 'sendList', { action: undefined }],
  ['too long a label', 'sendList', { action: long(21) }],
  ['no row', 'sendList', { sections: rows(0) }],
  ['eleven rows', 'sendList', { sections: rows(11) }],
  ['eleven rows in two sections', 'sendList', { sections: [...rows(5), ...rows(6)] }],
  ['two rows of one id', 'sendList', { sections: [{ rows: [ROWS[0], { ...ROWS[0], title: 'Other' }] }] }],
  ['too long a title', 'sendList', { sections: [{ rows: [{ id: '1', title: long(25) }] }] }],
  ['too long a description', 'sendList', { sections: [{ rows: [{ ...ROWS[0], description: long(73) }] }] }],
])('a message with %s is refused (%s)', async (_, method, more) => {
  const provider = await startProvider();
  await provider.write();
  expect(await send(provider, method, more)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
});

test.each<[string, Method, object]>([
  ['three buttons and the longest texts', 'sendButton', { body: long(1024), buttons: buttons(3) }],
  ['a title of twenty characters', 'sendButton', { buttons: [{ id: '1', title: long(20) }] }],
  ['ten rows', 'sendList', { sections: rows(10) }],
  ['the longest row', 'sendList', { sections: [{ rows: [{ id: '1', title: long(24), description: long(72) }] }] }],
])('a message with %s is sent (%s)', async (_, method, more) => {
  const provider = await startProvider();
  await provider.write();
  expect(await send(provider, method, more)).toMatchObject({ status: 200, body: { sent: true } });
});
