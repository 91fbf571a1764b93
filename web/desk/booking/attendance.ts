import type { AttendanceCounts, AttendanceValue } from '../../../functions/shared/domain/booking/attendance.ts';
import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { dayOf } from '../../ui/times.ts';
import type { LabelWords } from './label-words.ts';

/** In the order in which they can be chosen. */
export const ATTENDANCES = ['came', 'no-show'] as const satisfies AttendanceValue[];

/** Whether it can be noted who came: from the day of the appointment on. `now` is in ms. */
export const hasDayCome = (
  { state, startsAt, timeZone }: Pick<ReviewedBooking, 'state' | 'startsAt' | 'timeZone'>,
  now: number,
): boolean => state === 'booked' && startsAt !== undefined && dayOf(now, timeZone) >= dayOf(startsAt, timeZone);

/** What is known of the customer's coming, in a word; `undefined` as long as nothing is. */
export function comingOf(
  { attendance, confirmedByCustomer }: Pick<ReviewedBooking, 'attendance' | 'confirmedByCustomer'>,
  { attendance: words }: LabelWords,
): string | undefined {
  if (attendance) return words[attendance.value];
  return confirmedByCustomer && words.confirmed;
}

/** How often a customer came and did not; `undefined` if nothing was ever noted. */
export const countsSentence = ({ came, noShow }: AttendanceCounts, { counts }: LabelWords): string | undefined =>
  came + noShow === 0 ? undefined : counts(came, noShow);
