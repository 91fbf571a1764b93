import { holdsPlace } from '../booking/booking-state.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { Instant } from '../time/instant.ts';

/** Whether the appointment of an invitation has begun: there is nothing to choose any more. */
export const isOver = ({ booking }: Pick<Invitation, 'booking'>, now: Instant): boolean =>
  holdsPlace(booking) && booking.startsAt !== undefined && booking.startsAt < now;
