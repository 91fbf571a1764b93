import type { Planted } from './plant.ts';

const SHARED = 'functions/shared';

/** Deliberate breaks of what is known of who comes and who came. */
export const ATTENDANCE_BREAKS: readonly Planted[] = [
  {
    name: 'no-show-asked-how-it-was',
    promise: 14,
    file: `${SHARED}/domain/reminders/plan-reminders.ts`,
    find: "kind === 'follow-up' && booking?.attendance?.value === 'no-show';",
    replace: "kind === 'reminder' && booking?.attendance?.value === 'no-show';",
    why: 'Who did not come is asked how it was.',
    withinSeeds: 60,
    fromSeed: 2907,
  },
  {
    name: 'correction-counted-twice',
    promise: 'attendance',
    file: `${SHARED}/store/booking/attendance.ts`,
    find: 'const isCorrection = known?.startsAt === attendance.startsAt;',
    replace: 'const isCorrection = false;',
    why: 'Who came, and was noted as absent by mistake, counts as absent for ever.',
    withinSeeds: 60,
    fromSeed: 21,
  },
  {
    name: 'attendance-lost-by-a-change',
    promise: 'attendance',
    file: `${SHARED}/store/booking/booking-marks.ts`,
    find: 'const booking = withAttendance(folded, marks);',
    replace: 'const booking = folded;',
    why: 'Who corrects the notes of a booking takes from it who came.',
    withinSeeds: 60,
    fromSeed: 6,
  },
  {
    name: 'coming-forgotten',
    promise: 'attendance',
    file: `${SHARED}/domain/chat/decide-answer.ts`,
    find: '  const booked = openBookingOf(invitation, at);\n  if (!booked) return undefined;\n  const text = words',
    replace: '  const booked = undefined;\n  if (!booked) return undefined;\n  const text = words',
    why: 'Who says that they come is not noted.',
    withinSeeds: 60,
    fromSeed: 375,
  },
];
