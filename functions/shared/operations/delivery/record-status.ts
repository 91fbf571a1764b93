import type { Contract } from '../../contract/contract.ts';
import type { StatusReport } from '../../domain/delivery/delivery.ts';
import { HOUR_MS, type Instant, later } from '../../domain/time/instant.ts';
import { readMessage, recordStatus } from '../../store/delivery/messages.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { rememberReported } from '../staff/staff-sender.ts';
import type { ElementResult } from '../webhook/record-unmatched.ts';
import { followFailure } from './follow-failure.ts';

type StatusContext = { table: CustomerTable; contract: Pick<Contract, 'delivery' | 'retention' | 'staff'> };

/**
 * Records a reported status. The status of an unknown message is kept for the contract's `foreignStatusHours`. A
 * repeated failure is handled again, because the run that recorded it may have crashed before that.
 */
export async function recordStatusReport(
  context: StatusContext,
  report: StatusReport,
  now: Instant,
): Promise<ElementResult> {
  const { table, contract } = context;
  await rememberReported(context, report.reportedAs, now);
  const expiresAt = later(now, contract.retention.foreignStatusHours * HOUR_MS);
  const stored = await recordStatus(table, report, { now, expiresAt });
  const isRepeatedFailure = !stored && report.status === 'failed';
  const failed = isRepeatedFailure ? (await readMessage(table, report.messageId))?.message : stored?.failed;
  if (failed) await followFailure(context, failed, now);
  return stored ? 'recorded' : 'duplicate';
}
