import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import {
  aMessageId,
  aPhone,
  bsuidOf,
  completionBody,
  echoBody,
  hookInfoBody,
  normalisedBody,
  secondsAgo,
  statusesBody,
  textBody,
  textMessage,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(undefined, line);
const { provider } = world;

/** Only the clock is moved. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(async () => {
  line.letThrough();
  for (const days of [1, 2, 3]) {
    vi.setSystemTime(Date.now() + days * 86_400_000);
    await world.reconcile();
  }
  provider.lookups.hookInfo = () => ({ status: 404, body: {} });
  provider.lookups.messages = () => ({ body: { messages: [] } });
  vi.useRealTimers();
});

const say = (phone: string, text: string, ago: number) =>
  world.webhook(textBody('normalised', { phone, text, at: secondsAgo(ago) }), '/messages');
const mayBeInvited = async (request: { phone: string } | { chatId: string }) =>
  (await world.invite(request)).status !== 422;

const optedOut = { code: 131050, title: 'User has stopped marketing messages' };
const failure = (id: string, phone: string, ago = 1) =>
  statusesBody('hooks', { id, status: 'failed', phone, at: secondsAgo(ago), error: optedOut });
const isConsent = ({ request }: { request: string }) => request.includes('"optedOutAt"');

/** Somebody whose message failed because they opted out; that it is ours, only an echo proves. */
async function aFailedSendOfUnknownOutcome(): Promise<string> {
  const phone = aPhone();
  const id = aMessageId();
  provider.answerNext('hang up');
  await world.invite({ phone, customerName: 'Alex' });
  await world.webhook(echoBody(phone, 'Hi Alex, book your appointment:', id, secondsAgo(0)), '/messages');
  await world.webhook(failure(id, phone, 0), '/delivery');
  return phone;
}

describe('an opt-out at WhatsApp itself, told by a failed message', () => {
  it('counts when the failure is reported before the message is known to be ours', async () => {
    const phone = aPhone();
    const id = aMessageId();
    provider.answerNext({
      body: { sent: true, id },
      after: () => world.webhook(failure(id, phone), '/delivery'),
    });
    await world.invite({ phone });
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when the run that recorded the failure ended before the consent, by the repeat', async () => {
    const { phone, messageId } = await world.anInvitation();
    line.refuse(isConsent);
    expect((await world.webhook(failure(messageId, phone), '/delivery')).status).toBe(503);
    line.letThrough();
    expect(await world.webhook(failure(messageId, phone), '/delivery')).toMatchObject({ body: { duplicate: 1 } });
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when nobody repeats it: the next look at the invitation finds it', async () => {
    const { phone, messageId } = await world.anInvitation();
    line.refuse(isConsent);
    await world.webhook(failure(messageId, phone), '/delivery');
    line.letThrough();
    vi.setSystemTime(Date.now() + 3 * 60_000);
    await world.reconcile();
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when only the provider, asked, tells it', async () => {
    const { phone, messageId } = await world.anInvitation();
    provider.lookups.hookInfo = (asked) => ({
      body: hookInfoBody(
        ...(asked === messageId
          ? [{ id: messageId, status: 'failed', phone, at: secondsAgo(30), error: optedOut }]
          : []),
      ),
    });
    vi.setSystemTime(Date.now() + 61_000);
    await world.reconcile();
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when the message turns out to be ours only later, by an echo', async () => {
    const phone = await aFailedSendOfUnknownOutcome();
    vi.setSystemTime(Date.now() + 61_000);
    await world.reconcile();
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when the run that found the message to be ours ended there, and the customer books before the next', async () => {
    const phone = await aFailedSendOfUnknownOutcome();
    line.refuse(({ request }) => request.includes('attempts.#n.outcome'));
    vi.setSystemTime(Date.now() + 61_000);
    await world.reconcile();
    line.letThrough();
    const token = String(provider.requestsTo(phone)[0]?.body['flowToken']);
    await world.webhook(completionBody('raw', { phone, token }), '/flow-completion');
    vi.setSystemTime(Date.now() + 3 * 60_000);
    await world.reconcile();
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it.each([
    ['by code', { body: { sent: false, error: { code: 131050, message: 'x' } } }],
    ['by words', { status: 400, body: { error: 'This user has opted out (131050)' } }],
  ])('counts when the provider refuses the send for it, %s', async (_, refusal) => {
    const phone = aPhone();
    provider.answerNext(refusal);
    expect(await world.invite({ phone })).toMatchObject({ status: 502, body: { reason: 'opted-out' } });
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('counts when the run ended before it stored that refusal', async () => {
    const phone = aPhone();
    provider.answerNext({
      body: { sent: false, error: { code: 131050, message: 'x' } },
      after: async () => line.refuse(({ request }) => request.includes('attempts.#n.outcome')),
    });
    await world.invite({ phone });
    line.letThrough();
    expect(await mayBeInvited({ phone })).toBe(false);
  });

  it('does not outlast a later START, however often the failure is repeated', async () => {
    const { phone, messageId } = await world.anInvitation();
    const told = failure(messageId, phone, 60);
    await world.webhook(told, '/delivery');
    await say(phone, 'START', 30);
    await world.webhook(told, '/delivery');
    expect(await mayBeInvited({ phone })).toBe(true);
  });

  it('is nobody’s when the message was not ours', async () => {
    const phone = aPhone();
    await world.webhook(failure(aMessageId(), phone), '/delivery');
    expect(await mayBeInvited({ phone })).toBe(true);
  });
});

describe('a customer who says STOP and START', () => {
  it.each([
    ['STOP', 'START'],
    ['START', 'STOP'],
  ])('within the same second, %s arriving first, wants no messages', async (first, second) => {
    const phone = aPhone();
    const at = secondsAgo(20);
    for (const text of [first, second]) {
      await world.webhook(textBody('normalised', { phone, text, at }), '/messages');
    }
    expect(await mayBeInvited({ phone })).toBe(false);
  });
});

describe('a phone in two spellings', () => {
  const rest = () => String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
  const spelled = {
    'Brazil’s ninth digit': (digits: string) => [`5562${digits}`, `55629${digits}`],
    'Mexico’s 1': (digits: string) => [`5255${digits}`, `52155${digits}`],
    'Argentina’s 9': (digits: string) => [`5411${digits}`, `54911${digits}`],
  };
  const cases = Object.entries(spelled).flatMap(([name, spell]) => [
    { name, said: 'the short one', spell },
    { name, said: 'the long one', spell: (digits: string) => spell(digits).toReversed() },
  ]);

  it.each(cases)('$name: a STOP reported under $said holds for the other', async ({ spell }) => {
    const [reported = '', other = ''] = spell(rest());
    await say(reported, 'stop', 60);
    expect(await mayBeInvited({ phone: other })).toBe(false);
    await say(other, 'START', 30);
    expect(await mayBeInvited({ phone: reported })).toBe(true);
  });

  it('gets one answer to two wishes to book', async () => {
    const [one = '', other = ''] = spelled['Brazil’s ninth digit'](rest());
    await world.announce();
    await say(one, 'I want to book', 30);
    await say(other, 'I want to book', 20);
    await world.answerIntents();
    expect([...provider.requestsTo(one), ...provider.requestsTo(other)]).toHaveLength(1);
  });

  it('is another phone where the plan has no such digit', async () => {
    const digits = rest();
    await say(`3462${digits}`.slice(0, 11), 'stop', 60);
    expect(await mayBeInvited({ phone: `3496${digits}`.slice(0, 11) })).toBe(true);
  });
});

describe('a phone that went to another customer', () => {
  /** Somebody writes from a phone, with WhatsApp's own id of them. */
  const sayAs = (phone: string, authorBsuid: string, text: string, ago: number) =>
    world.webhook(normalisedBody({ ...textMessage({ phone, text, at: secondsAgo(ago) }), authorBsuid }), '/messages');
  const chatOf = (bsuid: string) => ({ chatId: `${bsuid}@lid` });

  it('no longer speaks for the one before', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    await sayAs(phone, before, 'Hello', 90);
    await sayAs(phone, now, 'Hello', 60);
    await sayAs(phone, now, 'STOP', 30);
    expect(await mayBeInvited(chatOf(now))).toBe(false);
    expect(await mayBeInvited({ phone })).toBe(false);
    expect(await mayBeInvited(chatOf(before))).toBe(true);
  });

  it('leaves the one before the opt-out they said with it', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    await sayAs(phone, before, 'Hello', 90);
    await sayAs(phone, before, 'STOP', 80);
    await sayAs(phone, now, 'START', 30);
    expect(await mayBeInvited(chatOf(before))).toBe(false);
    expect(await mayBeInvited({ phone })).toBe(true);
  });

  it('tells nothing of the one before with its first word', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    await sayAs(phone, before, 'Hello', 90);
    await sayAs(phone, now, 'STOP', 60);
    expect(await mayBeInvited(chatOf(before))).toBe(true);
    expect(await mayBeInvited(chatOf(now))).toBe(false);
  });

  it('is not given back by a message of the one before that comes late', async () => {
    const phone = aPhone();
    const [before, now] = [bsuidOf(aPhone()), bsuidOf(phone)];
    await sayAs(phone, now, 'STOP', 60);
    await sayAs(phone, before, 'Hello', 90);
    expect(await mayBeInvited(chatOf(before))).toBe(true);
    expect(await mayBeInvited(chatOf(now))).toBe(false);
  });
});
