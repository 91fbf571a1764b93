import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mintFlowToken } from '../../functions/shared/domain/forms/flow-token.ts';
import { InvitationId, invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { aMessageId, completionBody, statusesBody } from '../support/webhooks.ts';
import { type Answer, type HttpCall, type Route, startWorld } from '../support/world.ts';

const world = await startWorld();
const { keys } = world;

const toTable = vi.spyOn(DynamoDBDocumentClient.prototype, 'send');
afterAll(() => toTable.mockRestore());
beforeEach(() => {
  toTable.mockClear();
});

/** Texts ever nearer to a key, and other keys of the same stack. */
const guessesAt = (key: string): string[] => [
  '',
  'x',
  key.slice(0, 1),
  key.slice(0, 42),
  `${key}A`,
  `${key.slice(0, -1)}!`,
  key.toUpperCase(),
  key.toLowerCase(),
  ` ${key}`,
  `${key}%00`,
  `${key}/messages`,
  `${key},${key}`,
  encodeURIComponent(`/${key}`),
  'x'.repeat(9_000),
  'constructor',
  keys.signing.current,
  keys.pseudonym,
];

/** Every guess gets the very same answer, to the letter, without a look into the table. */
async function expectOneAnswer(calls: HttpCall[], status: number): Promise<Answer> {
  const answers: Answer[] = [];
  for (const call of calls) answers.push(await world.call(call));
  const [first] = answers;
  if (!first) throw new Error('There was nothing to answer.');
  expect(first.status).toBe(status);
  for (const answer of answers) expect(answer).toEqual(first);
  expect(toTable).not.toHaveBeenCalled();
  return first;
}

const BODY = statusesBody('raw', { id: aMessageId(), status: 'read' });

describe('whoever guesses the secret of a path', () => {
  const ROUTES: [Route, string][] = [
    ['POST /webhooks/{secret}', keys.webhook.current],
    ['POST /webhooks/{secret}/messages', keys.webhook.current],
    ['POST /webhooks/{secret}/delivery', keys.webhook.current],
    ['POST /webhooks/{secret}/flow-completion', keys.webhook.current],
    ['GET /calendar/{secret}/bookings.ics', keys.calendar.current],
  ];

  it.each(ROUTES)('of %s learns nothing from any answer', async (route, key) => {
    const guesses = [...guessesAt(key), keys.apiKey.current];
    const calls = guesses.map((secret) => ({ route, path: { secret }, body: BODY }));
    // Nor from what they send beside it.
    const { headers } = await expectOneAnswer(
      [...calls, { route }, { route, path: { secret: 'x' }, body: 'no JSON' }],
      404,
    );
    expect(Object.keys(headers).sort()).toEqual(['cache-control', 'content-type']);
    expect((await world.call({ route, path: { secret: key }, body: BODY })).status).toBe(200);
  });
});

describe('whoever guesses the API key', () => {
  it.each<Route>([
    'POST /invitations',
    'GET /invitations/{id}',
    'GET /invitations',
    'GET /bookings',
    'GET /worklist',
    'GET /changes',
    'PATCH /bookings/{invitationId}',
    'POST /bookings/{invitationId}/cancel',
    'DELETE /customers',
  ])('learns nothing from any answer of %s', async (route) => {
    const key = keys.apiKey.current;
    // Blanks before the key are as good as one.
    const guesses = [...guessesAt(key), keys.webhook.current].filter((guess) => guess.trim() !== key);
    const wrong = [
      ...guesses.map((guess) => `Bearer ${guess}`),
      key,
      `Basic ${key}`,
      `Bearer`,
      `Bearer\t${key}`,
      `Bearer ${key}, Bearer ${key}`,
      `Bearer x,Bearer ${key}`,
      `"Bearer ${key}"`,
      `Bearer ${' '.repeat(8_000)}x y`,
    ].map((authorization) => ({ authorization }));
    const calls = [{}, ...wrong, { 'x-api-key': key }].map((headers) => ({
      route,
      headers,
      path: { id: 'any', invitationId: 'any' },
      query: { phone: '34600000001' },
      body: 'not even JSON',
    }));
    const { headers } = await expectOneAnswer(calls, 401);
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('costs the business one look at its secrets a minute, however often they try', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const looks = () => world.secrets.commandCalls(GetSecretValueCommand).length;
    const guess = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, at) => ({ authorization: `Bearer guess-${at}` })).map((headers) =>
          world.call({ route: 'GET /worklist', headers }),
        ),
      );
    await guess(1);
    const before = looks();
    await guess(50);
    expect(looks()).toBe(before);
    vi.setSystemTime(Date.now() + 61_000);
    await guess(1);
    await guess(50);
    expect(looks()).toBe(before + 1);
    vi.useRealTimers();
  });
});

describe('a flow token', () => {
  const channel = world.contract.channel.id;
  const tally = async (token: string) =>
    (await world.webhook(completionBody('raw', { token }), '/flow-completion')).body;

  it('of another stack, of another invitation, or cut short books nothing, whoever it names', async () => {
    const { id, token } = await world.anInvitation();
    const other = await world.anInvitation();
    const foreign = deriveKeys({ root: 'x'.repeat(64), generations: {} }).signing;
    const [, mac = ''] = token.split('.');
    const forged = [
      mintFlowToken(invitationIdFor(channel, { kind: 'event', value: 'any' }), foreign),
      token.replace(mac, mintFlowToken(invitationIdFor(channel, undefined), foreign).split('.')[1] ?? ''),
      other.token.replace(/^[^.]+/, String(id)),
      token.slice(0, -1),
      token.replace('.', ''),
      `${token}.${mac}`,
      ` ${token}`,
      token.toUpperCase(),
    ];
    for (const one of forged) expect(await tally(one)).toMatchObject({ recorded: 0, unmatched: 1 });
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'accepted', history: [] } });
    expect(await tally(token)).toMatchObject({ recorded: 1 });
  });

  it('that this stack signed, but whose invitation it never had, books nothing and is kept', async () => {
    const unknown = mintFlowToken(invitationIdFor('another-channel', undefined), keys.signing);
    expect(await tally(unknown)).toMatchObject({ recorded: 0, unmatched: 1 });
  });
});

describe('the keys of a rotation that no function has heard of yet', () => {
  const newest = deriveKeys({
    root: 'k'.repeat(64),
    generations: { apiKey: 2, webhook: 2, calendar: 2, signing: 2 },
  });
  const looks = () => world.secrets.commandCalls(GetSecretValueCommand).length;

  const ask = (key: string) =>
    world.call({
      route: 'GET /worklist',
      headers: { authorization: `Bearer ${key}` },
      query: { day: '2031-05-06', kind: 'attention' },
    });
  const fetchCalendar = (secret: string) =>
    world.call({ route: 'GET /calendar/{secret}/bookings.ics', path: { secret } });
  const post = (secret: string, body: unknown) =>
    world.call({ route: 'POST /webhooks/{secret}/flow-completion', path: { secret }, body });

  it('are good at once, and need no look at the secrets', async () => {
    const { id } = await world.anInvitation();
    // Each function has just read its keys.
    await Promise.all([ask('x'), fetchCalendar('x'), post('x', {})]);
    const before = looks();
    expect((await ask(newest.apiKey.current)).status).toBe(200);
    expect((await fetchCalendar(newest.calendar.current)).status).toBe(200);
    const token = mintFlowToken(InvitationId.parse(id), newest.signing);
    const { status, body } = await post(newest.webhook.current, completionBody('raw', { token }));
    expect([status, body]).toEqual([200, expect.objectContaining({ recorded: 1, unmatched: 0 })]);
    expect(looks()).toBe(before);
  });
});
