import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { aMessageId, aPhone } from '../support/webhooks.ts';
import { aFreeDay } from './support/free-days.ts';
import type { InvitationView } from './support/invitation-view.ts';
import { shareStack, type WebhookKind } from './support/running-stack.ts';
import * as payloads from './support/sample-payloads.ts';

const stack = await shareStack();
const { simulator } = stack;

/** What the provider would tell by itself is told by these tests. */
beforeEach(() => simulator.behave({ drop: 'all' }));

type Invited = payloads.SentMessage & { invitationId: string };
type Situation = payloads.Facts & { first: Invited; second: Invited };

async function inviteSomebody(): Promise<Invited> {
  const phone = aPhone();
  const invited = await stack.inviteWhoWrote(phone);
  const [send] = await simulator.sends(phone);
  return { ...invited, phone, flowToken: z.looseObject({ flowToken: z.string() }).parse(send?.body).flowToken };
}

async function aSituation(): Promise<Situation> {
  const [first, second] = [await inviteSomebody(), await inviteSomebody()];
  return { first, second, incomingId: aMessageId(), at: stack.nowSeconds(), day: aFreeDay() };
}

const isoOf = (unixSeconds: number) => new Date(unixSeconds * 1000).toISOString();

type Tally = { recorded?: number; duplicate?: number; ignored?: number; unmatched?: number };
const tally = (some: Tally) => ({ recorded: 0, duplicate: 0, ignored: 0, unmatched: 0, ...some });

/** Where a message stands, and what its invitation says. */
const standing = ({ status, messages: [message] }: InvitationView) => ({
  status,
  delivery: message?.delivery,
  reason: message?.failure?.reason,
});
const NOT_HEARD_OF = { status: 'accepted', delivery: 'accepted', reason: undefined };

async function expectStanding(of: Invited, expected: Partial<ReturnType<typeof standing>>) {
  expect(standing(await stack.invitation(of.invitationId))).toEqual({ ...NOT_HEARD_OF, ...expected });
}

async function expectBooking({ invitationId }: Invited, expected: { startsAt: string; notes?: string }) {
  const { status, booking, revision, history } = await stack.invitation(invitationId);
  expect([status, revision, history.length]).toEqual(['completed', 1, 1]);
  expect(booking).toMatchObject({ service: 'consultation', customerName: 'Alex', attention: [], ...expected });
  expect(await stack.untilAnnounced('Appointment Booked', { invitationId })).toMatchObject({ booking });
}

type Sample = {
  body: (facts: payloads.Facts) => object;
  /** What each of the three routes makes of it; the route for all kinds makes of it what its own route does. */
  tallies: Record<Exclude<WebhookKind, 'all'>, Tally>;
  own: Exclude<WebhookKind, 'all'>;
  expectEnd(situation: Situation): Promise<void>;
};

const ofDelivery = (elements: number) => ({
  messages: { ignored: elements },
  delivery: { recorded: elements },
  flowCompletion: { ignored: elements },
});
/** A form is also a message of the customer. */
const ofCompletion = { messages: { recorded: 1 }, delivery: { ignored: 1 }, flowCompletion: { recorded: 1 } };

const SAMPLES: Record<string, Sample> = {
  'statuses of the normalised dialect': {
    body: payloads.ackNormalised,
    tallies: ofDelivery(2),
    own: 'delivery',
    async expectEnd({ first, second }) {
      await expectStanding(first, { delivery: 'delivered' });
      await expectStanding(second, { delivery: 'failed', status: 'undelivered', reason: 'experiment' });
    },
  },
  'a text and an echo of the normalised dialect': {
    body: payloads.messageTextNormalised,
    // The echo is of a message known to be ours.
    tallies: { messages: { recorded: 1, duplicate: 1 }, delivery: { ignored: 2 }, flowCompletion: { ignored: 2 } },
    own: 'messages',
    async expectEnd({ first, incomingId }) {
      const intent = await stack.untilAnnounced('Booking Intent Detected', { messageId: incomingId });
      expect(intent).toMatchObject({ chatId: `${first.phone}@c.us`, sign: 'words', language: 'en' });
      await stack.untilQuiet();
      expect(await simulator.sends(first.phone)).toHaveLength(2);
    },
  },
  'a form of the normalised dialect': {
    body: payloads.completionNormalised,
    tallies: ofCompletion,
    own: 'flowCompletion',
    expectEnd: ({ first, day }) => expectBooking(first, { startsAt: `${day}T08:30:00.000Z`, notes: 'First visit' }),
  },
  'statuses of the hooks dialect': {
    body: payloads.hooks,
    tallies: ofDelivery(2),
    own: 'delivery',
    async expectEnd({ first, second }) {
      await expectStanding(first, { delivery: 'sent' });
      await expectStanding(second, { delivery: 'failed', status: 'undelivered', reason: 'not-on-whatsapp' });
    },
  },
  'what hookInfo answers': {
    body: payloads.hookInfo,
    tallies: ofDelivery(2),
    own: 'delivery',
    async expectEnd({ first, at }) {
      await expectStanding(first, { delivery: 'delivered' });
      const { messages } = await stack.invitation(first.invitationId);
      expect(messages).toMatchObject([{ sentAt: isoOf(at), deliveredAt: isoOf(at + 4) }]);
    },
  },
  'statuses of the raw dialect': {
    body: payloads.statusesRaw,
    tallies: ofDelivery(2),
    own: 'delivery',
    async expectEnd({ first, second }) {
      await expectStanding(first, { delivery: 'read' });
      await expectStanding(second, { delivery: 'failed', status: 'undelivered', reason: 'window-closed' });
    },
  },
  'a form of the raw dialect': {
    body: payloads.completionRaw,
    tallies: ofCompletion,
    own: 'flowCompletion',
    expectEnd: ({ first, day }) => expectBooking(first, { startsAt: `${day}T08:30:00.000Z`, notes: 'First visit' }),
  },
  'a form of the raw dialect without its token, from a hidden phone': {
    body: payloads.completionRawWithoutToken,
    tallies: ofCompletion,
    own: 'flowCompletion',
    expectEnd: ({ first, day }) => expectBooking(first, { startsAt: `${day}T07:00:00.000Z` }),
  },
};

describe.each(Object.entries(SAMPLES))('%s', (_, { body, tallies, own, expectEnd }) => {
  it('is recorded by the URL of its kind, ignored by the others, and known already when it comes again', async () => {
    const situation = await aSituation();
    const payload = body(situation);
    for (const kind of ['messages', 'delivery', 'flowCompletion'] as const) {
      if (kind === own) continue;
      expect((await stack.webhook(kind, payload)).body).toEqual(tally(tallies[kind]));
    }
    await expectStanding(situation.first, {});
    await expectStanding(situation.second, {});

    expect((await stack.webhook(own, payload)).body).toEqual(tally(tallies[own]));
    await expectEnd(situation);
    const { recorded = 0, duplicate = 0 } = tallies[own];
    for (const kind of [own, 'all'] as const) {
      expect((await stack.webhook(kind, payload)).body).toEqual(tally({ duplicate: recorded + duplicate }));
    }
    await expectEnd(situation);
  });

  it('ends the same at the URL for all kinds', async () => {
    const situation = await aSituation();
    expect((await stack.webhook('all', body(situation))).body).toEqual(tally(tallies[own]));
    await expectEnd(situation);
  });
});

describe('a failure because the window was closed', () => {
  it('is followed, after the grace period, by the template', async () => {
    const situation = await aSituation();
    await stack.webhook('delivery', payloads.statusesRaw(situation));
    await stack.passTime(90);
    const { invitationId, phone } = situation.second;
    await stack.untilAnnounced('Flow Invitation Accepted', { invitationId, carrier: 'template' });

    expect((await simulator.sends(phone)).map(({ path }) => path.split('/').at(-1))).toEqual([
      'sendFlow',
      'sendTemplate',
    ]);
    expect(await stack.invitation(invitationId)).toMatchObject({ status: 'accepted' });
  });
});

describe('all webhooks of one booking', () => {
  const EVENTS: ((situation: Situation) => [kind: WebhookKind, body: object])[] = [
    (situation) => [
      'messages',
      payloads.messageTextNormalised({ ...situation, incomingId: `${situation.incomingId}1` }),
    ],
    (situation) => ['delivery', payloads.ackNormalised(situation)],
    (situation) => ['all', payloads.hookInfo(situation)],
    (situation) => ['all', payloads.statusesRaw(situation)],
    (situation) => ['flowCompletion', payloads.completionRaw(situation)],
    (situation) => ['all', payloads.completionNormalised(situation)],
    (situation) => ['delivery', payloads.hooks(situation)],
    (situation) => [
      'flowCompletion',
      payloads.completionRawWithoutToken({
        ...situation,
        incomingId: `${situation.incomingId}2`,
        at: situation.at + 60,
      }),
    ],
  ];
  /** Orders that have nothing in common with the first one, nor with each other. */
  const ORDERS: [number[], ...number[][]] = [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [7, 6, 5, 4, 3, 2, 1, 0],
    [4, 7, 3, 0, 6, 1, 5, 2],
  ];

  /** Seconds from the situation's own time: what two situations have in common. */
  const since = (at: number, instant: string | undefined) => instant && Date.parse(instant) / 1000 - at;

  async function endOf(order: number[], times: 1 | 2) {
    const situation = await aSituation();
    const posts = EVENTS.map((event) => event(situation));
    for (const index of order) {
      const [kind, body] = posts[index] ?? [];
      if (kind === undefined) throw new RangeError(`There is no event ${index}.`);
      const answers = await Promise.all(Array.from({ length: times }, () => stack.webhook(kind, body)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const { first, second, at, day } = situation;
    const view = await stack.invitation(first.invitationId);
    const [message] = view.messages;
    const end = {
      ...standing(view),
      booking: view.booking,
      forms: view.history.map(({ form }) => form),
      sent: since(at, message?.sentAt),
      delivered: since(at, message?.deliveredAt),
      read: since(at, message?.readAt),
      other: standing(await stack.invitation(second.invitationId)),
    };
    return JSON.parse(JSON.stringify(end).replaceAll(day, 'its day'));
  }

  it('end with the same facts in any order, each twice, in mixed dialects', async () => {
    const inOrder = await endOf(ORDERS[0], 1);
    expect(inOrder).toMatchObject({
      status: 'completed',
      delivery: 'read',
      booking: { startsAt: 'its dayT07:00:00.000Z' },
      other: { status: 'undelivered', reason: 'window-closed' },
    });
    for (const order of ORDERS) expect(await endOf(order, 2)).toEqual(inOrder);
  });
});
