import * as z from 'zod/mini';
import { AttendanceValue } from '../booking/attendance.ts';
import { ReviewedBooking } from '../booking/attention.ts';
import { ChatWishKind } from '../chat/chat-wish.ts';
import { UnmatchedReason } from '../customer/inbound.ts';
import { IntentSign } from '../customer/intent.ts';
import { ChatId, Recipient } from '../customer/recipient.ts';
import { Carrier, DeliveryStatus, MessageId } from '../delivery/delivery.ts';
import { Failure } from '../delivery/failure.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { NoticeCarrier, NoticePurpose, NotToldReason } from '../notices/notice.ts';
import { Actor } from '../people/actor.ts';
import { ReminderKind } from '../reminders/reminded-of.ts';
import { JsonObject } from '../text/json.ts';
import { Instant } from '../time/instant.ts';
import { WishForPerson } from '../wishes/wish.ts';

/** The `source` of all events of this stack. */
export const EVENT_SOURCE = 'appointment-flow';

/** The `source` of a booking that is sent to the CRM again: the same detail, for the CRM only. */
export const REDRIVE_SOURCE = 'appointment-flow.redrive';

/** Raised if a consumer of the old detail would misread the new one. */
export const SCHEMA_VERSION = '1' as const;

/** The fields of every detail. `eventId` is the same on every repeat of a fact: deduplicate by it. */
const common = {
  eventId: z.string(),
  schemaVersion: z.literal(SCHEMA_VERSION),
  occurredAt: Instant,
  channelId: z.string(),
};

const ofInvitation = { ...common, invitationId: InvitationId, recipient: Recipient, language: z.string() };

export const BookingIntentDetected = z.object({
  ...common,
  chatId: ChatId,
  /** The customer's message that asked to book. */
  messageId: MessageId,
  sign: IntentSign,
  /** The language of the customer's request, if its words showed it. */
  language: z.optional(z.string()),
});

/**
 * A customer wrote or tapped something that the stack answers in the chat, or hands to a person. A tap that waited for
 * its message is announced once more.
 */
export const CustomerWishDetected = z.object({
  ...common,
  chatId: ChatId,
  /** The customer's message. */
  messageId: MessageId,
  wish: ChatWishKind,
});

/** Once for each chat, wish and UTC day. No form was sent: a person sees to it. */
export const CustomerQuestionReceived = z.object({
  ...common,
  chatId: ChatId,
  /** The message of the day with this wish that was stored first. */
  messageId: MessageId,
  wish: WishForPerson,
});

/** A member of staff tapped a button. Neither they nor what the tap is about are named. */
export const StaffButtonTapped = z.object({
  ...common,
  /** The tap as a message. */
  messageId: MessageId,
});

export const CustomerOptedOut = z.object({ ...common, chatId: ChatId });

export const FlowInvitationAccepted = z.object({
  ...ofInvitation,
  messageId: MessageId,
  carrier: Carrier,
  /** Number of the attempt, from 1. */
  attempt: z.number(),
});

/** The invitation failed. There are no more attempts. */
export const FlowInvitationRejected = z.object({
  ...ofInvitation,
  /** `sending`: it could not be sent. `delivery`: it was sent and could not be delivered. */
  stage: z.enum(['sending', 'delivery']),
  failure: Failure,
  /** The reason as a sentence. */
  explanation: z.string(),
});

/** Sent once, when no further lookup is possible. A fact that arrives later is still announced. */
export const FlowInvitationUnresolved = z.object({
  ...ofInvitation,
  /** `acceptance`: whether the provider accepted the invitation. `delivery`: whether its message arrived. */
  unknown: z.enum(['acceptance', 'delivery']),
});

export const DeliveryStatusChanged = z.object({
  ...common,
  invitationId: InvitationId,
  messageId: MessageId,
  carrier: z.optional(Carrier),
  /** The fact announced. */
  status: DeliveryStatus,
  /** The strongest status at the time of the event. An older fact may be announced after a newer one. */
  current: DeliveryStatus,
  failure: z.optional(Failure),
});

/** Requested, Booked, Changed and Cancelled have the same detail, so that a consumer can read any of them as the booking now. */
export const AppointmentDetail = z.object({
  ...ofInvitation,
  /** Left out where the business booked by hand for somebody without an address. */
  recipient: z.optional(Recipient),
  booking: ReviewedBooking,
  /** The booking before, if there was one. */
  previous: z.optional(ReviewedBooking),
  /** Counts the entries of the booking's history. */
  revision: z.number(),
  /** The fact was older than a known one. It is in the history and changed nothing newer. */
  superseded: z.boolean(),
  /** Who made the change. */
  actor: Actor,
  change: z.object({
    /**
     * An entry of the booking's history, which a form is twice if its place was decided later; `attention` is none: an
     * overlap with another booking was found, or is over, or nobody decided in time on what waits for approval.
     */
    kind: z.enum(['completion', 'booking', 'change', 'cancellation', 'placement', 'approval', 'attention']),
    id: z.string(),
    /** The submitted form's raw fields. */
    form: z.optional(JsonObject),
    reason: z.optional(z.string()),
    /** It waited for approval, and the business refused it. */
    declined: z.optional(z.literal(true)),
  }),
});

/** What the events about a customer's coming have in common. */
const ofAppointment = {
  ...ofInvitation,
  /** Left out where the business booked by hand for somebody without an address. */
  recipient: z.optional(Recipient),
  /** When the appointment begins. */
  startsAt: Instant,
  /** The booking as it is when this is announced. */
  booking: z.optional(ReviewedBooking),
};

/** Staff noted whether a customer came to an appointment, or corrected it. */
export const AttendanceRecorded = z.object({
  ...ofAppointment,
  attendance: AttendanceValue,
  /** What was noted of the same appointment before. */
  previous: z.optional(AttendanceValue),
  /** Who noted it. */
  actor: Actor,
});

/** The customer said that they come to an appointment: once for each time at which it is to begin. */
export const AttendanceConfirmed = z.object(ofAppointment);

/** A reminder of an appointment, or a follow-up after one, was sent. */
export const AppointmentReminded = z.object({
  ...common,
  invitationId: InvitationId,
  chatId: ChatId,
  messageId: MessageId,
  kind: ReminderKind,
  /** Its name in the contract. */
  key: z.string(),
  /** When the appointment begins, or began. */
  startsAt: Instant,
  carrier: NoticeCarrier,
});

/** The customer does not know the newest news of their booking, and a person has to tell them. */
export const CustomerNotTold = z.object({
  ...ofInvitation,
  /** Left out where they left no address. */
  recipient: z.optional(Recipient),
  /** The booking as it is when this is announced. */
  booking: z.optional(ReviewedBooking),
  /** The version of the booking that was to be told. */
  revision: z.number(),
  purpose: NoticePurpose,
  reason: NotToldReason,
  /** The reason as a sentence. */
  explanation: z.string(),
});

export const UnmatchedWebhookReceived = z.object({
  ...common,
  reason: UnmatchedReason,
  /** Hash of the kept item. The event does not repeat its text, which may contain anything. */
  hash: z.string(),
  bytes: z.number(),
});

/** The schema of every event of this stack, by its `detail-type`. */
export const EVENT_DETAILS = {
  'Booking Intent Detected': BookingIntentDetected,
  'Flow Invitation Accepted': FlowInvitationAccepted,
  'Flow Invitation Rejected': FlowInvitationRejected,
  'Flow Invitation Unresolved': FlowInvitationUnresolved,
  'Delivery Status Changed': DeliveryStatusChanged,
  'Appointment Requested': AppointmentDetail,
  'Appointment Booked': AppointmentDetail,
  'Appointment Changed': AppointmentDetail,
  'Appointment Cancelled': AppointmentDetail,
  'Attendance Recorded': AttendanceRecorded,
  'Attendance Confirmed': AttendanceConfirmed,
  'Customer Wish Detected': CustomerWishDetected,
  'Appointment Reminded': AppointmentReminded,
  'Customer Not Told': CustomerNotTold,
  'Customer Question Received': CustomerQuestionReceived,
  'Customer Opted Out': CustomerOptedOut,
  'Staff Button Tapped': StaffButtonTapped,
  'Unmatched Webhook Received': UnmatchedWebhookReceived,
} as const;
/** The events about appointments that have their place: what customers, staff and the CRM are told. */
export const APPOINTMENT_EVENTS = ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'] as const;

/** The events that tell customers something: what they ask for waits for approval, or is a form that a new choice may mend. */
export const TOLD_EVENTS = [...APPOINTMENT_EVENTS, 'Appointment Requested'] as const;

export type DetailType = keyof typeof EVENT_DETAILS;
export type EventDetail<T extends DetailType> = z.infer<(typeof EVENT_DETAILS)[T]>;

/** One event to put on the bus. */
export type Announcement = { [T in DetailType]: { detailType: T; detail: EventDetail<T> } }[DetailType];
