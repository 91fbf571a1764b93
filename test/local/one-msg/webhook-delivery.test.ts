import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { flowMessage, PHONE, type Provider, startProvider } from './support/provider.ts';
import { startReceiver } from './support/webhook-receiver.ts';

type Delivery = { url: string; attempts: number; status: number | null; outcome: string; error?: string };

const deliveries = async (provider: Provider) => (await provider.control<Delivery[]>('GET', 'webhooks')).body;

const allSettled = (provider: Provider, count: number) =>
  eventually(async () => {
    const settled = (await deliveries(provider)).filter(({ outcome }) => outcome !== 'waiting');
    return settled.length === count && settled;
  });

describe('the webhook list', () => {
  test('is replaced as a whole and told in the form in force', async () => {
    const provider = await startProvider();
    const [first, second] = ['https://crm.example/hook?a=1,2', 'https://inbox.example/hook'];
    expect((await provider.call('GET', 'webhook')).body).toEqual({ webhookUrl: '', webhookStatuses: {} });
    await provider.call('POST', 'webhook', { webhookUrl: first });
    expect((await provider.call('GET', 'webhook')).body).toEqual({
      webhookUrl: first,
      webhookStatuses: { [first]: 'active' },
    });
    await provider.call('POST', 'webhook', { webhookUrl: [first, second] });
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({ webhookUrl: [first, second] });
    await provider.behave({ webhookListShape: 'comma' });
    const { body } = await provider.call<{ webhookUrl: string }>('GET', 'webhook');
    expect(body.webhookUrl).toBe(`${first},${second}`);
    await provider.call('POST', 'webhook', { webhookUrl: body.webhookUrl });
    await provider.behave({ webhookListShape: 'array' });
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({ webhookUrl: [first, second] });
  });

  test('holds five addresses and refuses six, keeping what it had', async () => {
    const provider = await startProvider();
    const urls = [1, 2, 3, 4, 5].map((n) => `https://tool-${n}.example/hook`);
    expect((await provider.call('POST', 'webhook', { webhookUrl: urls })).status).toBe(200);
    const refused = await provider.call('POST', 'webhook', { webhookUrl: [...urls, 'https://tool-6.example'] });
    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringContaining('5') } });
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({ webhookUrl: urls });
  });

  test.each([[undefined], [7], ['ftp://example.com/hook'], [['https://a.example', 'nonsense']]])(
    'refuses %j as addresses',
    async (webhookUrl) => {
      const provider = await startProvider();
      expect(await provider.call('POST', 'webhook', { webhookUrl })).toMatchObject({ status: 400 });
    },
  );
});

describe('webhooks', () => {
  test('reach every address with every event', async () => {
    const provider = await startProvider();
    const receivers = [await startReceiver('/one'), await startReceiver('/two')];
    await provider.register(...receivers.map(({ url }) => url));
    await provider.write();
    await provider.invite();
    for (const receiver of receivers) expect(await receiver.receive(4)).toHaveLength(4);
  });

  test('carry no statuses while ackNotificationsOn is false', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.call('POST', 'settings', { ackNotificationsOn: false });
    await provider.write();
    await provider.reaches(await provider.invite(), 'delivered');
    await allSettled(provider, 2);
    expect(JSON.stringify(receiver.bodies)).not.toContain('"ack"');
  });

  test('do not hold up the answer of the call that caused them', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    receiver.answerWith = 'silent';
    await provider.register(receiver.url);
    await provider.write();
    expect(await provider.invite()).toMatch(/^wamid/);
    await receiver.receive(1);
  });

  test('come twice when duplicated', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.behave({ duplicate: true });
    await provider.write();
    const [first, second] = await receiver.receive(2);
    expect(first).toEqual(second);
  });

  test('arrive in another order when shuffled, all of them', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.behave({ shuffle: true, seed: 7, webhookConcurrency: 1 });
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}.`);
    for (const text of texts) await provider.write(text);
    const bodies = await receiver.receive(12);
    const arrived = bodies.map((body) => texts.find((text) => JSON.stringify(body).includes(text)));
    expect(arrived).not.toEqual(texts);
    expect([...arrived].sort()).toEqual([...texts].sort());
  });

  test('share a body when batches are allowed, both kinds at once', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.write();
    await receiver.receive(1);
    await provider.behave({ batchSize: 10, deliveredDelayMs: 0 });
    await provider.invite();
    const [, body] = await receiver.receive(2);
    expect(body).toMatchObject({ messages: [{ fromMe: true }], ack: [{ status: 'sent' }, { status: 'delivered' }] });
  });

  test('held back for a day arrive when the clock is moved', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.behave({ webhookDelayMs: 24 * 3600 * 1000 });
    await provider.write();
    expect(await deliveries(provider)).toMatchObject([{ outcome: 'waiting', attempts: 0 }]);
    await provider.control('POST', 'clock', { advanceSeconds: 24 * 3600 });
    await receiver.receive(1);
  });

  test.each([
    ['all', []],
    ['delivery', ['book', 'Hi Alex', 'consultation']],
    ['messages', ['consultation', 'sent', 'delivered', 'read']],
    ['completions', ['book', 'Hi Alex', 'sent', 'delivered', 'read']],
  ])('are lost when %s is dropped', async (drop, arriving) => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.behave({ drop });
    await provider.write('book');
    const id = await provider.invite({ body: 'Hi Alex' });
    await provider.reaches(id, 'delivered');
    await provider.control('POST', `customers/${PHONE}/messages/${id}/complete`, { fields: { a: 'consultation' } });
    await allSettled(provider, 6);
    const text = JSON.stringify(receiver.bodies);
    expect(receiver.bodies).toHaveLength(arriving.length);
    for (const word of arriving) expect(text).toContain(word);
  });

  test('are lost at random when a fraction is dropped, the same ones for the same seed', async () => {
    const outcomes = async () => {
      const provider = await startProvider();
      await provider.register((await startReceiver()).url);
      await provider.behave({ drop: 0.5, seed: 42 });
      for (let count = 0; count < 20; count += 1) await provider.write();
      return (await allSettled(provider, 20)).map(({ outcome }) => outcome);
    };
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set(['dropped', 'delivered']));
    expect(await outcomes()).toEqual(first);
  });
});

describe('an address that does not take its webhooks', () => {
  test('gets each once more', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    receiver.answerWith = 500;
    await provider.register(receiver.url);
    await provider.behave({ webhookRetryMs: 1 });
    await provider.write();
    expect(await allSettled(provider, 1)).toMatchObject([{ outcome: 'failed', attempts: 2, status: 500 }]);
  });

  test('gets each again and again with guaranteedHooks', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    receiver.answerWith = 503;
    await provider.register(receiver.url);
    await provider.call('POST', 'settings', { guaranteedHooks: true });
    await provider.behave({ webhookRetryMs: 10 });
    await provider.write();
    await receiver.receive(3);
    receiver.answerWith = 200;
    const [delivery] = await allSettled(provider, 1);
    expect(delivery).toMatchObject({ outcome: 'delivered', status: 200 });
    expect(delivery?.attempts).toBeGreaterThan(3);
  });

  test('counts as failing when it is too slow or not there', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    receiver.answerWith = 'silent';
    await provider.register(receiver.url, 'http://127.0.0.1:1/nobody');
    await provider.behave({ webhookRetryMs: 1, webhookTimeoutMs: 30 });
    await provider.write();
    const settled = await allSettled(provider, 2);
    expect(settled.map(({ url, error }) => [url, error])).toEqual([
      [receiver.url, 'timeout'],
      ['http://127.0.0.1:1/nobody', 'connection'],
    ]);
  });

  test('is disabled after five in a row, and works again when the list is posted again', async () => {
    const provider = await startProvider();
    const [failing, healthy] = [await startReceiver('/failing'), await startReceiver('/healthy')];
    failing.answerWith = 429;
    await provider.register(failing.url, healthy.url);
    await provider.behave({ webhookRetryMs: 1 });
    for (let count = 0; count < 5; count += 1) await provider.write();
    await allSettled(provider, 10);
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({
      webhookStatuses: { [failing.url]: 'disabled', [healthy.url]: 'active' },
    });
    const before = failing.bodies.length;
    await provider.write();
    expect((await allSettled(provider, 12)).at(-2)).toMatchObject({ url: failing.url, outcome: 'disabled' });
    expect(failing.bodies).toHaveLength(before);

    failing.answerWith = 200;
    await provider.call('POST', 'webhook', { webhookUrl: [failing.url, healthy.url] });
    await provider.write();
    await failing.receive(before + 1);
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({
      webhookStatuses: { [failing.url]: 'active' },
    });
  });

  test('is not disabled by failures with successes between them', async () => {
    const provider = await startProvider();
    const receiver = await startReceiver();
    await provider.register(receiver.url);
    await provider.behave({ webhookRetryMs: 1, webhookFailureLimit: 2 });
    for (const answer of [500, 200, 500] as const) {
      receiver.answerWith = answer;
      const settledBefore = (await deliveries(provider)).length;
      await provider.write();
      await allSettled(provider, settledBefore + 1);
    }
    expect((await provider.call('GET', 'webhook')).body).toMatchObject({
      webhookStatuses: { [receiver.url]: 'active' },
    });
  });
});

test('three hundred messages at once all reach the webhook', async () => {
  const provider = await startProvider();
  const receiver = await startReceiver();
  await provider.register(receiver.url);
  await provider.behave({ window: 'open', ratePerSecond: 10_000, statuses: [] });
  const phones = Array.from({ length: 300 }, (_, index) => String(34_600_100_000 + index));
  await Promise.all(phones.map((phone) => provider.call('POST', 'sendFlow', flowMessage({ phone }))));
  expect(await receiver.receive(300)).toHaveLength(300);
});
