import type { AttendanceCounts, AttendanceValue } from '../../../functions/shared/domain/booking/attendance.ts';
import type { ReviewedBooking } from '../../../functions/shared/domain/booking/attention.ts';
import { dayOf } from '../../ui/times.ts';

/** In the order in which they can be chosen. */
export const ATTENDANCES = ['came', 'no-show'] as const satisfies AttendanceValue[];

const LABELS: Record<AttendanceValue, string> = { came: 'Came', 'no-show': 'No-show' };

export const attendanceLabel = (value: AttendanceValue): string => LABELS[value];

/** Whether it can be noted who came: from the day of the appointment on. `now` is in ms. */
export const hasDayCome = (
  { state, startsAt, timeZone }: Pick<ReviewedBooking, 'state' | 'startsAt' | 'timeZone'>,
  now: number,
): boolean => state === 'booked' && startsAt !== undefined && dayOf(now, timeZone) >= dayOf(startsAt, timeZone);

/** What is known of the customer's coming, in a word; `undefined` as long as nothing is. */
export function comingOf({
  attendance,
  confirmedByCustomer,
}: Pick<ReviewedBooking, 'attendance' | 'confirmedByCustomer'>): string | undefined {
  if (attendance) return LABELS[attendance.value].toLowerCase();
  return confirmedByCustomer && 'confirmed';
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** How often a customer came and did not; `undefined` if nothing was ever noted. */
export function countsSentence({ came, noShow }: AttendanceCounts): string | undefined {
  if (came + noShow === 0) return undefined;
  if (noShow === 0) return `Came ${times(came)}`;
  return came === 0 ? `Did not come ${times(noShow)}` : `Came ${times(came)}, did not come ${times(noShow)}`;
}
