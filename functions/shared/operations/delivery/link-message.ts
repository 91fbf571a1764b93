import type { Contract } from '../../contract/contract.ts';
import type { Carrier, MessageId } from '../../domain/delivery/delivery.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import type { Lookups } from '../../provider/lookups.ts';
import { writeMessageTombstone } from '../../store/customer/tombstones.ts';
import { linkMessage, readMessage, type StoredMessage } from '../../store/delivery/messages.ts';
import { clearWaiting } from '../../store/delivery/waiting-forms.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { releaseTaps } from '../chat/waiting-taps.ts';
import { linkSender } from '../customer/link-addresses.ts';
import { storeRequested } from '../places/store-requested.ts';
import { recordUnmatched } from '../webhook/record-unmatched.ts';
import { followFailure } from './follow-failure.ts';

export type RecordContext = {
  table: CustomerTable;
  contract: Pick<Contract, 'booking' | 'delivery' | 'languages' | 'retention' | 'staff'>;
};

export type LookupContext = RecordContext & { lookups: Lookups };

/** Erases a message whose invitation was erased meanwhile. */
export async function writeTombstoneIfErased({ table, contract }: RecordContext, messageId: MessageId): Promise<void> {
  const erasedAt = now();
  await writeMessageTombstone(table, messageId, {
    erasedAt,
    expiresAt: later(erasedAt, contract.retention.invitationDays * DAY_MS),
  });
}

/** Adds the completions that waited for a message's link to its invitation. They came without a flow token. */
export async function deliverWaiting({ table, contract }: RecordContext, stored: StoredMessage, to: InvitationId) {
  if (stored.waiting.length === 0) return;
  for (const { id, entry, chatId } of stored.waiting) {
    const outcome = await storeRequested({ table, contract }, to, { id, entry });
    if (outcome.result === 'erased') return writeTombstoneIfErased({ table, contract }, stored.message.messageId);
    if (outcome.result === 'no-such-invitation') {
      const text = JSON.stringify({ answered: stored.message.messageId, id, entry });
      await recordUnmatched({ table, contract }, { reason: outcome.result, text }, now());
    } else if (chatId) {
      await linkSender({ table, contract }, outcome.invitation, { chatId }, { at: entry.at, now: now() });
    }
  }
  await clearWaiting(table, stored);
}

/**
 * Links an accepted message to its invitation. Then handles a failure that was reported before the link, and the forms
 * without a token that waited for it. A repeat is harmless and completes a run that crashed.
 */
export async function linkAcceptedMessage(
  context: RecordContext,
  invitation: Pick<Invitation, 'invitationId' | 'recipient' | 'booking'>,
  messageId: MessageId,
  carrier: Carrier,
): Promise<void> {
  const { table, contract } = context;
  const { invitationId } = invitation;
  const { chatId } = addresseeOf(invitation);
  const at = now();
  const expiresAt = messageKeptUntil(contract.retention, at, invitation.booking?.endsAt);
  const linked = await linkMessage(table, { messageId, invitationId, carrier, chatId }, { now: at, expiresAt });
  const stored = linked ?? (await readMessage(table, messageId));
  if (!stored) return;
  await followFailure(context, stored.message, at);
  await releaseTaps(context, stored);
  await deliverWaiting(context, stored, invitationId);
}
