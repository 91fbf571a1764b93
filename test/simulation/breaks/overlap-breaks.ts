import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import type { holdUnlimitedPlace } from '../../../functions/shared/operations/places/hold-unlimited-place.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of how bookings without services are claimed and compared. */
export const OVERLAP_BREAKS: readonly Planted[] = [
  breakOf<(days: unknown, invitation: Invitation, wanted: unknown) => unknown>({
    name: 'claim-left-behind',
    promise: 'overlaps',
    file: 'functions/shared/operations/places/hold-unlimited-place.ts',
    seam: 'claimIn',
    broken:
      (claim) =>
      (days, { place: _, ...invitation }, wanted) =>
        claim(days, invitation, wanted),
    why: 'A booking that moved keeps its former time, and is compared with bookings that it does not meet.',
    fromSeed: 4,
  }),
  breakOf<typeof holdUnlimitedPlace>({
    name: 'neighbours-not-compared',
    promise: 'overlaps',
    file: 'functions/shared/operations/booking/settle-booking.ts',
    seam: 'holdUnlimitedPlace',
    broken:
      (hold) =>
      async (...asked) => ({ ...(await hold(...asked)), neighbours: [] }),
    why: 'Two customers have booked the same time, and nobody sees it.',
    fromSeed: 26,
  }),
];
