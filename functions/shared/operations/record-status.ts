import type { StatusReport } from '../domain/delivery.ts';
import { HOUR_MS, type Instant, later } from '../domain/instant.ts';
import { recordStatus } from '../store/messages.ts';
import type { Recording } from './link-message.ts';
import type { ElementResult } from './record-unmatched.ts';

/** Records a reported status. Of a message nobody here knows (yet) it is kept for the hours the contract says. */
export async function recordStatusReport(
  { table, contract }: Recording,
  report: StatusReport,
  now: Instant,
): Promise<ElementResult> {
  const expiresAt = later(now, contract.retention.foreignStatusHours * HOUR_MS);
  return (await recordStatus(table, report, { now, expiresAt })) ? 'recorded' : 'duplicate';
}
