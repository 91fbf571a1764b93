import * as z from 'zod/mini';
import { LiftableReason } from '../places/day.ts';
import { ResourceId } from '../places/service.ts';

/** Who lifted which rules for a booking. The API key is the owner's; `system` is `claims rebuild`. */
export const BookingOverride = z.object({ by: z.enum(['owner', 'system']), lifted: z.array(LiftableReason) });
export type BookingOverride = z.infer<typeof BookingOverride>;

/** What a booking that has its place says beside its times and its service, which is an id of the contract's then. */
export const Placement = z.object({
  /** In the language of the invitation, as it was when the booking was placed. */
  serviceTitle: z.optional(z.string()),
  /** The one a customer may choose; `resources` are all that are taken. */
  resource: z.optional(ResourceId),
  resources: z.optional(z.array(ResourceId)),
  override: z.optional(BookingOverride),
});
export type Placement = z.infer<typeof Placement>;

/** The service as people know it. */
export const serviceShown = (booking: { service?: string | undefined; serviceTitle?: string | undefined }) =>
  booking.serviceTitle ?? booking.service;
