import { type Message, messageArrived } from '../../domain/delivery/delivery.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Dispatch } from '../../domain/notices/notice.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { askForDelivery } from '../delivery/ask-delivery.ts';
import { followedMessages, messagesNotArrived, readMessages, readTold } from '../notices/notice-context.ts';
import { tellCustomer } from '../notices/tell-customer.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';

/** For work that must not send yet. */
export const noTurn = async () => false;

/**
 * The messages of what was sent, after the provider was asked what became of those that are followed and not known to have
 * arrived. `undefined` if it was asked: meanwhile more than that may have changed.
 */
export async function reportedMessages(
  context: ReconcileContext,
  sent: readonly Dispatch[],
): Promise<ReadonlyMap<string, Message> | undefined> {
  const messages = await readMessages(context, messagesNotArrived(sent));
  const asked = followedMessages(sent).flatMap((pk) => {
    const message = messages.get(pk);
    return message && !messageArrived(message) ? [message] : [];
  });
  for (const message of asked) await askForDelivery(context, message);
  return asked.length > 0 ? undefined : messages;
}

/** Asks the provider what became of the messages of due notices, and does what follows. A send waits for its turn. */
export async function reconcileNotices(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const invitationId = InvitationId.parse(item.pk.slice('notice#'.length));
  const told = await readTold(context, invitationId);
  if (!told) {
    await settleDue(context.table, item);
    return undefined;
  }
  const messages = await reportedMessages(context, told.stored.notices);
  const seen = messages && { told, messages };
  const { kind } = await tellCustomer({ ...context, pace: noTurn }, invitationId, context.remainingMs, { seen });
  if (kind !== 'postponed') return undefined;
  return async () => {
    await tellCustomer(context, invitationId, context.remainingMs, { needsTurn: true });
  };
}
