import type { Contract } from '../../contract/contract.ts';
import { type Message, type MessageId, messageArrived } from '../../domain/delivery/delivery.ts';
import { type Instant, later } from '../../domain/time/instant.ts';
import { readChatWish } from '../../store/chat/chat-wishes.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { bringForward } from '../../store/invitation/invitation-follow-up.ts';
import { bringNoticesForward } from '../../store/notices/notices.ts';
import { bringRemindersForward } from '../../store/reminders/reminders.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { handToPerson } from '../chat/hand-to-person.ts';

type FailureContext = { table: CustomerTable; contract: Pick<Contract, 'delivery' | 'retention'> };

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

/** A person sees to what an answer was for that did not arrive. */
async function handOver(context: FailureContext, answered: MessageId): Promise<void> {
  const chatWish = await readChatWish(context.table, answered);
  if (chatWish?.forPerson) await handToPerson(context, chatWish, chatWish.forPerson);
}

/**
 * Handles the failure of a linked message: records an opt-out, has its invitation, its notice or its reminder looked at
 * once the grace period is over, and hands what it answered to a person.
 */
export async function followFailure(context: FailureContext, message: Message, now: Instant): Promise<void> {
  const { table, contract } = context;
  const { tells, reminds, answers, failedAt, invitationId } = message;
  if (!failedAt) return;
  await recordOptOut(table, message, now);
  const lookAt = later(now, contract.delivery.graceSeconds * 1000);
  if (tells) await bringNoticesForward(table, tells.invitationId, lookAt);
  if (reminds) await bringRemindersForward(table, reminds.invitationId, lookAt);
  if (answers && !messageArrived(message)) await handOver(context, answers);
  if (invitationId) await bringForward(table, invitationId, lookAt);
}
