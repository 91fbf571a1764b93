import { type AttentionCheck, outcomeOf } from '../../domain/booking/attention.ts';
import { doOverlap, slotOf } from '../../domain/booking/overlap.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import { writeAttention } from '../../store/booking/attention.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { Table } from '../../store/table/table.ts';
import { holdUnlimitedPlace, type SettleContext } from '../places/hold-unlimited-place.ts';

/** Looks at one invitation or one pair: each that writes is followed by another. */
const LOOKS = 10;

type Look = Omit<AttentionCheck, 'overlap'>;

/** What brought it about that a booking is settled, and the invitation as it was before. */
export type BookingTrigger = Look & { before?: Pick<Invitation, 'booking' | 'overlapsWith'> | undefined };

/**
 * Brings an invitation's place in the worklist up to date and, with another one, the marks of both. It looks again
 * until nothing is left to write: whoever wrote last has then seen both as they were after that write, so that no
 * order of events leaves a wrong mark.
 */
async function settleMarks(
  table: Table,
  one: InvitationId,
  other: InvitationId | undefined,
  trigger: Look,
): Promise<void> {
  for (let count = 1; count <= LOOKS; count++) {
    const [first, second] = await Promise.all([readInvitation(table, one), other && readInvitation(table, other)]);
    const isThere = doOverlap(slotOf(first?.booking), slotOf(second?.booking));
    const checks: { seen: Invitation | undefined; check: AttentionCheck }[] = [
      { seen: first, check: { ...trigger, ...(other && { overlap: { with: other, isThere } }) } },
      { seen: second, check: { ...trigger, hasNewReason: false, overlap: { with: one, isThere } } },
    ];
    const writes = checks.flatMap(({ seen, check }) => {
      const outcome = seen && outcomeOf(check, seen);
      return outcome ? [writeAttention(table, seen, outcome, trigger.at)] : [];
    });
    if (writes.length === 0) return;
    await Promise.all(writes);
  }
  throw new Error('Too many writers change this booking at the same time. It is settled anew.');
}

/**
 * Settles the booking of one invitation as it is now: a booking without the place of a service gets its claim, or loses
 * it, whoever overlaps with it is marked on both sides, and its place in the worklist fits. A repeat changes nothing;
 * without a trigger nothing counts as news. Throws `Contention` if others keep writing the same days.
 */
export async function settleBooking(
  context: SettleContext,
  invitationId: InvitationId,
  { before, ...look }: BookingTrigger = { at: now(), hasNewReason: false },
): Promise<void> {
  const { table } = context;
  const { current, neighbours } = await holdUnlimitedPlace(context, invitationId, slotOf(before?.booking));
  const marked = [before, current].flatMap((image) => [...(image?.overlapsWith ?? [])]);
  const others = new Set([...neighbours, ...marked]);
  for (const other of others) await settleMarks(table, invitationId, other, look);
  if (others.size === 0 && current && outcomeOf(look, current)) {
    await settleMarks(table, invitationId, undefined, look);
  }
}
