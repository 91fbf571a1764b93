/** What is known of a message by what was reported of it, what the bus hears of it, and what is counted. */
import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../../functions/shared/domain/customer/recipient.ts';
import {
  deliveryOf,
  invitationOf,
  type Message,
  MessageId,
  mayHaveBeenGivenUp,
} from '../../../../functions/shared/domain/delivery/delivery.ts';
import type { Announcement } from '../../../../functions/shared/domain/events/event-details.ts';
import { eventIdOf } from '../../../../functions/shared/domain/events/event-id.ts';
import { countedAs } from '../../../../functions/shared/domain/events/fact-counts.ts';
import { messageAnnouncements } from '../../../../functions/shared/domain/events/message-announcements.ts';
import { InvitationId } from '../../../../functions/shared/domain/invitation/invitation-id.ts';
import { aMessage, minute } from '../support/dispatches.ts';

const ids = [1, 2, 3, 4].map((last) => InvitationId.parse(`0198c0de-0000-7000-8000-00000000000${last}`));
const [carried, told, reminded, ofStaff] = ids;
const chatId = ChatId.parse('34600000001@c.us');
const reminds = {
  invitationId: InvitationId.parse(reminded),
  kind: 'reminder',
  key: 'day-before',
  startsAt: minute(600),
  carrier: 'text',
} as const;

describe('a message', () => {
  it('is as far as the strongest report says, in whatever order reports come', () => {
    const at = minute(1);
    expect(deliveryOf({})).toBe('accepted');
    expect(deliveryOf({ sentAt: at })).toBe('sent');
    expect(deliveryOf({ sentAt: at, failedAt: at })).toBe('failed');
    expect(deliveryOf({ failedAt: at, deliveredAt: at })).toBe('delivered');
    expect(deliveryOf({ readAt: at, deliveredAt: at, sentAt: at })).toBe('read');
  });

  it('belongs to the invitation that it carried, told of, reminded of, or asked staff about', () => {
    const tells = { invitationId: InvitationId.parse(told), revision: 1 };
    const toStaff = { memberId: 'm', about: { invitationId: InvitationId.parse(ofStaff) }, buttons: [] };
    const all = { invitationId: InvitationId.parse(carried), tells, reminds, toStaff };
    expect(invitationOf(aMessage(all))).toBe(carried);
    expect(invitationOf(aMessage({ ...all, invitationId: undefined }))).toBe(told);
    expect(invitationOf(aMessage({ reminds, toStaff }))).toBe(reminded);
    expect(invitationOf(aMessage({ toStaff }))).toBe(ofStaff);
    expect(invitationOf(aMessage({ toStaff: { ...toStaff, about: { questionId: 'q' } } }))).toBeUndefined();
    expect(invitationOf(aMessage())).toBeUndefined();
  });

  it('may have been given up before it arrived if it had failed, or the time for news was nearly over', () => {
    const givenUp = (message: Partial<Message>, now = minute(30)) =>
      (['delivered', 'read', 'tapped'] as const).map((sign) => mayHaveBeenGivenUp(aMessage(message), sign, now));
    expect(givenUp({ failedAt: minute(1) })).toEqual([true, true, true]);
    expect(givenUp({ newsBy: minute(31) })).toEqual([true, true, true]);
    expect(givenUp({ newsBy: minute(31, 1) })).toEqual([false, false, false]);
    expect(givenUp({})).toEqual([false, false, false]);
    // What was delivered in time, and is read or tapped later, was not given up.
    expect(givenUp({ failedAt: minute(1), deliveredAt: minute(2) })).toEqual([true, false, false]);
  });
});

const invitationId = InvitationId.parse(carried);
const statuses = (old: Message | undefined, message: Message) =>
  messageAnnouncements(old, message).map(({ detailType, detail }) =>
    'status' in detail ? `${detail.status}, now ${detail.current}` : detailType,
  );

describe('the bus', () => {
  it('hears each new fact of the delivery of an invitation once, and how far it is', () => {
    const sentOne = aMessage({ invitationId, sentAt: minute(11) });
    const read = { ...sentOne, deliveredAt: minute(12), readAt: minute(13) };
    expect(statuses(undefined, sentOne)).toEqual(['sent, now sent']);
    expect(statuses(sentOne, read)).toEqual(['delivered, now read', 'read, now read']);
    expect(statuses(read, read)).toEqual([]);
    expect(statuses(undefined, aMessage({ invitationId }))).toEqual([]);
    expect(statuses(undefined, aMessage({ sentAt: minute(11) }))).toEqual([]);
    // What was known before the message was linked is news then.
    expect(statuses(aMessage({ sentAt: minute(11) }), sentOne)).toEqual(['sent, now sent']);
  });

  it('hears why a message failed, when, and how it travelled', () => {
    const failure = { reason: 'temporary', code: 131000 } as const;
    const failed = aMessage({ invitationId, carrier: 'flow', sentAt: minute(11), failedAt: minute(12), failure });
    const details = messageAnnouncements(undefined, failed).map(({ detail }) => detail);
    expect(details).toMatchObject([
      {
        invitationId,
        messageId: failed.messageId,
        channelId: 'channel',
        carrier: 'flow',
        occurredAt: minute(11),
        schemaVersion: '1',
      },
      { carrier: 'flow', occurredAt: minute(12), failure },
    ]);
    expect(details[0]).not.toHaveProperty('failure');
    expect(details.map(({ eventId }) => eventId)).toEqual(
      ['sent', 'failed'].map((fact) => eventIdOf(failed.messageId, fact)),
    );
    const [bare] = messageAnnouncements(undefined, aMessage({ invitationId, failedAt: minute(12) }));
    expect(bare?.detail).not.toHaveProperty('failure');
    expect(bare?.detail).not.toHaveProperty('carrier');
  });

  it('hears once that a reminder was sent', () => {
    const message = aMessage({ reminds, chatId });
    expect(messageAnnouncements(undefined, message)).toMatchObject([
      {
        detailType: 'Appointment Reminded',
        detail: {
          ...{ ...reminds, chatId, messageId: message.messageId, channelId: 'channel', occurredAt: minute(10) },
          ...{ eventId: eventIdOf(message.messageId, 'reminded'), schemaVersion: '1' },
        },
      },
    ]);
    expect(statuses(aMessage(), message)).toEqual(['Appointment Reminded']);
    expect(statuses(message, message)).toEqual([]);
    expect(statuses(undefined, aMessage({ reminds }))).toEqual([]);
    expect(statuses(undefined, aMessage({ chatId }))).toEqual([]);
  });
});

const counted = (detailType: Announcement['detailType'], detail: object = {}) =>
  // The detail has what the count depends on.
  countedAs({ detailType, detail } as unknown as Announcement);

describe('what is counted', () => {
  it.each([
    ['Booking Intent Detected', {}, { metric: 'BookingIntentDetected' }],
    ['Flow Invitation Accepted', {}, { metric: 'InvitationAccepted' }],
    [
      'Flow Invitation Rejected',
      { stage: 'sending', failure: { reason: 'temporary' } },
      { metric: 'InvitationRejected', reason: 'temporary' },
    ],
    [
      'Flow Invitation Rejected',
      { stage: 'delivery', failure: { reason: 'temporary' } },
      { metric: 'InvitationUndelivered' },
    ],
    ['Flow Invitation Unresolved', {}, { metric: 'InvitationUnresolved' }],
    ['Delivery Status Changed', { status: 'sent' }, { metric: 'MessageSent' }],
    ['Delivery Status Changed', { status: 'delivered' }, { metric: 'MessageDelivered' }],
    ['Delivery Status Changed', { status: 'read' }, { metric: 'MessageRead' }],
    [
      'Delivery Status Changed',
      { status: 'failed', failure: { reason: 'temporary' } },
      { metric: 'MessageFailed', reason: 'temporary' },
    ],
    ['Delivery Status Changed', { status: 'failed' }, { metric: 'MessageFailed', reason: 'unknown-reason' }],
    ['Appointment Booked', {}, { metric: 'AppointmentBooked' }],
    ['Appointment Changed', { change: { kind: 'change' } }, { metric: 'AppointmentChanged' }],
    ['Appointment Cancelled', {}, { metric: 'AppointmentCancelled' }],
    ['Attendance Recorded', { attendance: 'came' }, { metric: 'CustomerCame' }],
    ['Attendance Recorded', { attendance: 'no-show' }, { metric: 'CustomerNoShow' }],
    ['Attendance Confirmed', {}, { metric: 'AttendanceConfirmed' }],
    ['Appointment Reminded', {}, { metric: 'CustomerReminded' }],
    ['Customer Not Told', { reason: 'failed' }, { metric: 'CustomerNotTold', reason: 'failed' }],
    ['Customer Question Received', {}, { metric: 'CustomerQuestionReceived' }],
    ['Customer Opted Out', {}, { metric: 'CustomerOptedOut' }],
    [
      'Unmatched Webhook Received',
      { reason: 'unknown-message' },
      { metric: 'WebhookUnmatched', reason: 'unknown-message' },
    ],
  ] as const)('of "%s" with %j is %j', (detailType, detail, metric) => {
    expect(counted(detailType, detail)).toEqual(metric);
  });

  it.each([
    ['Appointment Requested', {}],
    ['Appointment Changed', { change: { kind: 'attention' } }],
    ['Customer Wish Detected', {}],
    ['Staff Button Tapped', {}],
  ] as const)('of "%s" with %j is nothing', (detailType, detail) => {
    expect(counted(detailType, detail)).toBeUndefined();
  });
});

describe('the id of a message', () => {
  it.each(['', 'x'.repeat(513), '\ud800', '__proto__'])('is not %j', (id) => {
    expect(MessageId.safeParse(id).success).toBe(false);
  });

  it.each(['x', 'x'.repeat(512), 'wamid.HBg=='])('may be %j', (id) => {
    expect(MessageId.safeParse(id).success).toBe(true);
  });
});
