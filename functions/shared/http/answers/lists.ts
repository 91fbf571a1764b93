import * as z from 'zod/mini';
import { ReviewedBooking } from '../../domain/booking/attention.ts';
import { UnmatchedReason } from '../../domain/customer/inbound.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Instant } from '../../domain/time/instant.ts';
import { InvitationSummary } from './invitation-schema.ts';

/** What could not be matched, as the worklist shows it. */
export const UnmatchedView = z.object({
  createdAt: Instant,
  reason: UnmatchedReason,
  hash: z.string(),
  bytes: z.int(),
  text: z.optional(z.string()),
});
export type UnmatchedView = z.infer<typeof UnmatchedView>;

/** A booking as `GET /bookings` lists it. */
export const ListedBooking = z.object({
  invitationId: InvitationId,
  booking: z.optional(ReviewedBooking),
  revision: z.int(),
});
export type ListedBooking = z.infer<typeof ListedBooking>;

const cursor = z.optional(z.string());

export const InvitationPage = z.object({ items: z.array(InvitationSummary), cursor });
export const BookingPage = z.object({ items: z.array(ListedBooking), cursor });
export const WorklistPage = z.object({ items: z.array(z.union([InvitationSummary, UnmatchedView])), cursor });
