import * as z from 'zod/mini';
import { Attendance, ComingConfirmation } from '../booking/attendance.ts';
import { Booking, BookingHistory } from '../booking/booking-history.ts';
import { KnownNames } from '../customer/known-names.ts';
import { Recipient } from '../customer/recipient.ts';
import { Carrier, MessageId } from '../delivery/delivery.ts';
import { Failure } from '../delivery/failure.ts';
import { HoldCount } from '../live-form/hold-budget.ts';
import { NotTold } from '../notices/notice.ts';
import { StoredPlace } from '../places/day.ts';
import { Instant } from '../time/instant.ts';
import { InvitationId } from './invitation-id.ts';
import { InvitationSource } from './invitation-source.ts';

/** How an attempt ended. Once written it never changes, except that an unknown one may turn out accepted. */
export const AttemptOutcome = z.enum(['accepted', 'refused', 'unknown']);

/**
 * One try to get the invitation across. `claimId` names the worker that may make it: written before the provider is
 * called, so that nobody else calls for the same attempt.
 */
export const Attempt = z.object({
  claimId: z.string(),
  claimedAt: Instant,
  carrier: Carrier,
  outcome: z.optional(AttemptOutcome),
  settledAt: z.optional(Instant),
  messageId: z.optional(MessageId),
  failure: z.optional(Failure),
});
export type Attempt = z.infer<typeof Attempt>;

/** A phone could not use an answer of the live form. `name` is WhatsApp's name for the reason. */
export const FormError = z.object({ name: z.string(), at: Instant });
export type FormError = z.infer<typeof FormError>;

/** One request to one customer to book, as stored: facts only, never a status. */
export const Invitation = z.object({
  invitationId: InvitationId,
  channelId: z.string(),
  createdAt: Instant,
  /** A booking by hand may be of somebody without an address. */
  recipient: z.optional(Recipient),
  customerName: z.string(),
  /** The name by which the customer of a booking by hand is found who has no address: nothing else leads to them. */
  foundAs: z.optional(KnownNames),
  language: z.string(),
  /** A booking by hand; anything else is an invitation that is sent. */
  origin: z.optional(z.literal('desk')),
  /** Where it was asked for; earlier releases did not keep it, see `sourceOf`. */
  source: z.optional(InvitationSource),
  flowId: z.string(),
  /** Values to prefill the form's first screen with, as JSON text. */
  data: z.optional(z.string()),
  /** What asked for it: a hash of the request, to tell a repeat from another request under the same key. */
  requestHash: z.string(),
  /** By number, from "1". */
  attempts: z.record(z.string(), Attempt),
  rejectedAt: z.optional(Instant),
  rejection: z.optional(Failure),
  undeliveredAt: z.optional(Instant),
  /** All ways of learning whether it was accepted are used up. */
  unresolvedAt: z.optional(Instant),
  /** All ways of learning whether its message arrived are used up. */
  deliveryUnknownAt: z.optional(Instant),
  /** When the next attempt is due, and how it travels. */
  retryAt: z.optional(Instant),
  nextCarrier: z.optional(Carrier),
  /** The inbound message this invitation answers, if a customer's own wish to book made it. */
  intentMessageId: z.optional(MessageId),
  /** When the customer sent it. */
  intentAt: z.optional(Instant),
  history: BookingHistory,
  /** How many entries the history ever took; also the calendar's SEQUENCE. */
  revision: z.number(),
  /** Earlier releases: when the newest entry was made, and often a "#" and its id. The history says it. */
  newestEntry: z.optional(z.string()),
  booking: z.optional(Booking),
  /** Where its claim stands: written and removed together with the claim. */
  place: z.optional(StoredPlace),
  /** Since when a closure lies over its booking: `attention` says so while the booking has this place. */
  closedSince: z.optional(Instant),
  /** Since when it waits for approval longer than it should: `attention` says so while it waits. */
  notApprovedSince: z.optional(Instant),
  /** Where its newest hold was written. The hold may have ended, or become the booking, since. */
  held: z.optional(StoredPlace),
  /** What the customer chose when they took that hold. */
  heldFor: z.optional(z.object({ service: z.string(), resource: z.exactOptional(z.string()) })),
  /** When the customer first opened the live form; of a static one nobody knows. */
  openedAt: z.optional(Instant),
  /** How many times were held in the running hour. */
  holds: z.optional(HoldCount),
  /** The newest answer of the live form that a phone could not use. */
  formError: z.optional(FormError),
  /** Invitations whose bookings take the same service at the same time, as last checked. */
  overlapsWith: z.optional(z.set(InvitationId)),
  /** The latest change of `overlapsWith`: an id of its own, and when the booking that brought it was written. */
  overlapsChanged: z.optional(z.object({ id: z.string(), at: Instant })),
  /** Since when the worklist shows it as needing attention. */
  attentionSince: z.optional(Instant),
  /** The customer was not told of the newest news of the booking. */
  notTold: z.optional(NotTold),
  /** The newest that staff noted of an appointment of this booking: the one that begins when it says. */
  attendance: z.optional(Attendance),
  /** The customer said that they come, to the appointment that begins when it says. */
  customerConfirmed: z.optional(ComingConfirmation),
});
export type Invitation = z.infer<typeof Invitation>;

export type NumberedAttempt = Attempt & { number: number };

/** All attempts, first to last. */
export function attemptsOf({ attempts }: Pick<Invitation, 'attempts'>): NumberedAttempt[] {
  return Object.entries(attempts)
    .map(([number, attempt]) => ({ ...attempt, number: Number(number) }))
    .sort((a, b) => a.number - b.number);
}

/** Whom the invitation goes to. Throws for a booking by hand of somebody without an address: nothing is sent for it. */
export function addresseeOf({ invitationId, recipient }: Pick<Invitation, 'invitationId' | 'recipient'>): Recipient {
  if (!recipient) throw new Error(`Invitation ${invitationId} has no address to send to.`);
  return recipient;
}

/** The number the next attempt would have. */
export const nextAttemptNumber = (invitation: Pick<Invitation, 'attempts'>): number =>
  (attemptsOf(invitation).at(-1)?.number ?? 0) + 1;

/** The messages that carried the invitation, first to last. */
export function messageIdsOf(invitation: Pick<Invitation, 'attempts'>): MessageId[] {
  return attemptsOf(invitation).flatMap(({ messageId }) => messageId ?? []);
}
