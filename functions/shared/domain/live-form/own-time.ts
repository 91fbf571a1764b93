import { holdsPlace } from '../booking/booking-state.ts';
import { PlacedForm } from '../booking/form-place.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { wishedAppointment } from '../places/appointment.ts';
import type { PlaceTerms } from '../places/service.ts';
import { epochMs } from '../time/instant.ts';
import type { Choice, ChosenStart } from './step.ts';

/** Whether a customer who moves their appointment chose what they have already. */
export function isOwnTime(
  { booking }: Pick<Invitation, 'booking'>,
  { choice, start }: { choice: Choice; start: ChosenStart },
  { services = [], timeZone }: PlaceTerms & { readonly timeZone: string },
): boolean {
  if (!holdsPlace(booking) || !booking.startsAt || booking.service !== choice.service) return false;
  if (choice.resource !== undefined && choice.resource !== booking.resource) return false;
  const service = services.find(({ id }) => id === choice.service);
  const chosen = service && wishedAppointment(timeZone, service, start);
  return chosen?.appointment.startsAt === epochMs(booking.startsAt);
}

/**
 * What a form says of the place that its booking has already: it stays as it is, and waits for approval until the same time as
 * before. `undefined` for a booking without a place.
 */
export const keptPlace = ({ booking }: Pick<Invitation, 'booking'>): PlacedForm | undefined =>
  booking?.resources && PlacedForm.safeParse({ outcome: 'placed', ...booking }).data;
