import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, vi } from 'vitest';
import { verifyFlowToken } from '../../functions/shared/domain/forms/flow-token.ts';
import { FORM_DAY } from '../support/clock.ts';
import { aMessageId, aPhone, completionBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { provider, keys } = world;

describe('POST /invitations', () => {
  it('sends the contract’s greeting with the customer’s name, its button and a signed token', async () => {
    const phone = aPhone();
    const messageId = aMessageId();
    provider.answerNext({ body: { sent: true, id: messageId } });
    const answer = await world.invite({ phone: `+${phone}`, customerName: 'Alex' });

    expect(answer).toMatchObject({ status: 201, body: { status: 'accepted', messageId } });
    const [request] = provider.requestsTo(phone);
    expect(request).toMatchObject({
      path: '/VID000000001/sendFlow',
      authorization: 'Bearer channel-token',
      body: {
        phone,
        body: 'Hi Alex, book your appointment:',
        flowId: '1234567890',
        flowCta: 'Book now',
        flowAction: 'navigate',
      },
    });
    expect(verifyFlowToken(String(request?.body['flowToken']), keys.signing)).toBe(answer.body['invitationId']);
  });

  it('speaks the language asked for, to another flow, with values to prefill', async () => {
    const phone = aPhone();
    await world.invite({ phone, language: 'es', customerName: 'Ana', flowId: '5556667778', data: { service: 'cut' } });
    expect(provider.requestsTo(phone)[0]?.body).toMatchObject({
      body: 'Hola Ana, reserva tu cita:',
      flowCta: 'Reservar',
      flowId: '5556667778',
      flowActionPayload: { screen: 'APPOINTMENT', data: { service: 'cut' } },
    });
  });

  it('addresses a customer without a visible phone by their chat id', async () => {
    const answer = await world.invite({ chatId: 'ES.1000000000000009@lid', customerName: 'Alex' });
    expect(answer.status).toBe(201);
    expect(provider.requests.at(-1)?.body).toMatchObject({ chatId: 'ES.1000000000000009@lid' });
    expect(provider.requests.at(-1)?.body).not.toHaveProperty('phone');
  });

  it('calls the customer by the name they use on WhatsApp when the request has none', async () => {
    const phone = aPhone();
    await world.webhook(textBody('normalised', { phone, name: 'Zoë' }), '/messages');
    await world.invite({ phone });
    expect(provider.requestsTo(phone)[0]?.body['body']).toBe('Hi Zoë, book your appointment:');
  });

  it('falls back to the contract’s word for a customer nobody knows', async () => {
    const phone = aPhone();
    await world.invite({ phone, customerName: ' \n ' });
    expect(provider.requestsTo(phone)[0]?.body['body']).toBe('Hi there, book your appointment:');
  });

  it('answers a repeat of the same key with the first invitation and sends nothing', async () => {
    const phone = aPhone();
    const first = await world.invite({ phone }, 'key-repeat');
    const again = await world.invite({ phone: `+${phone}` }, 'key-repeat');
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('sends once for twenty requests with one key at the same time', async () => {
    const phone = aPhone();
    const answers = await Promise.all(Array.from({ length: 20 }, () => world.invite({ phone }, 'key-twenty')));
    expect(provider.requestsTo(phone)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 201, 409].includes(status))).toBe(true);
    expect((await world.invite({ phone }, 'key-twenty')).status).toBe(200);
  });

  it('refuses another request under a used key', async () => {
    const phone = aPhone();
    await world.invite({ phone }, 'key-reused');
    const answer = await world.invite({ phone, customerName: 'Somebody else' }, 'key-reused');
    expect(answer).toMatchObject({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        ...{ type: 'urn:appointment-flow:problem:idempotency-key-reused', requestId: 'request-1' },
        detail: 'This idempotency key was used for another request.',
      },
    });
  });

  it('says 409 while the first request with the key is still running, and when to come back', async () => {
    const phone = aPhone();
    let meanwhile = Promise.resolve<unknown>(undefined);
    provider.answerNext({
      body: { sent: true, id: aMessageId() },
      after: () => (meanwhile = world.invite({ phone }, 'key-running')),
    });
    const first = await world.invite({ phone }, 'key-running');
    expect(first.status).toBe(201);
    expect(await meanwhile).toMatchObject({ status: 409, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
  });

  it('never repeats a send whose outcome is unknown: 202, now and on every repeat', async () => {
    const phone = aPhone();
    provider.answerNext('hang up');
    const first = await world.invite({ phone }, 'key-unknown');
    const again = await world.invite({ phone }, 'key-unknown');
    expect(first).toMatchObject({ status: 202, body: { status: 'unknown' } });
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it.each([
    ['queued by the provider under a job id', { body: { sent: false, jobId: 'job-1', message: 'queued' } }],
    ['answered with a server error', { status: 500, body: 'oops' }],
    ['answered with something unreadable', { body: '<html>' }],
  ])('leaves an invitation %s as unknown', async (_, answer) => {
    const phone = aPhone();
    provider.answerNext(answer);
    expect(await world.invite({ phone })).toMatchObject({ status: 202, body: { status: 'unknown' } });
  });

  it('tells a refusal with its reason, the same on a repeat, without the provider’s words', async () => {
    const phone = aPhone();
    provider.answerNext({ body: { sent: false, message: `Dialog window is closed for ${phone}` } });
    const first = await world.invite({ phone }, 'key-refused');
    expect(first).toMatchObject({
      status: 502,
      body: { reason: 'window-closed', detail: expect.stringContaining('24 hours') },
    });
    expect(JSON.stringify(first.body)).not.toContain(phone);
    expect((await world.invite({ phone }, 'key-refused')).body).toEqual(first.body);
    expect(await world.invitation(first.body['invitationId'])).toMatchObject({ body: { status: 'rejected' } });
  });

  it('plans another try after a rate limit, not before the time the provider asked for', async () => {
    provider.answerNext({ status: 429, body: { error: 'Too many requests' }, headers: { 'retry-after': '120' } });
    const answer = await world.invite({ phone: aPhone() });
    expect(answer).toMatchObject({ status: 202, body: { status: 'retrying' } });
    expect(Date.parse(String(answer.body['retryAt']))).toBeGreaterThan(Date.now() + 100_000);
  });

  it.each(['99999999999999999', '315360000', '8640000000001', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'waits a day at the most for a provider that asks for more: Retry-After %s',
    async (value) => {
      provider.answerNext({ status: 429, body: { message: 'too many requests' }, headers: { 'retry-after': value } });
      const { status, body } = await world.invite({ phone: aPhone() });
      expect({ status, body }).toMatchObject({ status: 202, body: { status: 'retrying' } });
      const delayMs = Date.parse(String(body['retryAt'])) - Date.now();
      expect(delayMs).toBeGreaterThan(23 * 3_600_000);
      expect(delayMs).toBeLessThanOrEqual(24 * 3_600_000);
    },
  );

  it('takes an answer without a time to come back as before: Retry-After empty', async () => {
    provider.answerNext({ status: 429, body: { message: 'too many requests' }, headers: { 'retry-after': '' } });
    const { body } = await world.invite({ phone: aPhone() });
    expect(Date.parse(String(body['retryAt'])) - Date.now()).toBeLessThan(60_000);
  });

  it('is accepted whatever is beside the id', async () => {
    const odd = { description: null, message: { text: 'Sent' }, error: null, code: '200' };
    provider.answerNext({ body: { sent: true, id: aMessageId(), ...odd } });
    expect(await world.invite({ phone: aPhone() })).toMatchObject({ status: 201, body: { status: 'accepted' } });
  });

  it('is not known after a 408: nobody repeats it', async () => {
    const phone = aPhone();
    provider.answerNext({ status: 408, body: 'Request Timeout' });
    expect(await world.invite({ phone }, 'key-408')).toMatchObject({ status: 202, body: { status: 'unknown' } });
    expect(await world.invite({ phone }, 'key-408')).toMatchObject({ status: 202, body: { status: 'unknown' } });
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it.each(['1e20', '1e400', '-7', '0.5'])('stores a refusal whose code is no code: %s', async (code) => {
    provider.answerNext({ status: 400, body: `{"error":{"code":${code},"message":"template is paused"}}` });
    const { status, body } = await world.invite({ phone: aPhone() });
    expect({ status, body }).toMatchObject({ status: 502, body: { reason: 'misconfigured' } });
    expect(await world.invitation(body['invitationId'])).toMatchObject({ body: { status: 'rejected' } });
  });

  it('keeps no token in what the provider said', async () => {
    provider.answerNext({ status: 400, body: { error: 'no channel for channel-token' } });
    const { body } = await world.invite({ phone: aPhone() });
    const { text } = await world.invitation(body['invitationId']);
    expect(text).toContain('no channel for …');
    expect(text).not.toContain('channel-token');
  });

  it('sends each on a connection of its own: one that was kept may be dead after a freeze', async () => {
    const phones = [aPhone(), aPhone(), aPhone()];
    for (const phone of phones) await world.invite({ phone });
    const ports = phones.flatMap((phone) => provider.requestsTo(phone).map(({ port }) => port));
    expect(new Set(ports).size).toBe(3);
  });

  it('records that the customer opted out where the refusal says so in words', async () => {
    const phone = aPhone();
    const words = 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages';
    provider.answerNext({ body: { sent: false, message: `${words} on WhatsApp from your business` } });
    expect(await world.invite({ phone })).toMatchObject({ status: 502, body: { reason: 'opted-out' } });
    expect(await world.invite({ phone })).toMatchObject({ status: 422 });
  });

  it('tries once more with the newest token after a 401, and reports the refusal if there is none', async () => {
    const phone = aPhone();
    provider.answerNext({ status: 401, body: { message: 'invalid token' } });
    expect(await world.invite({ phone })).toMatchObject({ status: 502, body: { reason: 'credentials' } });
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('reports the refusal of a token although no newer one can be read', async () => {
    const given = () => world.secrets.on(GetSecretValueCommand, { SecretId: 'given' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60_000 });
    given().rejects(new Error('throttled'));
    provider.answerNext({ status: 401, body: { message: 'invalid token' } });
    expect(await world.invite({ phone: aPhone() })).toMatchObject({ status: 502, body: { reason: 'credentials' } });
    vi.useRealTimers();
    given().resolves({ SecretString: JSON.stringify({ channelToken: 'channel-token' }) });
  });

  it('books for a completion without a token that came before the message id was stored', async () => {
    const phone = aPhone();
    const messageId = aMessageId();
    provider.answerNext({
      body: { sent: true, id: messageId },
      after: () => world.webhook(completionBody('raw', { phone, answers: messageId }), '/flow-completion'),
    });
    const { body } = await world.invite({ phone });
    expect(await world.invitation(body['invitationId'])).toMatchObject({
      body: { status: 'completed', booking: { startsAt: `${FORM_DAY}T09:30:00.000Z`, state: 'booked' } },
    });
  });
});

describe('a request that cannot be met', () => {
  it.each([
    ['{', 400, 'not-json'],
    ['', 400, 'not-json'],
    ['[]', 400, 'malformed'],
    ['null', 400, 'malformed'],
    [{}, 400, 'malformed'],
    [{ phone: '34600000001', chatId: '34600000001@c.us' }, 400, 'malformed'],
    [{ chatId: 'someone' }, 400, 'malformed'],
    [{ chatId: 'null@c.us' }, 400, 'malformed'],
    [{ chatId: 'undefined@c.us' }, 400, 'malformed'],
    [{ chatId: '__main__@c.us' }, 400, 'malformed'],
    [{ chatId: 'k@lid' }, 400, 'malformed'],
    [{ chatId: '@c.us' }, 400, 'malformed'],
    [{ chatId: '' }, 400, 'malformed'],
    [{ phone: '+34 600 000 001 / +34 600 000 002' }, 422, 'impossible-phone'],
    [{ phone: '+1 800 FLOWERS' }, 422, 'impossible-phone'],
    [{ phone: '' }, 422, 'impossible-phone'],
    [{ phone: '+34 '.repeat(11) }, 400, 'malformed'],
    [{ phone: '123' }, 422, 'impossible-phone'],
    [{ phone: 'x'.repeat(300_000) }, 413, 'too-large'],
    ['['.repeat(100_000), 400, 'not-json'],
  ])('%j is answered with %i', async (body, status, kind) => {
    const before = provider.requests.length;
    const answer = await world.invite(body);
    expect(answer).toMatchObject({ status, body: { type: `urn:appointment-flow:problem:${kind}` } });
    expect(provider.requests).toHaveLength(before);
  });

  it('names every field that is wrong, and the rule, never the value', async () => {
    const answer = await world.invite({
      phone: true,
      customerName: 7,
      language: 'xx',
      flowId: 'abc',
      data: [],
      colour: 'red',
    });
    expect(answer.status).toBe(400);
    expect(answer.body['faults']).toEqual(
      expect.arrayContaining([
        { field: 'phone', rule: 'must be a phone number with country code, as text or digits' },
        { field: 'customerName', rule: 'must be text' },
        { field: 'flowId', rule: 'must be the numeric id of a Flow' },
        { field: 'data', rule: 'must be an object' },
        { field: 'colour', rule: 'is not a known field' },
      ]),
    );
    const language = await world.invite({ phone: aPhone(), language: 'toString' });
    expect(language.body['faults']).toEqual([{ field: 'language', rule: 'must be one of en, es' }]);
  });

  it('says of a chat id that it is none', async () => {
    expect((await world.invite({ chatId: '@c.us' })).body['faults']).toEqual([
      { field: 'chatId', rule: 'must be a chat id as the provider reports it' },
    ]);
  });

  it('refuses an idempotency key that is no key', async () => {
    expect(await world.invite({ phone: aPhone() }, 'with blank')).toMatchObject({
      status: 400,
      body: { faults: [{ field: 'Idempotency-Key' }] },
    });
  });

  it.each([undefined, 'Bearer', 'Bearer wrong', 'Basic abc'])(
    'answers 401 to authorization %j',
    async (authorization) => {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const answer = await world.call({ route: 'POST /invitations', headers, body: { phone: aPhone() } });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    },
  );

  it('answers 404 for an invitation nobody made', async () => {
    expect((await world.invitation('nonsense')).status).toBe(404);
    expect((await world.invitation('0193f0f0-0000-7000-8000-000000000000')).status).toBe(404);
  });
});
