import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { MOST_AHEAD_MS } from '../engine/invocation.ts';
import type { DeskRequest } from '../story/desk-requests.ts';
import { type Attendance, type Attended, attendedIn } from './attendance-items.ts';
import { clock } from './clinic.ts';
import { faultsOfConfirmations } from './coming.ts';
import type { Committed, Evidence } from './evidence.ts';
import { isTombstone } from './items.ts';
import type { Violation } from './violation.ts';

/** A write that noted something new of an appointment, and what was noted before. */
type Note = { change: Committed; invitation: Attended; noted: Attendance; known: Attendance | undefined };

const notesIn = ({ committed }: Evidence): Note[] =>
  committed.flatMap((change) => {
    const invitation = attendedIn(change.after);
    const [noted, known] = [invitation?.attendance, attendedIn(change.before)?.attendance];
    return invitation && noted && !isDeepStrictEqual(noted, known) ? [{ change, invitation, noted, known }] : [];
  });

const isOfAttendance = ({ kind }: DeskRequest): boolean => kind === 'attendance';

/** What is wrong with a note: staff asked for it, of an appointment that stands and whose day has come. */
function faultOfNote({ desk }: Evidence, { change, invitation: { booking }, noted }: Note): string | undefined {
  const request = desk.requests.filter(isOfAttendance).find(({ tries }) => tries.some(({ run }) => run === change.by));
  if (request?.attendance !== noted.value) return `nobody noted "${noted.value}"`;
  if (booking?.state !== 'booked' || booking.startsAt !== noted.startsAt) return 'noted of what does not stand';
  const hasDayCome = clock(Date.parse(noted.startsAt)).date <= clock(change.at + MOST_AHEAD_MS).date;
  return hasDayCome ? undefined : 'noted before the day of the appointment';
}

/** What was answered as noted was noted by then, of the invitation that was asked about. */
function faultsOfAnswers({ desk }: Evidence, notes: readonly Note[]): string[] {
  return desk.requests.filter(isOfAttendance).flatMap(({ invitationId, attendance, tries }) =>
    tries.flatMap(({ status, answered, run }) => {
      const isNoted = notes.some(
        ({ change, invitation, noted }) =>
          invitation.invitationId === invitationId && noted.value === attendance && change.at <= answered.at,
      );
      return status === 200 && !isNoted ? [`answered as noted, and was not (${run})`] : [];
    }),
  );
}

/** The booking shows what is known of its own start, and of no other. */
function faultOfCopy({ booking, attendance, customerConfirmed }: Attended): string | undefined {
  if (!booking) return undefined;
  const isOfStart = (known: { startsAt: string } | undefined) =>
    booking.state === 'booked' && known !== undefined && known.startsAt === booking.startsAt;
  const { startsAt: _, ...noted } = attendance ?? { startsAt: '' };
  if (!isDeepStrictEqual(booking.attendance, isOfStart(attendance) ? noted : undefined))
    return 'the booking shows another attendance than was noted';
  const confirmed = isOfStart(customerConfirmed) ? customerConfirmed?.at : undefined;
  return booking.confirmedByCustomer === confirmed ? undefined : 'the booking shows another confirmation than was made';
}

const Counts = z.looseObject({ chatId: z.string(), came: z.optional(z.number()), noShow: z.optional(z.number()) });
const COUNTED_AS = { came: 'came', 'no-show': 'noShow' } as const;

/** Each customer's counts are those of what was noted: a correction moves one, and nothing else does. */
function faultsOfCounts({ world, business }: Evidence, notes: readonly Note[]): string[] {
  const expected = new Map<string, { came: number; noShow: number }>();
  for (const { invitation, noted, known } of notes) {
    const { chatId } = invitation.recipient ?? {};
    if (chatId === undefined) continue;
    const counts = expected.get(chatId) ?? { came: 0, noShow: 0 };
    counts[COUNTED_AS[noted.value]] += 1;
    if (known?.startsAt === noted.startsAt) counts[COUNTED_AS[known.value]] -= 1;
    expected.set(chatId, counts);
  }
  const isErased = (chatId: string) =>
    business.erasures.some(({ customerId }) => customerId === world.whatsapp.customerAt({ chatId })?.id);
  const chats = [...world.table.items.values()].filter((item) => item['type'] === 'chat' && !isTombstone(item));
  return chats.flatMap((item) => {
    const { chatId, came = 0, noShow = 0 } = Counts.parse(item);
    const counts = expected.get(chatId) ?? { came: 0, noShow: 0 };
    const isRight = came === counts.came && noShow === counts.noShow;
    return isRight || isErased(chatId)
      ? []
      : [`counted ${came} and ${noShow}, not ${counts.came} and ${counts.noShow}`];
  });
}

/** Who came and who did not is noted as staff said it, counted once for each customer, and shown with its appointment. */
export function judgeAttendance(evidence: Evidence): Violation[] {
  const notes = notesIn(evidence);
  const faults = [
    ...notes.flatMap((note) => faultOfNote(evidence, note) ?? []),
    ...faultsOfAnswers(evidence, notes),
    ...evidence.committed.flatMap(({ after }) => {
      const invitation = attendedIn(after);
      return (invitation && faultOfCopy(invitation)) ?? [];
    }),
    ...faultsOfCounts(evidence, notes),
    ...faultsOfConfirmations(evidence),
  ];
  return faults.map((what) => ({ promise: 'attendance', what }));
}
