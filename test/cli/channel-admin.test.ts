import { describe, expect, test } from 'vitest';
import { type ChannelAdmin, openChannelAdmin } from '../../functions/shared/provider/channel-admin.ts';
import { ChannelError } from '../../functions/shared/provider/channel-error.ts';
import { type ScriptedAnswer, type SeenCall, startScriptedServer } from './support/scripted-server.ts';

const TOKEN = 'short-token';

async function channelThatAnswers(answer: (call: SeenCall, index: number) => ScriptedAnswer) {
  const { url, calls } = await startScriptedServer(answer);
  return { calls, channel: openChannelAdmin({ baseUrl: url, channelId: 'VID1', token: TOKEN, withinMs: 500 }) };
}

const always = (body: unknown, status = 200) => channelThatAnswers(() => ({ status, body }));

async function failureOf(ask: (channel: ChannelAdmin) => Promise<unknown>, answer: ScriptedAnswer) {
  const { channel } = await channelThatAnswers(() => answer);
  const error = await ask(channel).catch((thrown: unknown) => thrown);
  if (!(error instanceof ChannelError)) throw new Error('No ChannelError was thrown.');
  return error;
}

test('every call carries the token in its header and the channel in its path', async () => {
  const { channel, calls } = await always({ status: 'connected' });
  await channel.connection();
  expect(calls[0]).toMatchObject({
    method: 'GET',
    path: '/VID1/status',
    headers: { authorization: `Bearer ${TOKEN}` },
  });
});

describe('the connection', () => {
  test.each([
    [{ status: 'connected', accountStatus: 'authenticated', isCloud: true }, true],
    [{ accountStatus: 'authenticated' }, true],
    [{ status: 'connecting' }, true],
    [{ status: 'connected', accountStatus: 'blocked' }, false],
    [{ status: 'disconnected' }, false],
    [{ status: 'unregistered' }, false],
  ])('of %j is %s', async (body, connected) => {
    const { channel } = await always(body);
    expect((await channel.connection()).connected).toBe(connected);
  });
});

describe('the webhooks', () => {
  const urls = ['https://a.example', 'https://b.example'];

  test.each([
    ['an object of words', { 'https://a.example': 'active', 'https://b.example': 'DISABLED' }],
    ['an object of switches', { 'https://a.example': true, 'https://b.example': false }],
    ['an object of objects', { 'https://a.example': { enabled: true }, 'https://b.example': { disabled: true } }],
    [
      'a list',
      [
        { url: 'https://b.example', status: 'disabled' },
        { url: 'https://a.example', active: true },
      ],
    ],
  ])('are enabled or not as %s tells', async (_, webhookStatuses) => {
    const { channel } = await always({ webhookUrl: urls, webhookStatuses });
    expect(await channel.webhooks()).toEqual([
      { url: 'https://a.example', enabled: true },
      { url: 'https://b.example', enabled: false },
    ]);
  });

  test.each([[undefined], [true], [{}], [{ 'https://a.example': 'whatever' }]])(
    'are neither where the provider does not say (%j)',
    async (webhookStatuses) => {
      const { channel } = await always({ webhookUrl: 'https://a.example', webhookStatuses });
      expect(await channel.webhooks()).toEqual([{ url: 'https://a.example' }]);
    },
  );

  test('are written as one text or as a list', async () => {
    const { channel, calls } = await always({ set: true });
    await channel.replaceWebhooks(urls);
    await channel.replaceWebhooks(['https://a.example']);
    expect(calls.map(({ body }) => body)).toEqual([{ webhookUrl: urls }, { webhookUrl: 'https://a.example' }]);
  });

  test('are emptied by way of the settings where the method refuses an empty list', async () => {
    const { channel, calls } = await channelThatAnswers(({ path }) =>
      path.endsWith('/webhook') ? { status: 400, body: { error: 'webhookUrl is empty' } } : { body: {} },
    );
    await channel.replaceWebhooks([]);
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      ['/VID1/webhook', { webhookUrl: '' }],
      ['/VID1/settings', { webhookUrl: '' }],
    ]);
  });
});

describe('the settings', () => {
  test.each([
    [
      { ackNotificationsOn: true, guaranteedHooks: false },
      { acksOn: true, redelivery: false },
    ],
    [{ ackNotificationsOn: '1' }, { acksOn: true }],
    [{ ackNotificationsOn: null }, { acksOn: false }],
    [{}, { acksOn: false }],
  ])('%j are read as %j', async (body, settings) => {
    const { channel } = await always(body);
    expect(await channel.settings()).toEqual(settings);
  });

  test('are changed in the one field only', async () => {
    const { channel, calls } = await always({ update: {} });
    await channel.turnAcksOn();
    expect(calls[0]).toMatchObject({ method: 'POST', body: { ackNotificationsOn: true } });
  });
});

describe('the templates', () => {
  const template = (name: string, components: unknown[], status = 'approved') => ({
    ...{ name, namespace: 'ns', language: 'en', status, category: 'UTILITY', rejected_reason: 'NONE' },
    components,
  });
  const flowButton = {
    type: 'BUTTONS',
    buttons: [{ type: 'FLOW', text: 'Book', flow_id: 123456, navigate_screen: 'A' }],
  };

  test('tell what they need and whether they open a Flow', async () => {
    const { channel } = await always({
      total: 4,
      templates: [
        template('plain', [{ type: 'BODY', text: 'Hello' }]),
        template('greeting', [{ type: 'BODY', text: 'Hi {{1}}' }, flowButton], 'APPROVED'),
        template('more', [{ type: 'BODY', text: 'Hi {{1}}, on {{2}}' }, flowButton]),
        template(
          'picture',
          [
            { type: 'HEADER', format: 'IMAGE' },
            { type: 'BODY', text: 'Hi' },
          ],
          'rejected',
        ),
        'no template',
      ],
    });
    const found = await channel.templates();
    expect(
      found.map(({ name, approved, variables, namesCustomer, needsOther }) => [
        ...[name, approved, variables.join()],
        ...[namesCustomer, needsOther],
      ]),
    ).toEqual([
      ['plain', true, '', false, false],
      ['greeting', true, '1', true, false],
      ['more', true, '1,2', true, false],
      ['picture', false, '', false, true],
    ]);
    expect(found.map((one) => one.flowButton)).toEqual([
      undefined,
      { flowId: '123456', screen: 'A' },
      { flowId: '123456', screen: 'A' },
      undefined,
    ]);
  });

  test('are read page by page', async () => {
    const { channel, calls } = await channelThatAnswers((_, index) => ({
      body: { total: 3, templates: index === 0 ? [template('a', []), template('b', [])] : [template('c', [])] },
    }));
    expect((await channel.templates()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(calls.map(({ path }) => path)).toEqual([
      '/VID1/templates?limit=100&offset=0',
      '/VID1/templates?limit=100&offset=2',
    ]);
  });
});

describe('a new template', () => {
  const news = {
    ...{
      name: 'news',
      language: 'en',
      category: 'utility' as const,
      body: 'Hello {{1}}, we have news.',
      samples: ['Alex'],
    },
    buttons: [
      { kind: 'quick-reply' as const, label: 'Thanks' },
      { kind: 'flow' as const, label: 'Book', flowId: '12345', action: 'data_exchange' as const },
    ],
  };

  test('is submitted with an example for each variable, and with its buttons', async () => {
    const { channel, calls } = await always({ id: '1', status: 'PENDING' });
    await channel.createTemplate(news);
    expect(calls).toMatchObject([
      {
        ...{ method: 'POST', path: '/VID1/addTemplate' },
        body: {
          ...{ name: 'news', language: 'en', category: 'UTILITY' },
          components: [
            { type: 'BODY', text: news.body, example: { body_text: [['Alex']] } },
            {
              type: 'BUTTONS',
              buttons: [
                { type: 'QUICK_REPLY', text: 'Thanks' },
                { type: 'FLOW', text: 'Book', flow_id: '12345', flow_action: 'data_exchange' },
              ],
            },
          ],
        },
      },
    ]);
  });

  test('without variables and buttons has neither examples nor a place for buttons', async () => {
    const { channel, calls } = await always({});
    await channel.createTemplate({ ...news, body: 'We have news.', samples: [], buttons: [] });
    expect(calls[0]?.body).toMatchObject({ components: [{ type: 'BODY', text: 'We have news.' }] });
    expect(JSON.stringify(calls[0]?.body)).not.toMatch(/example|BUTTONS/);
  });

  test.each([
    [{ status: 200, body: { success: false } }, 'refused'],
    [{ status: 400, body: { error: { message: 'Invalid parameter', code: 100 } } }, 'refused'],
    [{ status: 200, body: { error: 'no such category' } }, 'refused'],
    [{ status: 501, body: 'Not implemented' }, 'not-offered'],
    [{ status: 500, body: {} }, 'unavailable'],
    ['cut' as const, 'no-answer'],
  ])('is not there after %o: %s', async (answer, fault) => {
    const error = await failureOf((channel) => channel.createTemplate(news), answer);
    expect([error.fault, error.call]).toEqual([fault, 'POST addTemplate']);
  });
});

describe('the Flows', () => {
  test.each(['data', 'items', 'flows'])('are listed under "%s"', async (key) => {
    const { channel } = await always({
      [key]: [
        { id: 1, name: 'x', status: 'DRAFT' },
        { id: '2', status: 'odd' },
      ],
    });
    expect(await channel.flows.list()).toEqual([
      { id: '1', name: 'x', state: 'draft' },
      { id: '2', name: '', state: 'unknown' },
    ]);
  });

  test('tell what is wrong with a Flow JSON and where', async () => {
    const { channel } = await always({
      success: false,
      validationErrors: [
        { error: 'INVALID', message: 'No such component', pointers: [{ line_start: 7, path: 'screens[0]' }] },
        { error: 'INVALID', line_start: 3 },
      ],
    });
    expect(await channel.flows.upload('1', {})).toEqual([
      { message: 'No such component', where: 'screens[0]' },
      { message: 'INVALID', where: 'line 3' },
    ]);
  });
});

describe('a failure', () => {
  const connection = (channel: ChannelAdmin) => channel.connection();

  test.each([
    [401, 'credentials'],
    [403, 'blocked'],
    [404, 'not-found'],
    [410, 'not-offered'],
    [501, 'not-offered'],
    [429, 'rate-limited'],
    [400, 'refused'],
    [500, 'unavailable'],
    [302, 'refused'],
  ])('with status %i is "%s"', async (status, fault) => {
    expect(await failureOf(connection, { status, body: 'text' })).toMatchObject({ fault, status, call: 'GET status' });
  });

  test.each([
    [{ error: 'wrong request' }, 'wrong request'],
    [{ error: { message: 'Unsupported', error_user_msg: 'Try another' } }, 'Unsupported: Try another'],
  ])('that comes with 200 is seen (%j)', async (body, words) => {
    expect(await failureOf(connection, { body })).toMatchObject({ fault: 'refused', words });
  });

  test('of an answer nobody can read is "unreadable"', async () => {
    expect(await failureOf(connection, { body: '<html>' })).toMatchObject({ fault: 'unreadable' });
    expect(await failureOf(connection, { body: {} })).toMatchObject({ fault: 'unreadable' });
  });

  test.each(['cut', 'silence'] as const)('to answer (%s) is "no-answer", after a bounded time', async (answer) => {
    expect(await failureOf(connection, answer)).toMatchObject({ fault: 'no-answer', status: undefined });
  });

  test('never tells the token, another secret, or control characters', async () => {
    const body = { error: `Wrong token "${TOKEN}" for\u001b[31m https://x.example/${'s3cr-t_'.repeat(6)}` };
    const { message, words } = await failureOf(connection, { status: 401, body });
    expect(words).toBe('Wrong token "…" for [31m https://x.example/…');
    expect(message).toBe(`GET status failed: the channel token is missing or wrong (401: "${words}").`);
  });
});
