import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { InvitationView } from '../../functions/shared/http/answers/invitation-schema.ts';
import { messageKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aContract } from '../support/contract.ts';
import { itemsOf } from '../support/lists.ts';
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
const world = await startWorld(Contract.parse({ ...shipped, languages: { en: { ...en, template }, es } }));
const { provider } = world;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Only the clock is moved: timers, sockets and promises run as ever. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  provider.lookups.hookInfo = () => ({ status: 404, body: { error: 'not found' } });
  provider.lookups.messages = () => ({ body: { messages: [] } });
});
afterEach(async () => {
  // Nothing of one test may be due in the next.
  for (let look = 0; look < 6; look++) await passTime(DAY);
  vi.useRealTimers();
});

/** Time passes, then reconcile runs. */
async function passTime(ms: number) {
  vi.setSystemTime(Date.now() + ms);
  await world.reconcile();
}

async function anInvitation(more: object = {}) {
  const phone = aPhone();
  const { body } = await world.invite({ phone, customerName: 'Alex', ...more });
  return { phone, id: body['invitationId'], messageId: String(body['messageId']), body };
}
/** The status, in an answer that is as the API describes it. */
const statusOf = async (id: unknown) => InvitationView.parse((await world.invitation(id)).body).status;
const sendsTo = (phone: string) => provider.requestsTo(phone).map(({ path }) => path.split('/').at(-1));
const hooks = (id: string, ...statuses: string[]) => ({
  body: { hooks: statuses.map((status) => ({ id, type: 'message', status, timestamp: String(secondsAgo(0)) })) },
});
const failed = (id: string, code: number) =>
  world.webhook(statusesBody('hooks', { id, status: 'failed', at: secondsAgo(0), error: { code, title: 'x' } }));

describe('a message whose webhooks were all lost', () => {
  it('reaches its final status by asking the provider', async () => {
    const { id, messageId } = await anInvitation();
    provider.lookups.hookInfo = (asked) =>
      asked === messageId ? hooks(messageId, 'sent', 'delivered') : { status: 404, body: {} };
    await passTime(MINUTE);
    expect(await world.invitation(id)).toMatchObject({ body: { messages: [{ delivery: 'delivered' }] } });
    const events = await world.announce();
    expect(events.filter(({ detail }) => detail['messageId'] === messageId).map(({ type }) => type)).toContain(
      'Delivery Status Changed',
    );
  });

  it('is followed whatever else the answer holds: empty fields, and an element with a number that none can be', async () => {
    const { id, messageId } = await anInvitation();
    const found = JSON.stringify(hooks(messageId, 'delivered').body.hooks[0]);
    const odd = '{"id":"x","type":"message","status":"failed","errors":[{"code":1e400}],"price":1e400}';
    const body = `{"hooks":[${odd},null,${found}],"error":null,"message":null,"code":"200"}`;
    provider.lookups.hookInfo = (asked) => (asked === messageId ? { body } : { status: 404, body: {} });
    await passTime(MINUTE);
    expect(await world.invitation(id)).toMatchObject({ body: { messages: [{ delivery: 'delivered' }] } });
  });

  it('is asked about on a connection that no later request takes', async () => {
    const { messageId, phone } = await anInvitation();
    const before = provider.requests.length;
    await passTime(MINUTE);
    await world.invite({ phone });
    const seen = provider.requests.slice(before);
    expect(seen.some(({ path }) => path.includes(encodeURIComponent(messageId)))).toBe(true);
    expect(new Set(seen.map(({ port }) => port)).size).toBe(seen.length);
  });

  it('is asked about on the contract’s schedule and then, once, said to be unknown', async () => {
    const { id } = await anInvitation();
    await world.announce();
    const asked = () => provider.requests.filter(({ path }) => path.includes('/hookInfo')).length;
    const before = asked();
    for (const minutes of [1, 4, 25, 90, 600]) await passTime(minutes * MINUTE);
    expect(asked() - before).toBe(5);
    for (let run = 0; run < 3; run++) await passTime(DAY);
    expect(asked() - before).toBe(5);
    const unresolved = (await world.announce()).filter(({ type }) => type === 'Flow Invitation Unresolved');
    expect(unresolved).toMatchObject([{ detail: { invitationId: id, unknown: 'delivery' } }]);
  });

  it('is not asked about once it arrived', async () => {
    const { messageId } = await anInvitation();
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered', at: secondsAgo(0) }));
    const before = provider.requests.length;
    await passTime(MINUTE);
    await passTime(DAY);
    expect(provider.requests.slice(before).filter(({ path }) => path.includes(encodeURIComponent(messageId)))).toEqual(
      [],
    );
  });
});

describe('a provider that does not tell deliveries on being asked', () => {
  it('is asked no more for a day, concluded only from a message that is known to have statuses', async () => {
    const asked = () => provider.requests.filter(({ path }) => path.includes('/hookInfo')).length;
    await anInvitation();
    await passTime(MINUTE);
    const unproven = await anInvitation();
    await world.webhook(statusesBody('hooks', { id: unproven.messageId, status: 'sent', at: secondsAgo(0) }));
    let before = asked();
    await passTime(MINUTE);
    expect(asked()).toBeGreaterThan(before);

    await anInvitation();
    before = asked();
    await passTime(MINUTE);
    expect(asked()).toBe(before);
    before = asked();
    await passTime(25 * 60 * MINUTE);
    expect(asked()).toBeGreaterThan(before);
  });
});

describe('a send whose outcome is unknown', () => {
  it('is never sent again, and said to be unresolved once, when everything was tried', async () => {
    const phone = aPhone();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone }, `unknown-${phone}`);
    await world.announce();
    for (let run = 0; run < 4; run++) await passTime(DAY);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    expect(await statusOf(body['invitationId'])).toBe('unresolved');
    const unresolved = (await world.announce()).filter(({ type }) => type === 'Flow Invitation Unresolved');
    expect(unresolved).toMatchObject([{ detail: { invitationId: body['invitationId'], unknown: 'acceptance' } }]);
  });

  it.each(['echo', 'history'])(
    'is adopted when a single exact %s proves it, and followed from then on',
    async (proof) => {
      const phone = aPhone();
      const messageId = aMessageId();
      provider.answerNext('hang up');
      const { body } = await world.invite({ phone, customerName: 'Alex' });
      const echo = echoBody(phone, 'Hi Alex, book your appointment:', messageId, secondsAgo(0));
      if (proof === 'echo') await world.webhook(echo, '/messages');
      else provider.lookups.messages = () => ({ body: echo });
      await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered', at: secondsAgo(0) }));
      await passTime(MINUTE);
      expect(await world.invitation(body['invitationId'])).toMatchObject({
        body: { status: 'accepted', messages: [{ messageId, delivery: 'delivered' }] },
      });
      expect(sendsTo(phone)).toEqual(['sendFlow']);
    },
  );

  it('is not repeated when the message adopted for it failed: that may be the message of a twin under another address', async () => {
    const phone = aPhone();
    const messageId = aMessageId();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone, customerName: 'Alex' });
    await world.webhook(echoBody(phone, 'Hi Alex, book your appointment:', messageId, secondsAgo(0)), '/messages');
    await passTime(MINUTE);
    expect(await statusOf(body['invitationId'])).toBe('accepted');
    await failed(messageId, 131000);
    for (let run = 0; run < 3; run++) await passTime(30 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    expect(await statusOf(body['invitationId'])).toBe('undelivered');
  });

  it.each([
    ['another text', [{ text: 'Hi Sam, book your appointment:' }]],
    ['two that fit', [{}, {}]],
    ['one from long before', [{ at: secondsAgo(3600) }]],
  ])('is not adopted for %s', async (_, echoes: { text?: string; at?: number }[]) => {
    const phone = aPhone();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone, customerName: 'Alex' });
    for (const { text = 'Hi Alex, book your appointment:', at = secondsAgo(0) } of echoes) {
      await world.webhook(echoBody(phone, text, aMessageId(), at), '/messages');
    }
    await passTime(MINUTE);
    expect(await statusOf(body['invitationId'])).toBe('unknown');
  });

  it('is not adopted because somebody else’s message was delivered in the same minute', async () => {
    const phone = aPhone();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone, customerName: 'Alex' });
    await world.webhook(statusesBody('hooks', { id: aMessageId(), phone, status: 'delivered', at: secondsAgo(0) }));
    await passTime(MINUTE);
    expect(await statusOf(body['invitationId'])).toBe('unknown');
  });

  it.each([
    ['', (phone: string) => phone],
    [' under the other spelling of their phone', (phone: string) => phone.replace(/^549/, '54')],
  ])(
    'is not adopted while another invitation to the same customer%s could own the message just as well',
    async (_, asReported) => {
      const phone = `54911${aPhone().slice(-8)}`;
      provider.answerNext('hang up', 'hang up');
      const first = await world.invite({ phone: asReported(phone), customerName: 'Alex' });
      const second = await world.invite({ phone, customerName: 'Alex' });
      const echo = echoBody(asReported(phone), 'Hi Alex, book your appointment:', aMessageId(), secondsAgo(0));
      await world.webhook(echo, '/messages');
      await passTime(MINUTE);
      expect(await statusOf(first.body['invitationId'])).toBe('unknown');
      expect(await statusOf(second.body['invitationId'])).toBe('unknown');
    },
  );

  it('is completed by its completion', async () => {
    const phone = aPhone();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone });
    const token = String(provider.requestsTo(phone)[0]?.body['flowToken']);
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(0) }));
    await passTime(MINUTE);
    expect(await statusOf(body['invitationId'])).toBe('completed');
  });

  it('gives its message to the invitation when a completion without a token waits on it', async () => {
    const phone = aPhone();
    const messageId = aMessageId();
    provider.answerNext('hang up');
    const { body } = await world.invite({ phone, customerName: 'Alex' });
    await world.webhook(completionBody('raw', { phone, answers: messageId, at: secondsAgo(0) }));
    await world.webhook(echoBody(phone, 'Hi Alex, book your appointment:', messageId, secondsAgo(0)), '/messages');
    await passTime(MINUTE);
    expect(await statusOf(body['invitationId'])).toBe('completed');
  });
});

describe('a completion without a token for a message nobody here sent', () => {
  it('is said to be unmatched once', async () => {
    await world.webhook(completionBody('raw', { answers: aMessageId(), at: secondsAgo(0) }));
    await world.announce();
    await passTime(11 * MINUTE);
    await passTime(DAY);
    expect(await world.announce()).toMatchObject([
      { type: 'Unmatched Webhook Received', detail: { reason: 'not-linked' } },
    ]);
  });
});

describe('a completion that waits on a message whose invitation is gone when the link is known', () => {
  it('is said to be unmatched once, and waits no more', async () => {
    const answers = aMessageId();
    await world.webhook(completionBody('raw', { answers, at: secondsAgo(0) }));
    await world.announce();
    // The link was written, and whoever wrote it ended there; the invitation has reached its age meanwhile.
    const linked = new UpdateCommand({
      TableName: inject('table').tableName,
      Key: messageKey(shipped.channel.id, MessageId.parse(answers)),
      UpdateExpression: 'SET invitationId = :gone, carrier = :carrier',
      ExpressionAttributeValues: { ':gone': invitationIdFor(shipped.channel.id, undefined), ':carrier': 'flow' },
    });
    await openTable(inject('table').tableName, shipped.channel.id).client.send(linked);
    await passTime(11 * MINUTE);
    await passTime(DAY);
    const unmatched = (await world.announce()).filter(({ type }) => type === 'Unmatched Webhook Received');
    expect(unmatched).toMatchObject([{ detail: { reason: 'no-such-invitation' } }]);
  });
});

describe('a refusal or failure that may pass', () => {
  it('is tried again when the time has come, at most as often as the contract says', async () => {
    const busy = { status: 429, body: { error: 'Too many requests' } };
    provider.answerNext(busy, busy, busy, busy);
    const { id, phone } = await anInvitation();
    expect(await statusOf(id)).toBe('retrying');
    await passTime(1_000);
    expect(sendsTo(phone)).toHaveLength(1);
    for (let run = 0; run < 8; run++) await passTime(15 * MINUTE);
    expect(sendsTo(phone)).toHaveLength(4);
    expect(await statusOf(id)).toBe('rejected');
    expect((await world.announce()).filter(({ detail }) => detail['invitationId'] === id)).toMatchObject([
      { type: 'Flow Invitation Rejected', detail: { failure: { reason: 'rate-limited' } } },
    ]);
  });

  it('is tried again once by two runs at the same time', async () => {
    provider.answerNext({ status: 429, body: {} });
    const { id, phone } = await anInvitation();
    vi.setSystemTime(Date.now() + MINUTE);
    await Promise.all([world.reconcile(), world.reconcile(), world.reconcile()]);
    expect(sendsTo(phone)).toHaveLength(2);
    expect(await statusOf(id)).toBe('accepted');
  });

  it('ends when the customer opted out in the meantime', async () => {
    provider.answerNext({ status: 429, body: {} });
    const { id, phone } = await anInvitation();
    await world.webhook(textBody('raw', { phone, text: 'stop', at: secondsAgo(0) }), '/messages');
    await passTime(MINUTE);
    expect(sendsTo(phone)).toHaveLength(1);
    expect(await world.invitation(id)).toMatchObject({
      body: { status: 'rejected', rejection: { reason: 'opted-out' } },
    });
  });

  it('reported later for a closed window is followed by the template, which completes the same invitation', async () => {
    const { id, phone, messageId } = await anInvitation();
    await failed(messageId, 131047);
    await passTime(2 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow', 'sendTemplate']);
    await failed(messageId, 131047);
    await passTime(2 * MINUTE);
    expect(sendsTo(phone)).toHaveLength(2);
    await world.webhook(completionBody('normalised', { phone, answers: messageId, at: secondsAgo(0) }));
    expect(await statusOf(id)).toBe('completed');
  });

  it('is not acted on when the message arrived after all', async () => {
    const { id, phone, messageId } = await anInvitation();
    await failed(messageId, 131047);
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered', at: secondsAgo(0) }));
    await passTime(2 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow']);
    expect(await statusOf(id)).toBe('accepted');
  });

  it('at WhatsApp itself, because the customer opted out there, is remembered as that', async () => {
    const { phone, messageId } = await anInvitation();
    await failed(messageId, 131050);
    expect((await world.invite({ phone })).status).toBe(422);
  });
});

describe('a failure without any reason', () => {
  it('is the end, for a reason that nobody knows', async () => {
    const { id, phone, messageId } = await anInvitation();
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'failed', at: secondsAgo(0) }));
    await passTime(2 * MINUTE);
    expect(await world.invitation(id)).toMatchObject({
      body: { status: 'undelivered', rejection: { reason: 'unknown-reason' } },
    });
    expect(sendsTo(phone)).toHaveLength(1);
  });
});

describe('every row of the table of errors, reported by webhook', () => {
  const NEVER = Number.POSITIVE_INFINITY;
  it.each([
    [131026, 'not-on-whatsapp', NEVER],
    [130472, 'experiment', NEVER],
    [131050, 'opted-out', NEVER],
    [131049, 'held-back', 24 * 60],
    [131056, 'too-many-to-person', 1],
    [130429, 'rate-limited', 1],
    [4, 'rate-limited', 1],
    [80007, 'rate-limited', 1],
    [131000, 'temporary', 1],
    [131016, 'temporary', 1],
    [131057, 'temporary', 1],
    [1, 'temporary', 1],
    [2, 'temporary', 1],
    [132068, 'flow-blocked', NEVER],
    [132069, 'flow-throttled', 60],
    [131031, 'account-blocked', NEVER],
    [368, 'account-blocked', NEVER],
    [131042, 'account-blocked', NEVER],
    [131048, 'account-blocked', NEVER],
    [132015, 'misconfigured', NEVER],
    [999999, 'unknown-reason', NEVER],
  ])('%i is %s, tried again after minutes: %d', async (code, reason, minutes) => {
    const { id, phone, messageId } = await anInvitation();
    await failed(messageId, code);
    await world.announce();
    await passTime(2 * MINUTE);
    if (minutes === NEVER) {
      expect(await world.invitation(id)).toMatchObject({ body: { status: 'undelivered', rejection: { reason } } });
      for (let run = 0; run < 3; run++) await passTime(DAY);
      expect(sendsTo(phone)).toHaveLength(1);
      expect(await world.announce()).toMatchObject([
        { type: 'Flow Invitation Rejected', detail: { stage: 'delivery', failure: { reason } } },
      ]);
      return;
    }
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'retrying' } });
    if (minutes > 1) await passTime((minutes - 3) * MINUTE);
    expect(sendsTo(phone)).toHaveLength(1);
    await passTime(5 * MINUTE);
    expect(sendsTo(phone)).toHaveLength(2);
  });
});

describe('a failure that the provider tells in words only', () => {
  const failedInWords = (id: string, title: string) =>
    world.webhook(statusesBody('normalised', { id, status: 'failed', error: { code: 0, title } }));

  it('is tried again after a day where the message was held back for the ecosystem’s health', async () => {
    const { id, phone, messageId } = await anInvitation();
    await failedInWords(messageId, 'This message was not delivered to maintain healthy ecosystem engagement.');
    for (let hour = 0; hour < 23; hour++) await passTime(60 * MINUTE);
    expect(await world.invitation(id)).toMatchObject({ body: { messages: [{ failure: { reason: 'held-back' } }] } });
    expect(sendsTo(phone)).toHaveLength(1);
    for (let hour = 0; hour < 3; hour++) await passTime(60 * MINUTE);
    expect(sendsTo(phone)).toHaveLength(2);
  });

  it.each(['Spam rate limit hit', "User's number is part of an experiment"])('is the end: %s', async (words) => {
    const { id, phone, messageId } = await anInvitation();
    await failedInWords(messageId, words);
    for (let hour = 0; hour < 26; hour++) await passTime(60 * MINUTE);
    expect(sendsTo(phone)).toHaveLength(1);
    expect(await statusOf(id)).toBe('undelivered');
  });

  it('gives an invitation one status, in every list and by its id, before and after the failure is followed up', async () => {
    // A day of its own: no other test invites anybody then.
    vi.setSystemTime(Date.now() + 9 * DAY);
    const { id, phone, messageId } = await anInvitation();
    const local = Temporal.Now.zonedDateTimeISO(world.contract.booking.timeZone);
    const day = local.toPlainDate().toString();
    const statuses = async () => {
      const lists = [
        await world.list('GET /invitations', { phone }),
        await world.list('GET /invitations', { day, limit: '100' }),
        await world.list('GET /worklist', { day, kind: 'invitation', limit: '100' }),
      ];
      const listed = lists.map((answer) => itemsOf(answer).find(({ invitationId }) => invitationId === id)?.['status']);
      return [await statusOf(id), ...listed];
    };
    await failedInWords(messageId, 'Spam rate limit hit');
    expect(await statuses()).toEqual(Array(4).fill('undelivered'));
    for (let minute = 0; minute < 3; minute++) await passTime(MINUTE);
    expect(await statuses()).toEqual(Array(4).fill('undelivered'));
    await world.webhook(statusesBody('normalised', { id: messageId, status: 'delivered' }));
    expect(await statuses()).toEqual(Array(4).fill('accepted'));
  });

  it('is followed by the template where the window is closed, accepted whatever is beside the id', async () => {
    const { id, phone, messageId } = await anInvitation();
    await failedInWords(messageId, 'Re-engagement message');
    provider.answerNext({ body: { sent: true, id: aMessageId(), description: null, error: null, code: '200' } });
    await passTime(5 * MINUTE);
    expect(sendsTo(phone)).toEqual(['sendFlow', 'sendTemplate']);
    expect(await statusOf(id)).toBe('accepted');
  });
});
