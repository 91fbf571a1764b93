import * as z from 'zod/mini';
import { FailureReason } from '../delivery/failure.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { Actor } from '../people/actor.ts';
import { Instant } from '../time/instant.ts';

/**
 * What a notice tells: a booking waits for approval, was made, changed or cancelled, what waited was declined, or a form
 * cannot have the time that it asks for.
 */
export const NoticePurpose = z.enum(['requested', 'booked', 'changed', 'cancelled', 'declined', 'refused']);
export type NoticePurpose = z.infer<typeof NoticePurpose>;

/**
 * Why a customer was not told, so that a person has to:
 * - `window-closed`: only a template reaches them, and the contract has none for this purpose
 * - `refused`: the provider did not take the message
 * - `failed`: the provider took it, and it did not arrive
 * - `no-news`: nothing was reported of it by the deadline, on a channel that reports deliveries
 * - `unknown`: nobody knows whether the provider took it, and a repeat could tell them twice
 * - `opted-out`: they want no messages
 * - `no-address`: they left no address, and the business changed what it agreed with them
 * - `no-text`: the contract has no text for this purpose
 * - `needs-attention`: the booking itself has to be mended first
 */
export const NotToldReason = z.enum([
  'window-closed',
  'refused',
  'failed',
  'no-news',
  'unknown',
  'opted-out',
  'no-address',
  'no-text',
  'needs-attention',
]);
export type NotToldReason = z.infer<typeof NotToldReason>;

/**
 * Why nobody has to tell the customer:
 * - `unchanged`: the customer knows all of it already
 * - `placed`: `claims rebuild` gave the booking its place, and nothing else changed
 * - `past`: the appointment has begun
 * - `superseded`: a newer version is told
 * - `by-hand`: the booking was agreed with the customer, who left no address
 */
export const NotNeededReason = z.enum(['unchanged', 'placed', 'past', 'superseded', 'by-hand']);
export type NotNeededReason = z.infer<typeof NotNeededReason>;

/** How a notice travels: as text, which needs an open window, or as a template. */
export const NoticeCarrier = z.enum(['text', 'template']);
export type NoticeCarrier = z.infer<typeof NoticeCarrier>;

/** One try to tell. The claim is written before the provider is called, so that nobody else calls for it. */
export const NoticeAttempt = z.object({
  claimId: z.string(),
  claimedAt: Instant,
  carrier: NoticeCarrier,
  outcome: z.optional(z.enum(['accepted', 'refused', 'unknown'])),
  settledAt: z.optional(Instant),
  /** The key of the accepted message. Its id is not kept here, because it spells the customer's phone. */
  message: z.optional(z.string()),
  /** Why the provider refused the message, or why it failed after it was accepted. */
  failure: z.optional(FailureReason),
});
export type NoticeAttempt = z.infer<typeof NoticeAttempt>;

/** Staff had it sent again after it definitely failed. `after`: how many attempts had been made by then. */
export const Resend = z.object({ id: z.string(), actor: Actor, at: Instant, after: z.int() });
export type Resend = z.infer<typeof Resend>;

/** The ends of what was to be sent: one that was told can turn out not to have arrived. */
export const ToldEnd = z.object({ state: z.literal('told'), at: Instant });
export const NotToldEnd = z.object({ state: z.literal('not-told'), reason: NotToldReason, at: Instant });

/** How a notice ended, or ends as far as is known. */
export const NoticeEnd = z.discriminatedUnion('state', [
  ToldEnd,
  NotToldEnd,
  z.object({ state: z.literal('not-needed'), reason: NotNeededReason, at: Instant }),
]);
export type NoticeEnd = z.infer<typeof NoticeEnd>;

/** What everything has that is sent to a customer once, by attempts that are claimed. */
export const DISPATCH = {
  createdAt: Instant,
  /** No attempt is made from then on. */
  deadline: Instant,
  attempts: z.array(NoticeAttempt),
  /** When the next attempt may be made, if it has to wait. */
  retryAt: z.optional(Instant),
  /** Its message arrived, or nothing more can be learned of it. */
  isSettled: z.optional(z.literal(true)),
};
const Dispatch = z.object(DISPATCH);

/** A notice or a reminder, as far as its attempts and their messages go. Only notices are sent again. */
export type Dispatch = z.infer<typeof Dispatch> & {
  end?: { state: string; at: Instant } | undefined;
  resends?: readonly Resend[] | undefined;
};

/** What a customer is told about one version of their booking, and what became of it. It names no person. */
export const Notice = z.object({
  ...DISPATCH,
  /** The version of the booking: how many entries its history had. */
  revision: z.number(),
  purpose: NoticePurpose,
  /** A hash of what it tells: two notices with one content say the same. */
  content: z.string(),
  end: z.optional(NoticeEnd),
  /** From the first to the newest. */
  resends: z.optional(z.array(Resend)),
  /** A member of staff told the customer instead. */
  called: z.optional(z.object({ actor: Actor, at: Instant })),
});
export type Notice = z.infer<typeof Notice>;

/** `pending`: neither told nor given up. */
export type NoticeState = NoticeEnd['state'] | 'pending';

export const stateOf = ({ end }: Notice): NoticeState => end?.state ?? 'pending';

/** The mark on an invitation whose newest news did not reach the customer. It is gone once they were told or called. */
export const NotTold = z.object({
  revision: z.number(),
  purpose: NoticePurpose,
  reason: NotToldReason,
  since: Instant,
});
export type NotTold = z.infer<typeof NotTold>;

/** What a button under a message does when the customer taps it. */
export const ButtonMeaning = z.enum(['book', 'change', 'cancel', 'cancel-now', 'keep', 'coming']);
export type ButtonMeaning = z.infer<typeof ButtonMeaning>;

/** A button under a sent message, or a row of its list. The provider reports a tap by the label. */
export const SentButton = z.object({
  label: z.string(),
  meaning: ButtonMeaning,
  /** The booking it is about; left out under a message that tells of one. */
  invitationId: z.optional(InvitationId),
  /** When the appointment was to be as the customer saw it. A tap on an older version changes nothing. */
  startsAt: z.optional(Instant),
});
export type SentButton = z.infer<typeof SentButton>;
