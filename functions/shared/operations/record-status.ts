import type { Contract } from '../contract/contract.ts';
import type { Message, StatusReport } from '../domain/delivery.ts';
import { HOUR_MS, type Instant, later } from '../domain/instant.ts';
import { recordConsent } from '../store/chats.ts';
import { bringForward } from '../store/invitation-ends.ts';
import { recordStatus } from '../store/messages.ts';
import type { CustomerTable } from '../store/table.ts';
import type { ElementResult } from './record-unmatched.ts';

type StatusRecording = { table: CustomerTable; contract: Pick<Contract, 'delivery' | 'retention'> };

/** A failure of one of our messages wants a reaction, and may say that the customer opted out at WhatsApp itself. */
async function followFailure({ table, contract }: StatusRecording, message: Message, now: Instant): Promise<void> {
  const { invitationId, chatId, failedAt, failure } = message;
  if (!invitationId || !failedAt) return;
  if (failure?.reason === 'opted-out' && chatId) await recordConsent(table, chatId, 'opt-out', failedAt, now);
  await bringForward(table, invitationId, later(now, contract.delivery.graceSeconds * 1000));
}

/** Records a reported status. Of a message nobody here knows (yet) it is kept for the hours the contract says. */
export async function recordStatusReport(
  recording: StatusRecording,
  report: StatusReport,
  now: Instant,
): Promise<ElementResult> {
  const expiresAt = later(now, recording.contract.retention.foreignStatusHours * HOUR_MS);
  const stored = await recordStatus(recording.table, report, { now, expiresAt });
  if (stored?.failed) await followFailure(recording, stored.failed, now);
  return stored ? 'recorded' : 'duplicate';
}
