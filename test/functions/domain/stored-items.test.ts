/** Whatever is stored is read with all that it says, and with each of the words that it may have. */
import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { AnswerOutcome, ChatWish, ChatWishKind } from '../../../functions/shared/domain/chat/chat-wish.ts';
import { readWishEvent } from '../../../functions/shared/domain/chat/wish-event.ts';
import { Message } from '../../../functions/shared/domain/delivery/delivery.ts';
import { DayFigures } from '../../../functions/shared/domain/figures/figures.ts';
import { invitationIdFor } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { Notice, SentButton } from '../../../functions/shared/domain/notices/notice.ts';
import { Actor } from '../../../functions/shared/domain/people/actor.ts';
import { NamedKey } from '../../../functions/shared/domain/people/named-key.ts';
import { Role } from '../../../functions/shared/domain/people/role.ts';
import { Session } from '../../../functions/shared/domain/people/session.ts';
import { Reminder } from '../../../functions/shared/domain/reminders/reminder.ts';
import { SentToStaff } from '../../../functions/shared/domain/staff/staff-button.ts';
import { StaffTap } from '../../../functions/shared/domain/staff/staff-tap.ts';
import { readStaffTapEvent } from '../../../functions/shared/domain/staff/staff-tap-event.ts';
import { CustomerWish } from '../../../functions/shared/domain/wishes/wish.ts';
import { minute } from './support/dispatches.ts';

const [at, later] = [minute(1), minute(2)];
const invitationId = '0198c0de-0000-7000-8000-000000000000';
const chatId = '34600000001@c.us';
const [messageId, answers] = ['wamid.1', 'wamid.2'];
const keyId = 'key-0123456789ab';
const OWNER = { kind: 'owner' };

const chatWish = {
  ...{ channelId: 'channel', messageId, chatId, at, wish: 'tap', asksWhen: true, tap: { answers, label: 'Change' } },
  ...{ language: 'en', displayName: 'Alex', messageLink: 'made', claimId: 'c', claimedAt: later },
  ...{ forPerson: 'cancel', outcome: 'done' },
};
const attempt = {
  ...{ claimId: 'c', claimedAt: at, carrier: 'text', outcome: 'accepted', settledAt: later, message: 'key' },
  failure: 'temporary',
};
const dispatch = { createdAt: at, deadline: later, attempts: [attempt], retryAt: later, isSettled: true };
const notice = {
  ...{ ...dispatch, revision: 1, purpose: 'booked', content: 'hash' },
  end: { state: 'told', at },
  resends: [{ id: 'r', actor: OWNER, at, after: 1 }],
  called: { actor: OWNER, at },
};
const reminder = { ...dispatch, kind: 'reminder', key: 'k', startsAt: later, sendAt: at, end: { state: 'told', at } };
const toStaff = {
  memberId: 'm',
  about: { invitationId, waiting: { startsAt: at, service: 'visit', resources: ['ana'] } },
  buttons: [{ label: 'Yes', meaning: 'approve' }],
};
const button = { label: 'Change', meaning: 'change', invitationId, startsAt: at };
const reminds = { invitationId, kind: 'reminder', key: 'k', startsAt: at, carrier: 'text' };
const message = {
  ...{ messageId, channelId: 'channel', createdAt: at, sentAt: at, failedAt: at, deliveredAt: later, readAt: later },
  ...{ failure: { reason: 'temporary', code: 1, text: 'x' }, tappedAt: later, invitationId, carrier: 'flow' },
  ...{ linkedAt: at, tells: { invitationId, revision: 1 }, reminds, newsBy: later, answers, buttons: [button] },
  ...{ toStaff, chatId, reportedAs: new Set([chatId]) },
};
const key = {
  ...{ keyId, holder: 'Ana', role: 'desk', createdAt: at, createdBy: OWNER, lastUsedAt: later },
  ...{ revokedAt: later, revokedBy: OWNER },
};

const bookings = { booked: 4, cancelled: 1, came: 2, noShow: 1 };
const figures = { ...bookings, invited: 9, delivered: 8, read: 7, opened: 6, byHand: bookings };
const groups = [{ value: 'cut', figures }];
const dayFigures = {
  ...{ date: '2031-05-06', countedAt: at, total: figures },
  ...{ services: groups, resources: groups, languages: groups, sources: [{ figures }] },
};

/** The item once for each word of one of its fields. */
const eachOf = <Item extends object>(item: Item, field: keyof Item, words: readonly unknown[]) =>
  words.map((word) => ({ ...item, [field]: word }));

const ITEMS: readonly [string, z.ZodMiniType, readonly object[]][] = [
  [
    'a wish in the chat',
    ChatWish,
    [
      ...eachOf(chatWish, 'wish', ['cancel', 'change', 'question', 'tap']),
      ...eachOf(chatWish, 'outcome', ['accepted', 'refused', 'unknown', 'done']),
      ...eachOf(chatWish, 'messageLink', ['made', 'missing']),
      ...eachOf(chatWish, 'forPerson', ['cancel', 'change', 'question']),
    ],
  ],
  [
    'a wish for a person',
    CustomerWish,
    eachOf(
      {
        ...{ channelId: 'channel', chatId, wish: '', messageId, at, displayName: 'Alex' },
        ...{ answeredBy: OWNER, answeredAt: later },
      },
      'wish',
      ['cancel', 'change', 'question'],
    ),
  ],
  [
    'a tap of a member of staff',
    StaffTap,
    [
      {
        ...{ channelId: 'channel', messageId, memberId: 'm', at, answers, label: 'Yes' },
        ...{ claimId: 'c', claimedAt: later, outcome: 'accepted' },
      },
    ],
  ],
  [
    'a message to a member of staff',
    SentToStaff,
    [
      { ...toStaff, about: { questionId: 'q' } },
      ...['approve', 'refuse', 'call'].map((meaning) => ({ ...toStaff, buttons: [{ label: 'Yes', meaning }] })),
    ],
  ],
  ['a button', SentButton, eachOf(button, 'meaning', ['book', 'change', 'cancel', 'cancel-now', 'keep', 'coming'])],
  ['a message', Message, eachOf(message, 'carrier', ['flow', 'template'])],
  [
    'a notice',
    Notice,
    [
      ...eachOf(notice, 'purpose', ['requested', 'booked', 'changed', 'cancelled', 'declined', 'refused']),
      ...eachOf(
        notice,
        'attempts',
        ['accepted', 'refused', 'unknown'].map((outcome) => [{ ...attempt, outcome, carrier: 'template' }]),
      ),
      ...eachOf(notice, 'end', [
        { state: 'not-told', reason: 'failed', at },
        { state: 'not-needed', reason: 'past', at },
      ]),
    ],
  ],
  [
    'a reminder',
    Reminder,
    [
      ...eachOf(reminder, 'kind', ['reminder', 'follow-up']),
      ...eachOf(reminder, 'end', [
        { state: 'not-told', reason: 'failed', at },
        { state: 'skipped', reason: 'late', at },
      ]),
    ],
  ],
  ['the figures of a day', DayFigures, [dayFigures]],
  ['a named key', NamedKey, eachOf(key, 'role', ['desk', 'backend', 'read'])],
  ['a session', Session, [{ keyId, ownKeyHash: 'hash', round: 1, createdAt: at, usedAt: later, endedAt: later }]],
  [
    'who did something',
    Actor,
    [
      ...['customer', 'system', 'owner'].map((kind) => ({ kind })),
      { kind: 'key', keyId, holder: 'Ana' },
      { kind: 'staff', staff: 'staff-phone-1' },
    ],
  ],
];

describe('what is stored', () => {
  it.each(ITEMS)('of %s is read whole', (_, schema, items) => {
    for (const item of items) expect(schema.parse(structuredClone(item))).toStrictEqual(item);
  });

  it('of an invitation has the same id for the same key in each release, and else one of its own', () => {
    const idOf = (...[channel, kind, value]: ['a' | 'b', 'event' | 'idempotency-key', string]) =>
      invitationIdFor(channel, { kind, value });
    expect(idOf('a', 'event', 'x')).toBe('8695ce33-409c-5f85-b11d-22ee7617cfa2');
    const others = [idOf('b', 'event', 'x'), idOf('a', 'idempotency-key', 'x'), idOf('a', 'event', 'y')];
    const all = [...others, idOf('a', 'event', 'x'), invitationIdFor('a', undefined), invitationIdFor('a', undefined)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('has no words that nobody knows', () => {
    for (const words of [ChatWishKind, AnswerOutcome, Role]) expect(words.safeParse('else').success).toBe(false);
    for (const id of [
      'key-0123456789a',
      'key-0123456789abc',
      'key-0123456789aX',
      ' key-0123456789ab',
      '0123456789ab',
    ]) {
      expect(NamedKey.safeParse({ ...key, keyId: id }).success).toBe(false);
    }
  });

  it.each(['owner', 'desk', 'backend', 'read'])('may let somebody be "%s"', (role) => {
    expect(Role.parse(role)).toBe(role);
  });
});

describe('an event in a queue', () => {
  const common = { eventId: 'event', schemaVersion: '1', occurredAt: at, channelId: 'channel', messageId };
  const queued = (type: string, detail: object) => JSON.stringify({ 'detail-type': type, detail });

  it('is read by whom it is for, and by nobody else', () => {
    const [wish, tap] = [{ ...common, chatId, wish: 'cancel' }, common];
    expect(readWishEvent(queued('Customer Wish Detected', wish))).toEqual(wish);
    expect(readStaffTapEvent(queued('Staff Button Tapped', tap))).toEqual(tap);
    expect(() => readWishEvent(queued('Staff Button Tapped', wish))).toThrow();
    expect(() => readStaffTapEvent(queued('Customer Wish Detected', wish))).toThrow();
  });
});
