import type { Planted } from './plant.ts';

const OPERATIONS = 'functions/shared/operations';

/** Deliberate breaks of how bookings without services are claimed and compared. */
export const OVERLAP_BREAKS: readonly Planted[] = [
  {
    name: 'claim-left-behind',
    promise: 'overlaps',
    file: `${OPERATIONS}/places/hold-unlimited-place.ts`,
    find: 'const ids = [stored?.claimId, wanted?.place.claimId];',
    replace: 'const ids = [wanted?.place.claimId];',
    why: 'A booking that moved keeps its former time, and is compared with bookings that it does not meet.',
    withinSeeds: 60,
    fromSeed: 4,
  },
  {
    name: 'neighbours-not-compared',
    promise: 'overlaps',
    file: `${OPERATIONS}/booking/settle-booking.ts`,
    find: 'const others = new Set([...neighbours, ...marked]);',
    replace: 'const others = new Set([...neighbours, ...marked].filter((id) => marked.includes(id)));',
    why: 'Two customers have booked the same time, and nobody sees it.',
    withinSeeds: 60,
    fromSeed: 26,
  },
];
