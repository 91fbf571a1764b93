import type { Decision } from '../../domain/booking/booking-request.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { StaffButtonMeaning, StaffSubject } from '../../domain/staff/staff-button.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import type { StaffTap } from '../../domain/staff/staff-tap.ts';
import { changeBooking } from '../booking/change-booking.ts';
import type { StaffContext } from './message-member.ts';

type Asked = { about: StaffSubject; meaning: Exclude<StaffButtonMeaning, 'call'> };

/** Somebody decided already, the customer cancelled, moved or was erased: the present state is the answer. */
const isOver = (error: unknown): boolean =>
  error instanceof Refusal && (error.kind === 'nothing-to-approve' || error.kind === 'not-found');

/**
 * Approves or refuses what waits for it, if it is still what the member saw. The tap is the key, so that it decides once,
 * however often it is delivered.
 */
export async function decideApproval(
  { table, contract }: StaffContext,
  { key: staff }: StaffMember,
  { messageId }: StaffTap,
  { about, meaning }: Asked,
): Promise<void> {
  if (!('invitationId' in about) || !about.waiting) return;
  const { invitationId, waiting: seen } = about;
  const kind = meaning === 'approve' ? 'approval' : 'refusal';
  const decision: Decision = { kind, asked: {}, seen };
  const asking = { actor: { kind: 'staff', staff }, key: { kind: 'event', value: messageId } } as const;
  try {
    await changeBooking({ table, contract }, invitationId, decision, asking);
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}
