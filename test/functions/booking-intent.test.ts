import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { aContract } from '../support/contract.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { aMessageId, aPhone, bsuidOf, completionBody, echoBody, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const shipped = aContract();
const { en, es } = shipped.languages;
const template = { name: 'appointment_invitation', namespace: 'ns', language: 'en', namesCustomer: true };
const line = createInterruptedLine();
const world = await startWorld(
  Contract.parse({
    ...shipped,
    languages: { en: { ...en, template }, es },
    intent: { ...shipped.intent, quietMinutes: 60 },
  }),
  line,
);
const { provider } = world;

const sendsTo = (phone: string) =>
  provider.requests.filter(({ body }) => body['phone'] === phone || body['chatId'] === `${phone}@c.us`);
const write = (phone: string, text: string, more: object = {}) =>
  world.webhook(textBody('normalised', { phone, text, at: secondsAgo(5), ...more }), '/messages');

beforeEach(async () => {
  await world.announce();
});
afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

describe('a customer who writes', () => {
  it('“hola, quiero reservar” gets one invitation, in Spanish', async () => {
    const phone = aPhone();
    await write(phone, 'hola, quiero reservar', { name: 'Ana' });
    const events = await world.answerIntents();
    expect(events).toMatchObject([{ type: 'Booking Intent Detected', detail: { sign: 'words', language: 'es' } }]);
    expect(sendsTo(phone)).toHaveLength(1);
    expect(sendsTo(phone)[0]?.body).toMatchObject({ body: 'Hola Ana, reserva tu cita:', flowCta: 'Reservar' });
  });

  it('is known by name before the wish can be answered', async () => {
    const phone = aPhone();
    await write(phone, 'book please', { name: `Ana ${phone}` });
    const images = (await world.engine.stream.read(undefined, 10_000)).map(({ dynamodb }) => dynamodb?.NewImage);
    const wish = images.findIndex((image) => image?.['type']?.S === 'intent' && image['chatId']?.S === `${phone}@c.us`);
    const named = images.findIndex((image) => image?.['displayName']?.S === `Ana ${phone}`);
    expect([wish, named]).not.toContain(-1);
    expect(named).toBeLessThan(wish);
  });

  it('once, whose webhook comes three times at once, gets one', async () => {
    const phone = aPhone();
    const body = textBody('normalised', { phone, text: 'I want to book', at: secondsAgo(5) });
    await Promise.all([1, 2, 3].map(() => world.webhook(body, '/messages')));
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it('the same wish twice gets one open invitation, under whichever address', async () => {
    const phone = aPhone();
    await write(phone, 'book please', { id: aMessageId() });
    await write(phone, 'Book!', { id: aMessageId(), at: secondsAgo(3) });
    const hidden = {
      messages: [
        {
          id: aMessageId(),
          chatId: `${bsuidOf(phone)}@lid`,
          type: 'chat',
          body: 'BOOK',
          time: secondsAgo(2),
          fromMe: false,
        },
      ],
    };
    await world.webhook(hidden, '/messages');
    const events = await world.answerIntents();
    expect(events.filter(({ type }) => type === 'Booking Intent Detected')).toHaveLength(3);
    expect(provider.requests.filter(({ body }) => String(body['chatId']).includes(phone))).toHaveLength(1);
  });

  it('again after booking gets another', async () => {
    const phone = aPhone();
    await write(phone, 'book');
    await world.answerIntents();
    const token = String(sendsTo(phone)[0]?.body['flowToken']);
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(2) }));
    await write(phone, 'book', { id: aMessageId(), at: secondsAgo(1) });
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(2);
  });

  it('“book” that arrives after a newer “thanks” is not lost', async () => {
    const phone = aPhone();
    await write(phone, 'thanks', { at: secondsAgo(10) });
    await write(phone, 'book', { at: secondsAgo(60) });
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it.each(['I saw you on Facebook', 'Hello', ''])('%j gets none', async (text) => {
    const phone = aPhone();
    await write(phone, text);
    expect(await world.answerIntents()).toEqual([]);
  });

  it('by tapping the contract’s button gets one, in the language used before', async () => {
    const phone = aPhone();
    await write(phone, 'quiero una cita', { at: secondsAgo(9000) });
    await world.answerIntents();
    const token = String(sendsTo(phone)[0]?.body['flowToken']);
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(8000) }));
    await world.announce();
    const tapped = {
      from: phone,
      id: aMessageId(),
      timestamp: String(secondsAgo(5)),
      type: 'button',
      button: { payload: 'BOOK_APPOINTMENT', text: 'Go' },
    };
    await world.webhook({ entry: [{ changes: [{ value: { messages: [tapped] } }] }] }, '/messages');
    expect(await world.answerIntents()).toMatchObject([{ detail: { sign: 'button' } }]);
    expect(sendsTo(phone).at(-1)?.body['flowCta']).toBe('Reservar');
  });

  it('never gets an invitation for an echo or for the words in a submitted form', async () => {
    const phone = aPhone();
    await world.webhook(echoBody(phone, 'Please book here'), '/messages');
    await world.webhook(completionBody('normalised', { phone, fields: { notes: 'book' } }), '/messages');
    expect(await world.answerIntents()).toEqual([]);
  });
});

describe('a wish to book that was not answered', () => {
  it('as its customer wanted no messages, does not keep the next one waiting', async () => {
    const phone = aPhone();
    await write(phone, 'STOP', { at: secondsAgo(100) });
    await write(phone, 'I want to book', { at: secondsAgo(80) });
    await world.answerIntents();
    await write(phone, 'START', { at: secondsAgo(60) });
    await write(phone, 'I want to book', { at: secondsAgo(40) });
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it('as the run that was to answer it ended and never came back, keeps the next one waiting for minutes only', async () => {
    const phone = aPhone();
    await write(phone, 'I want to book', { at: secondsAgo(80) });
    line.refuse(({ operation }) => operation === 'PutItem');
    await world.answerIntents();
    line.letThrough();
    await write(phone, 'I want to book', { at: secondsAgo(40) });
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(0);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 60_000 });
    await write(phone, 'I want to book', { at: secondsAgo(5) });
    await world.answerIntents();
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it('while another is being answered, stays so', async () => {
    const phone = aPhone();
    await write(phone, 'I want to book', { at: secondsAgo(80) });
    const [first] = (await world.announce()).filter(({ type }) => type === 'Booking Intent Detected');
    await write(phone, 'I want to book', { at: secondsAgo(40) });
    line.before(
      ({ operation }) => operation === 'PutItem',
      () => world.answerIntents(),
    );
    const queued = { id: '1', source: 'appointment-flow', 'detail-type': first?.type, detail: first?.detail };
    await world.deliverToQueue(queued);
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it('is answered although its run ended before it was remembered when the customer wrote', async () => {
    const phone = aPhone();
    await write(phone, 'hola', { at: secondsAgo(3 * 86_400) });
    await world.announce();
    line.refuse(({ request }) => request.includes('lastInboundAt = :at'));
    expect((await write(phone, 'quiero reservar', { at: secondsAgo(5) })).status).toBe(503);
    line.letThrough();
    provider.answerNext({ status: 429, body: {} });
    await world.answerIntents();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    await world.reconcile();
    expect(sendsTo(phone).map(({ path }) => path.split('/').at(-1))).toEqual(['sendFlow', 'sendFlow']);
  });
});

describe('a customer who wants no messages', () => {
  it('gets none, until they want them again', async () => {
    const phone = aPhone();
    await write(phone, 'STOP!', { at: secondsAgo(100) });
    expect(await world.announce()).toMatchObject([{ type: 'Customer Opted Out', detail: { chatId: `${phone}@c.us` } }]);
    expect(await world.invite({ phone })).toMatchObject({
      status: 422,
      body: { type: 'urn:appointment-flow:problem:opted-out' },
    });
    await write(phone, 'start', { at: secondsAgo(50) });
    expect((await world.invite({ phone })).status).toBe(201);
    await write(phone, 'stop', { at: secondsAgo(200) });
    expect((await world.invite({ phone })).status).toBe(201);
  });

  it('is heard under any address the provider has shown to be theirs', async () => {
    const phone = aPhone();
    await write(phone, 'hi', { at: secondsAgo(100) });
    const stop = {
      id: aMessageId(),
      chatId: `${bsuidOf(phone)}@lid`,
      type: 'chat',
      body: 'stop',
      time: secondsAgo(50),
      fromMe: false,
    };
    await world.webhook({ messages: [stop] }, '/messages');
    expect((await world.invite({ phone })).status).toBe(422);
  });

  it('still has a request answered that was met before', async () => {
    const phone = aPhone();
    const first = await world.invite({ phone }, `before-${phone}`);
    await write(phone, 'stop');
    expect(await world.invite({ phone }, `before-${phone}`)).toMatchObject({ status: 200, body: first.body });
    expect(sendsTo(phone)).toHaveLength(1);
  });

  it('is not written to by a requested invitation, which is kept for a person', async () => {
    const phone = aPhone();
    await write(phone, 'unsubscribe');
    await world.announce();
    await world.deliverToQueue({
      id: aMessageId(),
      source: 'crm',
      'detail-type': 'Flow Invitation Requested',
      detail: { phone },
    });
    expect(sendsTo(phone)).toHaveLength(0);
    expect(await world.announce()).toMatchObject([{ detail: { reason: 'opted-out' } }]);
  });

  it('is not taken at a word inside a longer message', async () => {
    const phone = aPhone();
    await write(phone, 'please stop by tomorrow');
    expect((await world.invite({ phone })).status).toBe(201);
  });
});

describe('the session window', () => {
  const DAY = 86_400;

  it('known to be closed: the template goes out at once, with the same kind of token, and its completion books', async () => {
    const phone = aPhone();
    await write(phone, 'hi', { at: secondsAgo(2 * DAY), name: 'Alex' });
    const { status, body } = await world.invite({ phone });
    expect(status).toBe(201);
    expect(sendsTo(phone)).toHaveLength(1);
    expect(sendsTo(phone)[0]).toMatchObject({
      path: '/VID000000001/sendTemplate',
      body: {
        phone,
        namespace: 'ns',
        template: 'appointment_invitation',
        language: { policy: 'deterministic', code: 'en' },
        params: [
          { parameters: [{ text: 'Alex' }] },
          { sub_type: 'flow', parameters: [{ action: { flow_token: expect.any(String) } }] },
        ],
      },
    });
    const params = sendsTo(phone)[0]?.body['params'] as { parameters: { action: { flow_token: string } }[] }[];
    await world.webhook(completionBody('raw', { phone, token: params[1]?.parameters[0]?.action.flow_token ?? '' }));
    expect(await world.invitation(body['invitationId'])).toMatchObject({ body: { status: 'completed' } });
  });

  it('known to be closed, without a template: rejected in plain words, without a call', async () => {
    const phone = aPhone();
    await write(phone, 'hola', { at: secondsAgo(2 * DAY) });
    const answer = await world.invite({ phone, language: 'es' });
    expect(answer).toMatchObject({
      status: 502,
      body: { reason: 'window-closed', detail: expect.stringContaining('24 hours') },
    });
    expect(sendsTo(phone)).toHaveLength(0);
    expect(await world.announce()).toMatchObject([{ type: 'Flow Invitation Rejected', detail: { stage: 'sending' } }]);
  });

  it.each([
    ['by text', { body: { sent: false, message: 'Dialog window is closed' } }],
    ['by code', { body: { sent: false, error: { code: 131047, message: 'x' } } }],
    ['by words of WhatsApp', { status: 400, body: { error: 'Re-engagement message' } }],
  ])('refused %s: the template follows in the same request, once', async (_, refusal) => {
    const phone = aPhone();
    provider.answerNext(refusal);
    const { status, body } = await world.invite({ phone });
    expect(status).toBe(201);
    expect(sendsTo(phone).map(({ path }) => path)).toEqual(['/VID000000001/sendFlow', '/VID000000001/sendTemplate']);
    expect(await world.invitation(body['invitationId'])).toMatchObject({
      body: {
        status: 'accepted',
        attempts: [
          { outcome: 'refused', carrier: 'flow' },
          { outcome: 'accepted', carrier: 'template' },
        ],
      },
    });
  });

  it('refused for the template as well: rejected, and nothing third is tried', async () => {
    const phone = aPhone();
    const closed = { body: { sent: false, message: 'Dialog window is closed' } };
    provider.answerNext(closed, closed);
    expect((await world.invite({ phone })).status).toBe(502);
    expect(sendsTo(phone)).toHaveLength(2);
  });

  it('is opened by whatever the customer sends, by the time they sent it', async () => {
    const phone = aPhone();
    await write(phone, 'hi', { at: secondsAgo(2 * DAY) });
    await world.webhook(completionBody('normalised', { phone, at: secondsAgo(60) }), '/messages');
    await world.invite({ phone });
    expect(sendsTo(phone)[0]?.path).toBe('/VID000000001/sendFlow');
  });
});
