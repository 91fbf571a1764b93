import * as z from 'zod/mini';
import { Actor } from '../people/actor.ts';
import { Instant } from '../time/instant.ts';

/** Whether a customer came to their appointment. */
export const AttendanceValue = z.enum(['came', 'no-show']);
export type AttendanceValue = z.infer<typeof AttendanceValue>;

/** What staff noted of an appointment, when, and who did. */
export const NotedAttendance = z.object({ value: AttendanceValue, at: Instant, actor: Actor });
export type NotedAttendance = z.infer<typeof NotedAttendance>;

/** The same as an invitation keeps it. It counts for the appointment that begins at `startsAt`, wherever the booking is moved. */
export const Attendance = z.extend(NotedAttendance, { startsAt: Instant });
export type Attendance = z.infer<typeof Attendance>;

/** The customer said that they come to the appointment that begins at `startsAt`. `at`: when they said it first. */
export const ComingConfirmation = z.object({ startsAt: Instant, at: Instant });
export type ComingConfirmation = z.infer<typeof ComingConfirmation>;

/** How often a customer came, and how often they did not. */
export const AttendanceCounts = z.object({ came: z.int(), noShow: z.int() });
export type AttendanceCounts = z.infer<typeof AttendanceCounts>;

/** The count that a value adds to. */
export const COUNTED_AS = { came: 'came', 'no-show': 'noShow' } as const satisfies Record<
  AttendanceValue,
  keyof AttendanceCounts
>;
