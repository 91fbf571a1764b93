import * as z from 'zod/mini';

/**
 * `requested`: the customer asked for it by a form, and it has no place, or none yet. `to-approve`: it has its place, and
 * waits until somebody of the business approves or refuses it. `booked`: it stands.
 */
export const BookingState = z.enum(['requested', 'to-approve', 'booked', 'cancelled']);
export type BookingState = z.infer<typeof BookingState>;

type Stated = { readonly state: BookingState };

/** Whether a booking takes its place: it stands, or waits for approval. */
export const holdsPlace = <Some extends Stated>(booking: Some | undefined): booking is Some =>
  booking?.state === 'booked' || booking?.state === 'to-approve';
