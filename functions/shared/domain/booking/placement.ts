import * as z from 'zod/mini';
import { Actor } from '../people/actor.ts';
import { LiftableReason } from '../places/day.ts';
import { ResourceId } from '../places/service.ts';

/** Who lifted which rules for a booking. The system does so in `claims rebuild`. */
export const BookingOverride = z.object({ actor: Actor, lifted: z.array(LiftableReason) });
export type BookingOverride = z.infer<typeof BookingOverride>;

/** What a booking that has its place says beside its times and its service, which is an id of the contract's then. */
export const Placement = z.object({
  /** Title and names are those of the contract when the booking was placed; the title in the invitation's language. */
  serviceTitle: z.optional(z.string()),
  /** The one a customer may choose; `resources` are all that are taken. */
  resource: z.optional(ResourceId),
  resourceName: z.optional(z.string()),
  resources: z.optional(z.array(ResourceId)),
  /** In the order of `resources`. */
  resourceNames: z.optional(z.array(z.string())),
  override: z.optional(BookingOverride),
});
export type Placement = z.infer<typeof Placement>;

/** The service as people know it. */
export const serviceShown = ({ service, serviceTitle }: Placement & { service?: string | undefined }) =>
  serviceTitle ?? service;

/** Who gives the service, as people know them. */
export const resourceShown = ({ resource, resourceName }: Placement) => resourceName ?? resource;

/** All that is taken, as people know it; `undefined` for a booking without a place. */
export const resourcesShown = ({ resources, resourceNames }: Placement) => (resourceNames ?? resources)?.join(', ');
