import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { messageKey } from '../../functions/shared/store/table/keys.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aContract } from '../support/contract.ts';
import { tracesOf } from '../support/customer-life.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { type LineCall, useTableModel } from '../support/table-model.ts';
import {
  aMessageId,
  aPhone,
  completionBody,
  echoBody,
  secondsAgo,
  statusesBody,
  textBody,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const shipped = aContract();
const { en, es } = shipped.languages;
const template = { name: 'appointment_invitation', namespace: 'ns', language: 'en', namesCustomer: true };
const line = createInterruptedLine();
const world = await startWorld(
  Contract.parse({ ...shipped, languages: { en: { ...en, template }, es } }),
  useTableModel(line.pass),
);
const { provider } = world;
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Only the clock is moved: timers, sockets and promises run as ever. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(async () => {
  line.letThrough();
  provider.lookups.hookInfo = () => ({ status: 404, body: {} });
  provider.lookups.messages = () => ({ body: { messages: [] } });
  // Nothing of one test may be due in the next.
  for (let look = 0; look < 6; look++) await passTime(DAY);
  vi.useRealTimers();
});

/** Time passes, then reconcile runs. */
async function passTime(ms: number) {
  vi.setSystemTime(Date.now() + ms);
  await world.reconcile();
}

const busy = { status: 429, body: { error: 'Too many requests' } };
const sendsTo = (phone: string) => provider.requestsTo(phone).map(({ path }) => path.split('/').at(-1));
const tokenOf = (phone: string) => String(provider.requestsTo(phone)[0]?.body['flowToken']);
const viewOf = async (id: unknown) => (await world.invitation(id)).body;
const failed = (id: string, code: number) =>
  world.webhook(statusesBody('hooks', { id, status: 'failed', at: secondsAgo(0), error: { code, title: 'x' } }));
const isRetry = ({ request }: LineCall) => request.includes('attempts.#n = :attempt');

async function invite(more: object = {}) {
  const phone = aPhone();
  await world.webhook(textBody('normalised', { phone, text: 'hi', at: secondsAgo(3600) }), '/messages');
  const { body } = await world.invite({ phone, customerName: 'Alex', ...more });
  return { phone, id: body['invitationId'], messageId: String(body['messageId']) };
}

describe('before the next attempt', () => {
  it('a form that comes at the last moment ends the trying', async () => {
    provider.answerNext(busy);
    const { phone, id } = await invite();
    line.before(isRetry, () =>
      world.webhook(completionBody('raw', { phone, token: tokenOf(phone), at: secondsAgo(0) })),
    );
    await passTime(MINUTE);
    await passTime(MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    expect(await viewOf(id)).toMatchObject({ status: 'completed', attempts: [{ outcome: 'refused' }] });
  });

  it('a form that comes just as the customer is found to have opted out is no rejected invitation', async () => {
    provider.answerNext(busy);
    const { phone, id } = await invite();
    await world.webhook(textBody('normalised', { phone, text: 'stop', at: secondsAgo(0) }), '/messages');
    line.before(
      ({ request }) => request.includes('rejectedAt = :at'),
      () => world.webhook(completionBody('raw', { phone, token: tokenOf(phone), at: secondsAgo(0) })),
    );
    await passTime(MINUTE);
    await passTime(MINUTE);
    const events = (await world.announce()).filter(({ detail }) => detail['invitationId'] === id);
    expect(events.map(({ type }) => type)).toEqual(['Appointment Booked']);
  });

  it('the window is looked at: closed by then, the template goes out', async () => {
    const { phone, id, messageId } = await invite();
    await failed(messageId, 131049);
    await passTime(2 * MINUTE);
    await passTime(25 * 60 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow', 'sendTemplate']);
    expect(await viewOf(id)).toMatchObject({
      status: 'accepted',
      attempts: [{ carrier: 'flow' }, { carrier: 'template' }],
    });
  });

  it('the window is looked at: closed by then and without a template, it is rejected without a call', async () => {
    const { phone, id, messageId } = await invite({ language: 'es' });
    await failed(messageId, 131049);
    await passTime(2 * MINUTE);
    await world.announce();
    await passTime(25 * 60 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    expect(await viewOf(id)).toMatchObject({ status: 'rejected', rejection: { reason: 'window-closed' } });
    expect(await world.announce()).toMatchObject([{ type: 'Flow Invitation Rejected', detail: { invitationId: id } }]);
  });

  it('the window is looked at: renewed by then, the flow message goes out again', async () => {
    const { phone, messageId } = await invite();
    await failed(messageId, 131049);
    await passTime(2 * MINUTE);
    vi.setSystemTime(Date.now() + 25 * 60 * MINUTE);
    await world.webhook(textBody('normalised', { phone, text: 'hi', at: secondsAgo(60) }), '/messages');
    await world.reconcile();
    expect(sendsTo(phone)).toEqual(['sendFlow', 'sendFlow']);
  });

  it('the message that failed may turn out to have arrived: nothing is tried any more, and nothing waits', async () => {
    const { phone, id, messageId } = await invite();
    await failed(messageId, 131049);
    await passTime(2 * MINUTE);
    expect(await viewOf(id)).toMatchObject({ status: 'retrying' });
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered', at: secondsAgo(0) }));
    await passTime(25 * 60 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    const view = await viewOf(id);
    expect(view).toMatchObject({ status: 'accepted', messages: [{ delivery: 'delivered' }] });
    expect(view).not.toHaveProperty('retryAt');
  });
});

describe('while the provider is asked', () => {
  it('about a message, no other run asks about it', async () => {
    const { messageId } = await invite();
    let asked = 0;
    provider.lookups.hookInfo = async (id) => {
      if (id === messageId) asked += 1;
      if (asked === 1) await passTime(MINUTE);
      return { status: 500, body: {} };
    };
    await passTime(61_000);
    expect(asked).toBe(1);
  });

  it('for proof of a message, no other run asks for it', async () => {
    provider.answerNext('hang up');
    const { phone } = await invite();
    let asked = 0;
    provider.lookups.messages = async (chatId) => {
      if (chatId === `${phone}@c.us`) asked += 1;
      if (asked === 1) await passTime(MINUTE);
      return { body: { messages: [] } };
    };
    await passTime(61_000);
    expect(asked).toBe(1);
  });

  it('a run that ended there keeps others waiting for minutes only', async () => {
    const { id, messageId } = await invite();
    line.refuse(({ operation, request }) => operation === 'GetItem' && request.includes('channel#'));
    await passTime(61_000);
    line.letThrough();
    provider.lookups.hookInfo = (asked) => ({
      body: {
        hooks:
          asked === messageId
            ? [{ id: asked, type: 'message', status: 'delivered', timestamp: String(secondsAgo(0)) }]
            : [],
      },
    });
    await passTime(3 * MINUTE);
    expect(await viewOf(id)).toMatchObject({ messages: [{ delivery: 'delivered' }] });
  });
});

describe('a message that would prove a send', () => {
  const greeting = 'Hi Alex, book your appointment:';

  it('is not adopted when it turns out to be another invitation’s just then', async () => {
    const mine = aMessageId();
    provider.answerNext('hang up');
    const { phone, id } = await invite();
    await world.webhook(echoBody(phone, greeting, mine, secondsAgo(0)), '/messages');
    vi.setSystemTime(Date.now() + 61_000);
    let other: unknown;
    line.before(
      ({ request }) => request.includes('linkedAt = :now'),
      async () => {
        provider.answerNext({ body: { sent: true, id: mine } });
        other = (await world.invite({ phone: aPhone(), customerName: 'Alex' })).body['invitationId'];
      },
    );
    await world.reconcile();
    expect(await viewOf(id)).toMatchObject({ status: 'unknown', messages: [] });
    expect(await viewOf(other)).toMatchObject({ status: 'accepted', messages: [{ messageId: mine }] });
  });

  describe('adopted by a run that ended before the invitation said so', () => {
    async function inviteAndAdoptHalf() {
      const messageId = aMessageId();
      provider.answerNext('hang up');
      const { phone, id } = await invite();
      const sent = { id: messageId, body: greeting, fromMe: true, time: secondsAgo(0), chatId: `${phone}@c.us` };
      provider.lookups.messages = () => ({ body: { messages: [sent] } });
      line.refuse(({ request }) => request.includes('attempts.#n.outcome'));
      await passTime(61_000);
      line.letThrough();
      provider.lookups.messages = () => ({ body: { messages: [] } });
      return { phone, id, messageId };
    }

    it('is shown with the invitation, although the customer books before the next look', async () => {
      const { phone, id, messageId } = await inviteAndAdoptHalf();
      await world.webhook(completionBody('raw', { phone, token: tokenOf(phone) }), '/flow-completion');
      await passTime(3 * MINUTE);
      expect(await viewOf(id)).toMatchObject({ status: 'completed', messages: [{ messageId }] });
    });

    it('is followed although its invitation was looked at just before it said so', async () => {
      const { phone, id, messageId: first } = await invite();
      await failed(first, 131000);
      provider.answerNext('hang up');
      for (let look = 0; look < 6 && sendsTo(phone).length < 2; look++) await passTime(2 * MINUTE);
      const second = aMessageId();
      const sent = { id: second, body: greeting, fromMe: true, time: secondsAgo(0), chatId: `${phone}@c.us` };
      provider.lookups.messages = () => ({ body: { messages: [sent] } });
      line.refuse(({ request }) => request.includes('attempts.#n.outcome'));
      await passTime(61_000);
      line.letThrough();
      provider.lookups.messages = () => ({ body: { messages: [] } });

      const { pk } = messageKey(table.channelId, MessageId.parse(first));
      const saysSo = async () => expect(await viewOf(id)).toMatchObject({ messages: [{}, { messageId: second }] });
      line.before(
        ({ operation, request }) => operation === 'GetItem' && request.includes(pk),
        () => vi.waitFor(saysSo, { timeout: 5_000, interval: 20 }),
      );
      await passTime(3 * MINUTE);
      await saysSo();
      provider.lookups.hookInfo = (asked) => ({
        body: {
          hooks:
            asked === second
              ? [{ id: asked, type: 'message', status: 'delivered', timestamp: String(secondsAgo(0)) }]
              : [],
        },
      });
      for (let look = 0; look < 3; look++) await passTime(30 * MINUTE);
      expect(await viewOf(id)).toMatchObject({ messages: [{}, { messageId: second, delivery: 'delivered' }] });
    });

    it('names the customer no more once they are erased', async () => {
      const { phone } = await inviteAndAdoptHalf();
      const authorization = `Bearer ${world.keys.apiKey.current}`;
      const erased = await world.call({ route: 'DELETE /customers', query: { phone }, headers: { authorization } });
      expect(erased).toMatchObject({ status: 200, body: { complete: true } });
      await passTime(3 * MINUTE);
      expect(await tracesOf(table, { marks: [phone] })).toEqual([]);
    });
  });
});

describe('a form that waits for the link of the message it answers', () => {
  const waitFor = (answers: string, more: object = {}) =>
    world.webhook(completionBody('raw', { answers, at: secondsAgo(0), ...more }));
  const isGivingUp = ({ request }: LineCall) => request.includes('REMOVE duePartition') && request.includes('waiting#');
  const unmatched = async () => (await world.announce()).filter(({ type }) => type === 'Unmatched Webhook Received');

  it('waits with nine others; the eleventh is kept for a person at once, and a repeat of the tenth goes on waiting', async () => {
    const answers = aMessageId();
    const ids = Array.from({ length: 11 }, () => aMessageId());
    for (const id of ids.slice(0, 10)) await waitFor(answers, { id });
    expect(await unmatched()).toEqual([]);
    for (const id of ids.slice(9)) await waitFor(answers, { id });
    expect(await unmatched()).toMatchObject([{ detail: { reason: 'not-linked' } }]);
    provider.answerNext({ body: { sent: true, id: answers } });
    const { body } = await world.invite({ phone: aPhone() });
    const { history } = await viewOf(body['invitationId']);
    expect(history).toHaveLength(10);
  });

  it('is not forgotten when one before it is given up at that moment', async () => {
    const answers = aMessageId();
    await waitFor(answers);
    await world.announce();
    line.before(isGivingUp, () => waitFor(answers, { id: aMessageId() }));
    await passTime(11 * MINUTE);
    expect(await unmatched()).toHaveLength(1);
    await passTime(11 * MINUTE);
    expect(await unmatched()).toHaveLength(1);
  });

  it('books although it is given up at the moment the link comes, and the run that made the link ended there', async () => {
    const answers = aMessageId();
    await waitFor(answers);
    let id: unknown;
    line.before(isGivingUp, async () => {
      line.refuse(({ request }) => request.includes('history.#id') && request.includes(':entry'));
      provider.answerNext({ body: { sent: true, id: answers } });
      const key = aMessageId();
      const phone = aPhone();
      await world.invite({ phone }, key);
      line.letThrough();
      id = (await world.list('GET /invitations', { phone })).body['items'];
    });
    await passTime(11 * MINUTE);
    await passTime(0);
    const [invitation] = id as { invitationId: string }[];
    expect(await viewOf(invitation?.invitationId)).toMatchObject({ status: 'completed' });
  });
});
