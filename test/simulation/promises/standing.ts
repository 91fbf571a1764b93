import type { Item } from '../model/expressions.ts';
import type { Evidence } from './evidence.ts';
import { type ToldInvitation, toldInvitationIn } from './told-versions.ts';

/** A time during which a booking stood at one start without a break. Milliseconds since 1970. */
export type Standing = {
  invitationId: string;
  startsAt: string;
  /** When the entry that set the start was made, and when it was stored: a form may come days after it was sent. */
  setAt: number;
  from: number;
  /** Infinity if it stands to the end. */
  until: number;
  /** When a person did not have to look at it any more; 0 if nobody ever had to. */
  doubtfulUntil: number;
  /** The invitation as it was stored last in this time. */
  invitation: ToldInvitation;
};

/** When the newest entry that names this start was made. */
function setAt({ history }: ToldInvitation, startsAt: string, storedAt: number): number {
  const made = Object.values(history)
    .filter((entry) => [entry.changes, entry.read, entry].some((one) => one?.startsAt === startsAt))
    .map(({ at }) => Date.parse(at));
  return Math.min(storedAt, made.length > 0 ? Math.max(...made) : storedAt);
}

/** An invitation, and the start at which its booking stands, if it does. */
type Seen = { invitation?: ToldInvitation; startsAt?: string };

function seenIn(item: Item | undefined): Seen {
  const invitation = toldInvitationIn(item);
  if (!invitation) return {};
  const { state, startsAt } = invitation.booking ?? {};
  return state === 'booked' && startsAt ? { invitation, startsAt } : { invitation };
}

/** What leaves an appointment as it is: it meets another one, or what the customer wished for later cannot be had. */
const HARMLESS = ['overlap', 'form-refused', 'slot-taken', 'none-suits'];

/** Whether a person has to look at it, because it may not stay as it is. */
const isDoubtful = ({ booking }: ToldInvitation): boolean =>
  booking?.attention.some((reason) => !HARMLESS.includes(reason)) === true;

/** Notes how an invitation is stored now, while its booking goes on standing. */
function goesOn(standing: Standing, invitation: ToldInvitation, at: number): void {
  if (isDoubtful(invitation)) standing.doubtfulUntil = Number.POSITIVE_INFINITY;
  else if (isDoubtful(standing.invitation)) standing.doubtfulUntil = at;
  standing.invitation = invitation;
}

function ends(standing: Standing, at: number): void {
  standing.until = at;
  standing.doubtfulUntil = Math.min(standing.doubtfulUntil, at);
}

function begins({ invitation, startsAt }: Required<Seen>, at: number): Standing {
  const { invitationId } = invitation;
  const times = { setAt: setAt(invitation, startsAt, at), from: at, until: Number.POSITIVE_INFINITY };
  return {
    invitationId,
    startsAt,
    ...times,
    doubtfulUntil: isDoubtful(invitation) ? Number.POSITIVE_INFINITY : 0,
    invitation,
  };
}

/** When all bookings of a story stood, and at which start, in the order of the table. */
export function standingsIn({ committed }: Evidence): Standing[] {
  const found: Standing[] = [];
  const current = new Map<string, Standing>();
  for (const { pk, after, at } of committed.filter((change) => change.pk.startsWith('invitation#'))) {
    const { invitation, startsAt } = seenIn(after);
    const known = current.get(pk);
    if (known && invitation && known.startsAt === startsAt) {
      goesOn(known, invitation, at);
      continue;
    }
    if (known) ends(known, at);
    current.delete(pk);
    if (!invitation || !startsAt) continue;
    const standing = begins({ invitation, startsAt }, at);
    current.set(pk, standing);
    found.push(standing);
  }
  return found;
}
