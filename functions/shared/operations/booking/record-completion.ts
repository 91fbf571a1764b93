import type { InboundMessage, UnmatchedReason } from '../../domain/customer/inbound.ts';
import { type Completion, completionEntry } from '../../domain/forms/completion.ts';
import { verifyFlowToken } from '../../domain/forms/flow-token.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { tellsOfEnd } from '../../domain/live-form/end-of-form.ts';
import { DAY_MS, type Instant, later } from '../../domain/time/instant.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';
import type { HistoryResult } from '../../store/booking/booking-entries.ts';
import { isErased } from '../../store/customer/erased.ts';
import { wasSenderErasedSince } from '../../store/customer/erased-chats.ts';
import { findMessage, readMessage } from '../../store/delivery/messages.ts';
import { keepWaiting } from '../../store/delivery/waiting-forms.ts';
import { findInvitation } from '../../store/invitation/invitations.ts';
import { messageKey } from '../../store/table/keys.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { linkSender } from '../customer/link-addresses.ts';
import type { RecordContext } from '../delivery/link-message.ts';
import { storeForm } from '../places/store-form.ts';
import { type ElementResult, recordUnmatched } from '../webhook/record-unmatched.ts';

/** More than these wait on no message: it is somebody else's, and its item has to stay within its size. */
const WAITING_LIMIT = 10;

/** How long a completion may wait for its message's link before somebody looks into it. */
const LINK_WITHIN_MS = 10 * 60_000;

type SubmittedForm = { completion: Completion; message: InboundMessage; text: string };

/**
 * Keeps a form that no invitation can be found for. A form its customer sent before they were erased comes too late
 * and stays without effect; one they sent since is news, and a person has to look at it.
 */
async function recordHomeless(
  context: RecordContext,
  reason: UnmatchedReason,
  { completion, message, text }: SubmittedForm,
  now: Instant,
  erasedAt?: Instant,
): Promise<ElementResult> {
  const { at } = completion;
  const isLate = erasedAt !== undefined && at <= erasedAt;
  if (isLate || (await wasSenderErasedSince(context.table, message))) return 'ignored';
  return recordUnmatched(context, { reason, text }, now);
}

/** What tells of the end of a live form is known already: it was stored before the form ended. */
async function findKnown(table: CustomerTable, invitationId: InvitationId): Promise<HistoryResult> {
  const invitation = await findInvitation(table, invitationId);
  if (!invitation) return { result: 'no-such-invitation' };
  return isErased(invitation) ? { result: 'erased', ...invitation } : { result: 'duplicate', invitation };
}

async function complete(
  context: RecordContext,
  invitationId: InvitationId,
  received: SubmittedForm,
  now: Instant,
): Promise<ElementResult> {
  noteInvitation(invitationId);
  const { completion, message, text } = received;
  const entry = completionEntry(completion, context.contract);
  const outcome = tellsOfEnd(completion.form)
    ? await findKnown(context.table, invitationId)
    : await storeForm(context, invitationId, { id: completion.messageId, entry });
  if (outcome.result === 'erased') {
    return recordHomeless(context, 'no-such-invitation', received, now, outcome.erasedAt);
  }
  if (outcome.result === 'no-such-invitation') return recordHomeless(context, outcome.result, received, now);
  if (entry.partial) {
    await recordUnmatched(context, { reason: 'form-too-large', text }, now);
  }
  // On a repeat as well: the run that recorded it may have died here.
  await linkSender(context, outcome.invitation, message, { at: completion.at, now });
  return outcome.result;
}

/** Without a token, only the message that was answered can say whose booking this is. */
async function completeByAnsweredMessage(context: RecordContext, received: SubmittedForm, now: Instant) {
  const { table, contract } = context;
  const { completion, message } = received;
  const answered = completion.answeredMessageId;
  if (!answered) return recordHomeless(context, 'no-token-no-message', received, now);

  const known = await findMessage(table, messageKey(table.channelId, answered));
  if (isErased(known)) return recordHomeless(context, 'no-such-invitation', received, now, known.erasedAt);
  if (known?.message.invitationId) return complete(context, known.message.invitationId, received, now);
  if (tellsOfEnd(completion.form) || (await wasSenderErasedSince(table, message))) return 'ignored';
  const isFull = known !== undefined && known.waiting.length >= WAITING_LIMIT;
  if (isFull && !known.waiting.some(({ id }) => id === completion.messageId)) {
    return recordHomeless(context, 'not-linked', received, now);
  }

  const entry = completionEntry(completion, contract);
  const kept = await keepWaiting(
    table,
    answered,
    { id: completion.messageId, entry, chatId: message.chatId },
    {
      now,
      dueAt: later(now, LINK_WITHIN_MS),
      expiresAt: later(now, contract.retention.unmatchedDays * DAY_MS),
    },
  );
  if (kept) return 'unmatched';
  // The link came in between, or the customer was erased.
  const linked = (await readMessage(table, answered))?.message.invitationId;
  return linked ? complete(context, linked, received, now) : 'ignored';
}

/** A token that does not verify may be of a key newer than all that were known when the keys were last read. */
async function invitationOfToken(token: string, keys: CachedSecret<DerivedKeys>): Promise<InvitationId | undefined> {
  const known = verifyFlowToken(token, (await keys.get()).signing);
  const newer = known ? undefined : await keys.getNewer();
  return known ?? (newer && verifyFlowToken(token, newer.signing));
}

/**
 * Records a submitted form as a completion of the invitation its token was minted for, else of the one whose message
 * it answers. A token that this stack did not mint is never overruled by the answered message. A repeat has no effect.
 */
export async function recordCompletion(
  context: RecordContext,
  keys: CachedSecret<DerivedKeys>,
  received: SubmittedForm,
  now: Instant,
): Promise<ElementResult> {
  const { flowToken } = received.completion;
  if (flowToken === undefined) return completeByAnsweredMessage(context, received, now);
  const invitationId = await invitationOfToken(flowToken, keys);
  if (invitationId) return complete(context, invitationId, received, now);
  return recordHomeless(context, 'foreign-token', received, now);
}
