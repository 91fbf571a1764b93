import type { Contract } from '../../contract/contract.ts';
import { type Message, messageArrived } from '../../domain/delivery/delivery.ts';
import { type Instant, later } from '../../domain/time/instant.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { bringForward } from '../../store/invitation/invitation-follow-up.ts';
import { recordConfirmationFailure } from '../../store/notices/confirmation-messages.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/**
 * Records the opt-out that a failed message of ours tells of: the customer may opt out at WhatsApp itself, which only
 * the next message to them shows. It follows from the stored failure alone, so whoever reads the failure repeats it.
 */
export async function recordOptOut(table: CustomerTable, message: Message, now: Instant): Promise<void> {
  const { chatId, failedAt, failure } = message;
  if (chatId && failedAt && failure?.reason === 'opted-out') {
    await recordConsent(table, chatId, 'opt-out', failedAt, now);
  }
}

/**
 * What follows from the failure of a linked message: the opt-out, if it is one; that a customer was not told of their
 * booking; an early look at the invitation.
 */
export async function followFailure(
  { table, contract }: { table: CustomerTable; contract: Pick<Contract, 'delivery'> },
  message: Message,
  now: Instant,
): Promise<void> {
  const { confirms, failedAt, failure, invitationId } = message;
  if (!failedAt) return;
  await recordOptOut(table, message, now);
  if (confirms && !messageArrived(message)) {
    await recordConfirmationFailure(table, confirms, { failedAt, reason: failure?.reason ?? 'unknown-reason' });
  }
  if (!invitationId) return;
  await bringForward(table, invitationId, later(now, contract.delivery.graceSeconds * 1000));
}
