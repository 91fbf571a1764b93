import * as z from 'zod/mini';
import { ReviewedBooking } from '../booking/attention.ts';
import { UnmatchedReason } from '../customer/inbound.ts';
import { IntentSign } from '../customer/intent.ts';
import { ChatId, Recipient } from '../customer/recipient.ts';
import { Carrier, DeliveryStatus, MessageId } from '../delivery/delivery.ts';
import { Failure } from '../delivery/failure.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { JsonObject } from '../text/json.ts';
import { Instant } from '../time/instant.ts';

/** The `source` of everything this stack announces. */
export const EVENT_SOURCE = 'appointment-flow';

/** The `source` of a booking that is handed to the CRM once more: the same detail, for the CRM and nobody else. */
export const REDRIVE_SOURCE = 'appointment-flow.redrive';

/** Raised when a consumer that understood the old detail would misread the new one. */
export const SCHEMA_VERSION = '1' as const;

/** What every detail says. `eventId` is the same on every repeat of the same fact: dedupe by it. */
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
  /** The language the customer asked in, where the words told it. */
  language: z.optional(z.string()),
});

export const CustomerOptedOut = z.object({ ...common, chatId: ChatId });

export const FlowInvitationAccepted = z.object({
  ...ofInvitation,
  messageId: MessageId,
  carrier: Carrier,
  /** Counts the tries, from 1. */
  attempt: z.number(),
});

/** The end: nothing more is tried for this invitation. */
export const FlowInvitationRejected = z.object({
  ...ofInvitation,
  /** Whether it could not be sent, or was sent and could not be delivered. */
  stage: z.enum(['sending', 'delivery']),
  failure: Failure,
  /** What the reason means, for people. */
  explanation: z.string(),
});

/** Said once, when everything that could be asked was asked. A fact that arrives later is announced all the same. */
export const FlowInvitationUnresolved = z.object({
  ...ofInvitation,
  /** What is not known: whether the provider took the invitation, or whether its message arrived. */
  unknown: z.enum(['acceptance', 'delivery']),
});

export const DeliveryStatusChanged = z.object({
  ...common,
  invitationId: InvitationId,
  messageId: MessageId,
  carrier: z.optional(Carrier),
  /** The fact announced. */
  status: DeliveryStatus,
  /** How far the message had got when it was announced: an older fact may be announced after a newer one. */
  current: DeliveryStatus,
  failure: z.optional(Failure),
});

/** Booked, Changed and Cancelled have the same detail, so that a consumer can take any of them as "the booking now". */
export const AppointmentDetail = z.object({
  ...ofInvitation,
  booking: ReviewedBooking,
  /** The booking before, if there was one. */
  previous: z.optional(ReviewedBooking),
  /** Counts the entries of the booking's history. */
  revision: z.number(),
  /** The fact was older than one already known: it stands in the history and changed nothing newer. */
  superseded: z.boolean(),
  change: z.object({
    /** An entry of the booking's history; `attention` is none: an overlap with another booking was found, or is over. */
    kind: z.enum(['completion', 'change', 'cancellation', 'attention']),
    id: z.string(),
    /** The submitted form's raw fields. */
    form: z.optional(JsonObject),
    reason: z.optional(z.string()),
  }),
});

export const UnmatchedWebhookReceived = z.object({
  ...common,
  reason: UnmatchedReason,
  /** Names the kept item; its text is not repeated here, it may be anything. */
  hash: z.string(),
  bytes: z.number(),
});

/** Every event this stack announces, by its `detail-type`. */
export const EVENT_DETAILS = {
  'Booking Intent Detected': BookingIntentDetected,
  'Flow Invitation Accepted': FlowInvitationAccepted,
  'Flow Invitation Rejected': FlowInvitationRejected,
  'Flow Invitation Unresolved': FlowInvitationUnresolved,
  'Delivery Status Changed': DeliveryStatusChanged,
  'Appointment Booked': AppointmentDetail,
  'Appointment Changed': AppointmentDetail,
  'Appointment Cancelled': AppointmentDetail,
  'Customer Opted Out': CustomerOptedOut,
  'Unmatched Webhook Received': UnmatchedWebhookReceived,
} as const;
/** What happens to bookings: the types of the events whose detail is an `AppointmentDetail`. */
export const APPOINTMENT_EVENTS = ['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled'] as const;

export type DetailType = keyof typeof EVENT_DETAILS;
export type EventDetail<T extends DetailType> = z.infer<(typeof EVENT_DETAILS)[T]>;

/** One event ready for the bus. */
export type Announcement = { [T in DetailType]: { detailType: T; detail: EventDetail<T> } }[DetailType];
