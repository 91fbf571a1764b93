import { Temporal } from 'temporal-polyfill';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { ScreenAnswer, Viewer } from '../../domain/live-form/screen-answer.ts';
import type { Choice, Typed } from '../../domain/live-form/step.ts';
import { datesShown, whenScreen } from '../../domain/live-form/when-screen.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { findSlots } from '../places/find-slots.ts';
import type { LiveFormContext } from './confirm-booking.ts';

/** The form of one invitation, as its phone shows it. */
export type Form = { context: LiveFormContext; invitation: Invitation; viewer: Viewer };

/**
 * The times that are free now, and those that the customer has already: they keep only others away. Throws Refusal
 * `unknown-service`, `unknown-resource` or `not-ready`.
 */
export async function showTimes(
  { context, viewer, invitation }: Form,
  chosen: { choice: Choice; typed: Typed },
  wished?: LocalDate,
  message?: string,
): Promise<ScreenAnswer> {
  const { booking } = context.contract;
  const now = Date.now();
  const { first, last } = datesShown(booking, now);
  const own = { invitationId: invitation.invitationId, replaces: invitation.place?.claimId };
  const wish = { ...wishFor(booking, chosen.choice), ...own };
  const slots = await findSlots(context.table, wish, Temporal.PlainDate.from(first), Temporal.PlainDate.from(last));
  return whenScreen(booking, viewer, chosen, { slots, now, wished }, message);
}
