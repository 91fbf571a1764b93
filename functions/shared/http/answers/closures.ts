import * as z from 'zod/mini';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Actor } from '../../domain/people/actor.ts';
import { ClosureId, LocalDateTime } from '../../domain/places/closure.ts';
import { ResourceId } from '../../domain/places/service.ts';
import { Instant } from '../../domain/time/instant.ts';

/** A closure as `GET /closures` lists it. */
export const ClosureView = z.object({
  closureId: ClosureId,
  resource: z.optional(ResourceId),
  from: LocalDateTime,
  to: LocalDateTime,
  hours: z.optional(z.array(z.object({ from: z.string(), to: z.string() }))),
  reason: z.optional(z.string()),
  createdAt: Instant,
  /** Who closed, and who deleted the closure. */
  actor: Actor,
  removedBy: z.optional(Actor),
  state: z.enum(['applying', 'applied', 'removing', 'removed']),
});
export type ClosureView = z.infer<typeof ClosureView>;

/** A booking over which a closure lies. */
export const ClosedBooking = z.object({
  invitationId: InvitationId,
  startsAt: Instant,
  endsAt: Instant,
  service: z.optional(z.string()),
  resource: z.optional(ResourceId),
  resources: z.array(ResourceId),
});
export type ClosedBooking = z.infer<typeof ClosedBooking>;

/** What `POST /closures` answers. */
export const ClosureAnswer = z.extend(ClosureView, { bookings: z.array(ClosedBooking) });
export type ClosureAnswer = z.infer<typeof ClosureAnswer>;

export const ClosurePage = z.object({ items: z.array(ClosureView), cursor: z.optional(z.string()) });
