import * as z from 'zod/mini';
import { AttendanceCounts } from '../../domain/booking/attendance.ts';
import { ReviewedBooking } from '../../domain/booking/attention.ts';
import { BookingChanges, PlacementEntry } from '../../domain/booking/booking-history.ts';
import { FormPlace } from '../../domain/booking/form-place.ts';
import { Recipient } from '../../domain/customer/recipient.ts';
import { Carrier, DeliveryStatus, MessageId } from '../../domain/delivery/delivery.ts';
import { FailureReason } from '../../domain/delivery/failure.ts';
import { AttemptOutcome, FormError } from '../../domain/invitation/invitation.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { InvitationStatus } from '../../domain/invitation/invitation-status.ts';
import { NoticeCarrier, NoticePurpose, NotNeededReason, NotToldReason } from '../../domain/notices/notice.ts';
import { Actor } from '../../domain/people/actor.ts';
import { ReminderKind } from '../../domain/reminders/reminded-of.ts';
import { SkipReason } from '../../domain/reminders/reminder.ts';
import { Json } from '../../domain/text/json.ts';
import { Instant } from '../../domain/time/instant.ts';

/** What `POST /invitations` answers as long as the invitation was not rejected. */
export const SentInvitation = z.object({
  invitationId: InvitationId,
  status: InvitationStatus,
  messageId: z.optional(MessageId),
  retryAt: z.optional(Instant),
});
export type SentInvitation = z.infer<typeof SentInvitation>;

export const FailureView = z.object({
  reason: FailureReason,
  explanation: z.string(),
  code: z.optional(z.number()),
  providerText: z.optional(z.string()),
});
export type FailureView = z.infer<typeof FailureView>;

export const AttemptView = z.object({
  number: z.int(),
  carrier: Carrier,
  claimedAt: Instant,
  outcome: z.optional(AttemptOutcome),
  settledAt: z.optional(Instant),
  messageId: z.optional(MessageId),
  failure: z.optional(FailureView),
});
export type AttemptView = z.infer<typeof AttemptView>;

const entry = { id: z.string(), at: Instant, actor: Actor };

export const CompletionView = z.object({
  ...entry,
  kind: z.literal('completion'),
  form: z.optional(Json),
  partial: z.optional(z.literal(true)),
  place: z.optional(FormPlace),
});
export const HandBookingView = z.object({ ...entry, kind: z.literal('booking') });
export const ChangeView = z.object({ ...entry, kind: z.literal('change'), changes: BookingChanges });
export const CancellationView = z.object({
  ...entry,
  kind: z.literal('cancellation'),
  reason: z.optional(z.string()),
  /** It waited for approval, and the business refused it. */
  declined: z.optional(z.literal(true)),
});
export const ApprovalView = z.object({ ...entry, kind: z.literal('approval') });
export const PlacementView = z.object({ ...entry, kind: z.literal('placement'), placed: PlacementEntry.shape.placed });
export const HistoryEntryView = z.discriminatedUnion('kind', [
  CompletionView,
  HandBookingView,
  ChangeView,
  CancellationView,
  PlacementView,
  ApprovalView,
]);
export type HistoryEntryView = z.infer<typeof HistoryEntryView>;

export const MessageView = z.object({
  messageId: MessageId,
  carrier: z.optional(Carrier),
  delivery: z.union([z.literal('accepted'), DeliveryStatus]),
  sentAt: z.optional(Instant),
  failedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
  readAt: z.optional(Instant),
  failure: z.optional(FailureView),
});
export type MessageView = z.infer<typeof MessageView>;

const Delivery = MessageView.shape.delivery;

/** What the customer was told about one version of the booking, and what became of it. */
export const NoticeView = z.object({
  revision: z.int(),
  purpose: NoticePurpose,
  state: z.enum(['pending', 'told', 'not-told', 'not-needed']),
  reason: z.optional(z.union([NotToldReason, NotNeededReason])),
  /** The reason as a sentence. */
  explanation: z.optional(z.string()),
  carrier: z.optional(NoticeCarrier),
  messageId: z.optional(MessageId),
  delivery: z.optional(Delivery),
  /** Who had it sent again after it failed, and when, from the first to the newest. */
  resends: z.optional(z.array(z.object({ actor: Actor, at: Instant }))),
  /** Who told the customer instead, and when. */
  calledBy: z.optional(Actor),
  calledAt: z.optional(Instant),
  /** Since when it is in this state. */
  at: Instant,
});
export type NoticeView = z.infer<typeof NoticeView>;

/** One of the contract's reminders or follow-ups for one start of the booking, and what became of it. */
export const ReminderView = z.object({
  kind: ReminderKind,
  /** Its name in the contract. */
  key: z.string(),
  /** The start of the appointment that it is about. */
  startsAt: Instant,
  /** When it is to go out. */
  dueAt: Instant,
  state: z.enum(['planned', 'sent', 'not-sent', 'skipped']),
  reason: z.optional(z.union([NotToldReason, SkipReason])),
  /** The reason as a sentence. */
  explanation: z.optional(z.string()),
  carrier: z.optional(NoticeCarrier),
  messageId: z.optional(MessageId),
  delivery: z.optional(Delivery),
  /** Since when it is in this state. */
  at: Instant,
});
export type ReminderView = z.infer<typeof ReminderView>;

/** Whom staff have to call, why, and what to say. */
export const NotToldView = z.object({
  revision: z.int(),
  purpose: NoticePurpose,
  reason: NotToldReason,
  explanation: z.string(),
  since: Instant,
  /** How the message would travel if it were sent again now; left out where none would reach them, or one may have. */
  resend: z.optional(NoticeCarrier),
  call: z.object({ name: z.string(), phone: z.optional(z.string()) }),
  /** What was to be told, in the customer's language. */
  say: z.optional(z.string()),
});
export type NotToldView = z.infer<typeof NotToldView>;

/** An invitation as lists show it. */
export const InvitationSummary = z.object({
  invitationId: InvitationId,
  status: InvitationStatus,
  channelId: z.string(),
  createdAt: Instant,
  /** Left out where the business booked by hand for somebody without an address. */
  recipient: z.optional(Recipient),
  origin: z.optional(z.literal('desk')),
  customerName: z.string(),
  /** Nobody knows the customer's name: `customerName` is the contract's word for that. */
  nameless: z.optional(z.literal(true)),
  language: z.string(),
  flowId: z.string(),
  attempts: z.array(AttemptView),
  retryAt: z.optional(Instant),
  rejection: z.optional(FailureView),
  booking: z.optional(ReviewedBooking),
  /** The customer's phone could not use an answer of the live form: it needs attention until something comes of it. */
  formError: z.optional(FormError),
  /** The customer was not told of the newest news of the booking, and nobody called them. */
  notTold: z.optional(NotToldView),
  revision: z.int(),
  history: z.array(HistoryEntryView),
});
export type InvitationSummary = z.infer<typeof InvitationSummary>;

/** One invitation in full. */
export const InvitationView = z.extend(InvitationSummary, {
  messages: z.array(MessageView),
  notices: z.array(NoticeView),
  reminders: z.array(ReminderView),
  /** How often the customer came to their appointments, and how often they did not; left out where they left no address. */
  customer: z.optional(AttendanceCounts),
});
export type InvitationView = z.infer<typeof InvitationView>;
