import type { Contract } from '../../contract/contract.ts';
import { type Message, type MessageId, messageArrived } from '../../domain/delivery/delivery.ts';
import { type Instant, later } from '../../domain/time/instant.ts';
import { readChatWish } from '../../store/chat/chat-wishes.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { awaitLink } from '../../store/delivery/awaited-links.ts';
import { isLinked } from '../../store/delivery/messages.ts';
import { bringForward } from '../../store/invitation/invitation-follow-up.ts';
import { bringNoticesForward } from '../../store/notices/notices.ts';
import { bringRemindersForward } from '../../store/reminders/reminders.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { handToPerson } from '../chat/hand-to-person.ts';

type FailureContext = { table: CustomerTable; contract: Pick<Contract, 'delivery' | 'retention'> };

/** Whoever sent a message has linked it within this time, or has ended. */
const LINKED_WITHIN_MS = 2 * 60_000;

const reportsOptOut = ({ failure }: Message): boolean => failure?.reason === 'opted-out';

/**
 * Records the opt-out that the failure of our message reports. A customer may opt out in WhatsApp, and only the next
 * message to them shows it. Every caller that reads the stored failure can repeat this.
 */
export async function recordOptOut(table: CustomerTable, message: Message, now: Instant): Promise<void> {
  const { chatId, failedAt } = message;
  if (chatId && failedAt && reportsOptOut(message)) await recordConsent(table, chatId, 'opt-out', failedAt, now);
}

/** A person sees to what an answer was for that did not arrive. */
async function handOver(context: FailureContext, answered: MessageId): Promise<void> {
  const chatWish = await readChatWish(context.table, answered);
  if (chatWish?.forPerson) await handToPerson(context, chatWish, chatWish.forPerson);
}

/**
 * Handles the failure of a message: records an opt-out, has its invitation, its notice or its reminder looked at once the
 * grace period is over, and hands what it answered to a person. Of a message that is not linked nothing is known. Whoever
 * links it sees an opt-out, but may end before it is recorded, so the message is looked at again.
 */
export async function followFailure(context: FailureContext, message: Message, now: Instant): Promise<void> {
  const { table, contract } = context;
  const { tells, reminds, answers, failedAt, invitationId } = message;
  if (!failedAt) return;
  if (!isLinked(message) && reportsOptOut(message)) {
    await awaitLink(table, message.messageId, later(now, LINKED_WITHIN_MS));
    return;
  }
  await recordOptOut(table, message, now);
  const lookAt = later(now, contract.delivery.graceSeconds * 1000);
  if (tells) await bringNoticesForward(table, tells.invitationId, lookAt);
  if (reminds) await bringRemindersForward(table, reminds.invitationId, lookAt);
  if (answers && !messageArrived(message)) await handOver(context, answers);
  if (invitationId) await bringForward(table, invitationId, lookAt);
}
