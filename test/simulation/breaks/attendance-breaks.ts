import type { Booking } from '../../../functions/shared/domain/booking/booking-history.ts';
import type { answerToComing } from '../../../functions/shared/domain/chat/decide-answer.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { breakOf, type Planted } from './plant.ts';

/** Deliberate breaks of what is known of who comes and who came. */
export const ATTENDANCE_BREAKS: readonly Planted[] = [
  breakOf<() => boolean>({
    name: 'no-show-asked-how-it-was',
    promise: 14,
    file: 'functions/shared/domain/reminders/plan-reminders.ts',
    seam: 'isNoShow',
    broken: () => () => false,
    why: 'Who did not come is asked how it was.',
    fromSeed: 405,
  }),
  breakOf<(table: unknown, chatId: unknown, invitation: Invitation, attendance: unknown) => unknown>({
    name: 'correction-counted-twice',
    promise: 'attendance',
    file: 'functions/shared/store/booking/attendance.ts',
    seam: 'countWrite',
    broken:
      (count) =>
      (table, chatId, { attendance: _, ...invitation }, attendance) =>
        count(table, chatId, invitation, attendance),
    why: 'Who came, and was noted as absent by mistake, counts as absent for ever.',
    fromSeed: 21,
  }),
  breakOf<(booking: Booking | undefined) => Booking | undefined>({
    name: 'attendance-lost-by-a-change',
    promise: 'attendance',
    file: 'functions/shared/store/booking/booking-marks.ts',
    seam: 'withAttendance',
    broken: () => (booking) => booking,
    why: 'Who corrects the notes of a booking takes from it who came.',
    fromSeed: 6,
  }),
  breakOf<typeof answerToComing>({
    name: 'coming-forgotten',
    promise: 'attendance',
    file: 'functions/shared/domain/chat/decide-answer.ts',
    seam: 'answerToComing',
    broken: () => () => undefined,
    why: 'Who says that they come is not noted.',
    fromSeed: 183,
  }),
];
