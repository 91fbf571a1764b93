import type { Contract } from '../../contract/contract.ts';
import { invitationOf, type StatusReport } from '../../domain/delivery/delivery.ts';
import { HOUR_MS, type Instant, later } from '../../domain/time/instant.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import { recordStatus } from '../../store/delivery/messages.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { rememberReported } from '../staff/staff-sender.ts';
import type { ElementResult } from '../webhook/record-unmatched.ts';
import { followArrival } from './follow-arrival.ts';
import { followFailure } from './follow-failure.ts';

type StatusContext = { table: CustomerTable; contract: Pick<Contract, 'delivery' | 'retention' | 'staff'> };

/**
 * Records a reported status. The status of an unknown message is kept for the contract's `foreignStatusHours`. What
 * follows from it follows from a repeat as well, because the run that recorded it may have crashed before that.
 */
export async function recordStatusReport(
  context: StatusContext,
  report: StatusReport,
  now: Instant,
): Promise<ElementResult> {
  const { table, contract } = context;
  await rememberReported(context, report.reportedAs, now);
  const expiresAt = later(now, contract.retention.foreignStatusHours * HOUR_MS);
  const { isNew, message } = await recordStatus(table, report, { now, expiresAt });
  const { status } = report;
  const invitationId = message && invitationOf(message);
  if (invitationId) noteInvitation(invitationId);
  if (message && status === 'failed') await followFailure(context, message, now);
  if (message && (status === 'delivered' || status === 'read')) await followArrival(table, message, status, now);
  return isNew ? 'recorded' : 'duplicate';
}
