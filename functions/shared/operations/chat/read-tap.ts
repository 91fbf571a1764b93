import type { Contract } from '../../contract/contract.ts';
import { type ChatWish, foldLabel } from '../../domain/chat/chat-wish.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { SentButton } from '../../domain/notices/notice.ts';
import { DAY_MS, type Instant, later, now } from '../../domain/time/instant.ts';
import { keepWaitingTap } from '../../store/chat/waiting-taps.ts';
import { isLinked, readMessage, recordTapped, type StoredMessage } from '../../store/delivery/messages.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { followArrival } from '../delivery/follow-arrival.ts';

/** More than these wait on no message: it is somebody else's, and its item has to stay within its size. */
const WAITING_LIMIT = 10;

/** How long a tap may wait for the link of the message that it answers. Reconcile links what a crashed run left in less. */
const LINK_WITHIN_MS = 10 * 60_000;

/** The button that was tapped, and the booking that it is about, in the version that its message tells of. */
export type TappedButton = { button: SentButton; invitationId: InvitationId | undefined; revision: number | undefined };

/** `words`: nothing is known of a button, so the label counts as if it was written. `waits`: for the link of the message. */
export type ReadTap = TappedButton | 'words' | 'waits';

type Tap = NonNullable<ChatWish['tap']>;

/** The button in a linked message. If the message went to the same person, the tap shows that it arrived. */
async function buttonIn(
  { table }: { table: CustomerTable },
  { message }: StoredMessage,
  { at, tap: { label }, addresses }: { at: Instant; tap: Tap; addresses: readonly ChatId[] },
): Promise<ReadTap> {
  if (message.chatId === undefined || !addresses.includes(message.chatId)) return 'words';
  const tapped = await recordTapped(table, message.messageId, at);
  if (tapped) await followArrival(table, tapped, 'tapped', now());
  const button = message.buttons?.find((one) => foldLabel(one.label) === foldLabel(label));
  if (!button) return 'words';
  const invitationId = button.invitationId ?? message.tells?.invitationId;
  if (!invitationId && button.meaning !== 'book') return 'words';
  return { button, invitationId, revision: message.tells?.revision };
}

async function waitForLink(
  { table, contract }: { table: CustomerTable; contract: Pick<Contract, 'retention'> },
  wish: ChatWish,
  answers: MessageId,
): Promise<boolean> {
  const at = now();
  const times = {
    now: at,
    dueAt: later(at, LINK_WITHIN_MS),
    expiresAt: later(at, contract.retention.unmatchedDays * DAY_MS),
  };
  return keepWaitingTap(table, answers, wish, times);
}

/**
 * Reads what a tap means from the message that it answers, which must have gone to the same person (`addresses`). A tap
 * on a message that is not linked yet is kept there until it is, or until its time is over.
 */
export async function readTap(
  context: { table: CustomerTable; contract: Pick<Contract, 'retention'> },
  wish: ChatWish,
  tap: Tap,
  addresses: readonly ChatId[],
): Promise<ReadTap> {
  const { table } = context;
  const tapped = { at: wish.at, tap, addresses };
  const stored = await readMessage(table, tap.answers);
  if (stored && isLinked(stored.message)) return buttonIn(context, stored, tapped);
  if (wish.messageLink || (stored?.taps ?? []).length >= WAITING_LIMIT) return 'words';
  if (await waitForLink(context, wish, tap.answers)) return 'waits';
  // The link came in between, or the customer was erased.
  const linked = await readMessage(table, tap.answers);
  return linked && isLinked(linked.message) ? buttonIn(context, linked, tapped) : 'words';
}
