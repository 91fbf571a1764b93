import { messageArrived } from '../../domain/delivery/delivery.ts';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { isErased } from '../../store/customer/erased.ts';
import { findMessage } from '../../store/delivery/messages.ts';
import { type DueItem, settleDue } from '../../store/table/due.ts';
import { askForDelivery } from '../delivery/ask-delivery.ts';
import { followedMessages, readTold } from '../notices/notice-context.ts';
import { tellCustomer } from '../notices/tell-customer.ts';
import type { ReconcileContext, WorkInTurn } from './reconcile-invitation.ts';

/** For work that must not send yet. */
export const noTurn = async () => false;

/** Asks the provider what became of messages that are followed, unless they are known to have arrived. */
export async function askAboutMessages(context: ReconcileContext, pks: readonly string[]): Promise<void> {
  for (const pk of pks) {
    const stored = await findMessage(context.table, { pk });
    if (!stored || isErased(stored) || messageArrived(stored.message)) continue;
    await askForDelivery(context, stored.message);
  }
}

/** Asks the provider what became of the messages of due notices, and does what follows. A send waits for its turn. */
export async function reconcileNotices(context: ReconcileContext, item: DueItem): Promise<WorkInTurn | undefined> {
  const invitationId = InvitationId.parse(item.pk.slice('notice#'.length));
  const told = await readTold(context, invitationId);
  if (!told) {
    await settleDue(context.table, item);
    return undefined;
  }
  await askAboutMessages(context, followedMessages(told.stored.notices));
  const { kind } = await tellCustomer({ ...context, pace: noTurn }, invitationId, context.remainingMs);
  if (kind !== 'postponed') return undefined;
  return async () => {
    await tellCustomer(context, invitationId, context.remainingMs);
  };
}
