import { Temporal } from 'temporal-polyfill';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { ScreenAnswer, Viewer } from '../../domain/live-form/screen-answer.ts';
import type { Choice, Typed } from '../../domain/live-form/step.ts';
import { datesShown, whenScreen } from '../../domain/live-form/when-screen.ts';
import type { LocalDate } from '../../domain/places/day.ts';
import { wishFor } from '../../domain/places/wish.ts';
import { findSlots } from '../places/find-slots.ts';
import { calendarOf } from './calendar.ts';
import type { LiveFormContext } from './confirm-booking.ts';

/** The form of one invitation, as its phone shows it. */
export type Form = { context: LiveFormContext; invitation: Invitation; viewer: Viewer };

/** So many days that turn out to be full are looked at one by one. */
const MOST_TRIED = 5;

/** The open dates after the wished one, then those before it. */
function inTurn(open: ReadonlySet<LocalDate>, wished: LocalDate | undefined): LocalDate[] {
  const dates = [...open].sort();
  if (wished === undefined) return dates;
  return [...dates.filter((date) => date > wished), ...dates.filter((date) => date < wished)];
}

/**
 * The times that are free now on the wished date, or on the next one that has any, and those that the customer has already:
 * they keep only others away. Throws Refusal `unknown-service`, `unknown-resource` or `not-ready`.
 */
export async function showTimes(
  { context, viewer, invitation }: Form,
  chosen: { choice: Choice; typed: Typed },
  wished?: LocalDate,
  message?: string,
): Promise<ScreenAnswer> {
  const { table, contract } = context;
  const { booking } = contract;
  const now = Date.now();
  const dates = datesShown(booking, now);
  const own = { invitationId: invitation.invitationId, replaces: invitation.place?.claimId };
  const wish = { ...wishFor(booking, chosen.choice), ...own };
  const slotsBetween = (first: LocalDate, last: LocalDate) =>
    findSlots(table, wish, Temporal.PlainDate.from(first), Temporal.PlainDate.from(last));

  const isShown = wished !== undefined && dates.first <= wished && wished <= dates.last;
  const [open, onWished] = await Promise.all([
    calendarOf(table, wish, dates),
    isShown ? slotsBetween(wished, wished) : [],
  ]);
  if (isShown && onWished.length > 0)
    return whenScreen(booking, viewer, chosen, { slots: onWished, now, wished, open: open.add(wished) }, message);
  if (isShown) open.delete(wished);
  for (const date of inTurn(open, wished).slice(0, MOST_TRIED)) {
    const slots = await slotsBetween(date, date);
    if (slots.length > 0) return whenScreen(booking, viewer, chosen, { slots, now, wished, open }, message);
    open.delete(date);
  }
  // Nothing is open, or more has changed than a calendar may lag behind: all days as they are now.
  const slots = await slotsBetween(dates.first, dates.last);
  return whenScreen(booking, viewer, chosen, { slots, now, wished }, message);
}
