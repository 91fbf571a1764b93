import type { Contract } from '../../contract/contract.ts';
import { placedForm } from '../../domain/booking/approval.ts';
import type { PlacedForm } from '../../domain/booking/form-place.ts';
import type { placedAs } from '../../domain/booking/placed-booking.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import { makeApprovalDue } from '../../store/booking/due-approval.ts';
import type { Table } from '../../store/table/table.ts';

/** Longer than any writer takes to store what it made due. The look then finds out when the booking itself is due. */
const FIRST_LOOK_MS = 60_000;

/**
 * What becomes of a customer's form that can have its place: it is booked, or waits for approval, and then somebody is
 * sure to look at it. To be stored with its place.
 */
export async function placeForm(
  { table, contract }: { table: Table; contract: Pick<Contract, 'booking' | 'retention'> },
  invitation: Invitation,
  placed: ReturnType<typeof placedAs>,
): Promise<PlacedForm> {
  const at = now();
  const form = placedForm(placed, invitation, contract.booking, at);
  if (form.approveBy) {
    const expiresAt = later(form.approveBy, contract.retention.invitationDays * DAY_MS);
    await makeApprovalDue(table, invitation.invitationId, { dueAt: later(at, FIRST_LOOK_MS), expiresAt });
  }
  return form;
}
