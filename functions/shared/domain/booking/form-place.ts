import * as z from 'zod/mini';
import { LiftableReason } from '../places/day.ts';
import { Instant } from '../time/instant.ts';
import { Placement } from './placement.ts';

/**
 * Why a form has no place. `unknown-service` and `start-unreadable`: it names no service of the contract, or no start
 * that can be read, so that nobody can decide but a person. `too-many-open`: the customer has as many bookings ahead as
 * the contract lets them have. `none-suits`: none of the times that a live form showed suits them, and a person has to
 * answer. `superseded`: something newer was known when it came.
 */
export const FormRefusal = z.enum([
  ...LiftableReason.options,
  'start-in-dst-gap',
  'unknown-service',
  'start-unreadable',
  'too-many-open',
  'none-suits',
  'superseded',
]);
export type FormRefusal = z.infer<typeof FormRefusal>;

/** A form that has its place: when it is, and what it takes. `service` is an id of the contract. */
export const PlacedForm = z.object({
  outcome: z.literal('placed'),
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  service: z.string(),
  ...Placement.shape,
  /** By when the business approves or refuses it; left out where it need not. */
  approveBy: z.optional(Instant),
});
export type PlacedForm = z.infer<typeof PlacedForm>;

/** What became of the place that a form asks for. `requested`: nobody decided yet. */
export const FormPlace = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('requested') }),
  PlacedForm,
  z.object({ outcome: z.literal('refused'), reason: FormRefusal }),
]);
export type FormPlace = z.infer<typeof FormPlace>;
