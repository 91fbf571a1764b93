import type { Contract } from '../../contract/contract.ts';
import type { Message } from '../../domain/delivery/delivery.ts';
import { type Instant, later } from '../../domain/time/instant.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { bringForward } from '../../store/invitation/invitation-follow-up.ts';
import { bringNoticesForward } from '../../store/notices/notices.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/**
 * Records the opt-out that the failure of our message reports. A customer may opt out in WhatsApp, and only the next
 * message to them shows it. Every caller that reads the stored failure can repeat this.
 */
export async function recordOptOut(table: CustomerTable, message: Message, now: Instant): Promise<void> {
  const { chatId, failedAt, failure } = message;
  if (chatId && failedAt && failure?.reason === 'opted-out') {
    await recordConsent(table, chatId, 'opt-out', failedAt, now);
  }
}

/**
 * Handles the failure of a linked message: records an opt-out, and has its invitation or its notice looked at once the
 * grace period is over.
 */
export async function followFailure(
  { table, contract }: { table: CustomerTable; contract: Pick<Contract, 'delivery'> },
  message: Message,
  now: Instant,
): Promise<void> {
  const { tells, failedAt, invitationId } = message;
  if (!failedAt) return;
  await recordOptOut(table, message, now);
  const lookAt = later(now, contract.delivery.graceSeconds * 1000);
  if (tells) await bringNoticesForward(table, tells.invitationId, lookAt);
  if (invitationId) await bringForward(table, invitationId, lookAt);
}
