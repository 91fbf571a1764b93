import type { Planted } from './plant.ts';

const DOMAIN = 'functions/shared/domain';

/** Deliberate breaks of what waits until staff approve it. */
export const APPROVAL_BREAKS: readonly Planted[] = [
  {
    name: 'moved-without-approval',
    promise: 'approval',
    file: `${DOMAIN}/booking/approval.ts`,
    find: 'if (holdsPlace(booking) && isPlaceOf(placed, booking)) return booking.approveBy;',
    replace: 'if (holdsPlace(booking)) return booking.approveBy;',
    why: 'Who has an approved appointment takes any other time without approval.',
    withinSeeds: 60,
    fromSeed: 60,
  },
  {
    name: 'late-approval-forgotten',
    promise: 'approval',
    file: 'functions/shared/operations/reconcile/reconcile-approval.ts',
    find: 'if (due !== undefined && due > at) await postpone(table, item, due);',
    replace: 'if (due !== undefined && due > at) await settleDue(table, item);',
    why: 'Nobody sees that a customer waits for a decision.',
    withinSeeds: 60,
    fromSeed: 1401,
  },
  {
    name: 'request-told-as-booking',
    promise: 13,
    file: `${DOMAIN}/notices/wanted-notice.ts`,
    find: "  if (booking.state === 'to-approve') return 'requested';\n",
    replace: '',
    why: 'Who waits for approval reads that they are booked.',
    withinSeeds: 60,
    fromSeed: 9,
  },
  {
    name: 'refusal-told-as-cancellation',
    promise: 13,
    file: `${DOMAIN}/notices/wanted-notice.ts`,
    find: 'const declined = declinedRequest(invitation);',
    replace: 'const declined = undefined;',
    why: 'Whose request was refused reads that an appointment is cancelled, which they never had.',
    withinSeeds: 60,
    fromSeed: 9,
  },
  {
    name: 'waiting-place-given-away',
    promise: 'claims',
    file: `${DOMAIN}/booking/booking-state.ts`,
    find: "booking?.state === 'booked' || booking?.state === 'to-approve'",
    replace: "booking?.state === 'booked'",
    why: 'What waits for approval keeps nobody else from its place.',
    withinSeeds: 60,
    fromSeed: 9,
  },
  {
    name: 'reminder-of-what-waits',
    promise: 14,
    file: `${DOMAIN}/reminders/standing.ts`,
    find: "booking?.state === 'booked' ? booking.startsAt : undefined;",
    replace: "booking?.state === 'booked' || booking?.state === 'to-approve' ? booking.startsAt : undefined;",
    why: 'Who waits for approval is reminded of an appointment that nobody gave them.',
    withinSeeds: 60,
    fromSeed: 2883,
  },
];
