import pMap from 'p-map';
import { isClosedOver } from '../../domain/booking/closed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { daysOf } from '../../domain/places/day.ts';
import { businessOf } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import { writeClosureMark } from '../../store/booking/closure-marks.ts';
import { readInvitations } from '../../store/invitation/invitations.ts';
import { readDays } from '../../store/places/days.ts';
import { BATCH, chunksOf } from '../../store/table/items.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { ClosureContext } from './write-closure.ts';

const CONCURRENT_WRITES = 8;

/** Looks at a hundred bookings until there is nothing left to write. */
function review({ table, contract }: ClosureContext, ids: InvitationId[]): Promise<Invitation[]> {
  const business = businessOf(contract.booking);
  return untilWritten(async () => {
    const invitations = await readInvitations(table, ids);
    const days = await readDays(table, daysOf(invitations.map(({ place }) => place)));
    const closed = new Set(invitations.filter((invitation) => isClosedOver(invitation, days, business)));
    const wrong = invitations.filter(
      (invitation) => (invitation.closedSince !== undefined) !== closed.has(invitation) && invitation.booking,
    );
    if (wrong.length === 0) return [...closed];
    await pMap(wrong, (invitation) => writeClosureMark(table, invitation, closed.has(invitation), now()), {
      concurrency: CONCURRENT_WRITES,
    });
    // Another look, as a closure may have come or gone meanwhile: whoever writes last has seen the days after all others.
    return LOST;
  });
}

/**
 * Marks the bookings over which a closure lies now and takes the mark from the others. Returns the marked ones. What it
 * writes follows from the days alone, so that a repeat changes nothing.
 */
export async function reviewClosedBookings(context: ClosureContext, ids: InvitationId[]): Promise<Invitation[]> {
  const marked: Invitation[] = [];
  for (const batch of chunksOf(ids, BATCH)) marked.push(...(await review(context, batch)));
  return marked;
}
