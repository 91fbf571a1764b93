import { withAttendance } from '../../domain/booking/attended-booking.ts';
import { checkRevision } from '../../domain/booking/expected-revision.ts';
import { type AttendanceBody, attendanceToNote } from '../../domain/booking/note-attendance.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { now } from '../../domain/time/instant.ts';
import { writeAttendance } from '../../store/booking/attendance.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/** What is noted instead of what, who says so, and the revision that they had seen; without it they do not mind what came since. */
export type AttendanceToNote = { asked: AttendanceBody; actor: Actor; expected?: number | undefined };

/**
 * Notes whether the customer came to the appointment as it is booked now, counts it for them, and returns the invitation
 * then. The same value again changes nothing; the other one corrects it, and moves the count. Throws Refusal `not-found`,
 * `changed-meanwhile`, `nothing-booked` or `too-early`, and `Contention` if others keep writing.
 */
export const noteAttendance = (
  table: CustomerTable,
  invitationId: InvitationId,
  { asked, actor, expected }: AttendanceToNote,
): Promise<Invitation> =>
  untilWritten(async () => {
    const invitation = await readInvitation(table, invitationId);
    if (!invitation) throw unknownInvitation();
    checkRevision(invitation, expected);
    const attendance = attendanceToNote(invitation, asked, actor, now());
    if (!attendance) return invitation;
    const result = await writeAttendance(table, invitation, attendance);
    if (result === 'erased') throw unknownInvitation();
    if (result === 'lost-race') return LOST;
    const noted = { ...invitation, attendance };
    return { ...noted, booking: withAttendance(noted.booking, noted) };
  });
