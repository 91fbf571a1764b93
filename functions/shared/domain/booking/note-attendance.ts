import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { readRequest } from '../malformed.ts';
import type { Actor } from '../people/actor.ts';
import { type Instant, later } from '../time/instant.ts';
import { type Attendance, AttendanceValue } from './attendance.ts';

const SEEN_RULE = 'must be "came", "no-show" or "none"';
const VALUE_RULE = 'must be "came" or "no-show"';

/** What notes over HTTP whether a customer came. */
export const AttendanceBody = z.strictObject({
  attendance: z.enum(AttendanceValue.options, VALUE_RULE),
  /** What the caller saw noted; left out: they do not mind what somebody else noted since. */
  seen: z.optional(z.enum([...AttendanceValue.options, 'none'], SEEN_RULE)),
});
export type AttendanceBody = z.infer<typeof AttendanceBody>;

/** Reads the body. Throws Refusal `malformed`, naming each field. */
export const readAttendance = (body: unknown): AttendanceBody => readRequest(AttendanceBody, body);

const dateOf = (at: Instant, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();

/** When the appointment begins that somebody can have come to by now. Throws Refusal `nothing-booked` or `too-early`. */
function attendedStart({ booking }: Pick<Invitation, 'booking'>, now: Instant): Instant {
  if (booking?.state !== 'booked' || !booking.startsAt) {
    throw new Refusal('nothing-booked', 'There is no appointment that the customer could have come to.');
  }
  const { startsAt, timeZone } = booking;
  if (Temporal.PlainDate.compare(dateOf(now, timeZone), dateOf(startsAt, timeZone)) < 0) {
    throw new Refusal('too-early', 'The day of the appointment has not begun.');
  }
  return startsAt;
}

/**
 * What is noted of the booking as it is; `undefined` if the same is noted already. It is dated after what it corrects,
 * even if clocks differ. Throws Refusal `nothing-booked`, `too-early` before the day of the appointment, or
 * `changed-meanwhile` if something else is noted than the caller saw.
 */
export function attendanceToNote(
  invitation: Pick<Invitation, 'booking' | 'attendance' | 'revision'>,
  { attendance: value, seen }: AttendanceBody,
  actor: Actor,
  now: Instant,
): Attendance | undefined {
  const startsAt = attendedStart(invitation, now);
  const { attendance: known, revision } = invitation;
  const noted = known?.startsAt === startsAt ? known.value : 'none';
  if (noted === value) return undefined;
  if (seen !== undefined && seen !== noted) {
    throw new Refusal('changed-meanwhile', 'Somebody noted something else since you read it: read it again.', {
      revision,
    });
  }
  return { value, at: known && now <= known.at ? later(known.at, 1) : now, actor, startsAt };
}
