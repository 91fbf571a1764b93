import * as z from 'zod/mini';
import { ReviewedBooking } from '../../domain/booking/attention.ts';
import { UnmatchedReason } from '../../domain/customer/inbound.ts';
import { ChatId, Recipient } from '../../domain/customer/recipient.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Actor } from '../../domain/people/actor.ts';
import { Instant } from '../../domain/time/instant.ts';
import { WishForPerson } from '../../domain/wishes/wish.ts';
import { InvitationSummary, InvitationView } from './invitation-schema.ts';

/** What could not be matched, as the worklist shows it. */
export const UnmatchedView = z.object({
  createdAt: Instant,
  reason: UnmatchedReason,
  hash: z.string(),
  bytes: z.int(),
  text: z.optional(z.string()),
});
export type UnmatchedView = z.infer<typeof UnmatchedView>;

/** What a customer wrote that a person sees to, as the worklist shows it. */
export const WishView = z.object({
  /** By this id `POST /worklist/{id}/done` takes it off the list. */
  questionId: z.string(),
  chatId: ChatId,
  /** The customer's own display name, if it was reported. */
  customerName: z.optional(z.string()),
  wish: WishForPerson,
  /** When the customer wrote it first on that UTC day. */
  since: Instant,
  /** Who answered the customer, and when. */
  answeredBy: z.optional(Actor),
  answeredAt: z.optional(Instant),
});
export type WishView = z.infer<typeof WishView>;

/** A booking as `GET /bookings` lists it. */
export const ListedBooking = z.object({
  invitationId: InvitationId,
  booking: z.optional(ReviewedBooking),
  revision: z.int(),
  /** Only where the request asks for it; left out as well for somebody without an address. */
  recipient: z.optional(Recipient),
});
export type ListedBooking = z.infer<typeof ListedBooking>;

const cursor = z.optional(z.string());

export const InvitationPage = z.object({ items: z.array(InvitationSummary), cursor });
export const BookingPage = z.object({ items: z.array(ListedBooking), cursor });
export const WorklistPage = z.object({ items: z.array(z.union([InvitationSummary, WishView, UnmatchedView])), cursor });

/** What `POST /worklist/{id}/done` answers: the invitation or the question as it is now. */
export const FinishedWork = z.union([InvitationView, WishView]);
export type FinishedWork = z.infer<typeof FinishedWork>;
