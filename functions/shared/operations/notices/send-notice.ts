import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { DAY_MS, later, now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { linkSentMessage } from '../../store/notices/notice-messages.ts';
import { messageKey } from '../../store/table/keys.ts';
import { releaseTaps } from '../chat/waiting-taps.ts';
import { linkAcceptedMessage, writeTombstoneIfErased } from '../delivery/link-message.ts';
import { providerWithinMs } from '../invitation/make-attempt.ts';
import type { NoticeMessage } from './form-message.ts';
import type { NoticeContext } from './notice-context.ts';
import { noticeMessage } from './notice-message.ts';
import { type AttemptEnd, settleNoticeAttempt } from './settle-attempt.ts';

/** Links the accepted message to the version that it tells of. A form that answers it belongs to the invitation. */
async function link(
  context: NoticeContext,
  invitation: Invitation,
  { revision }: Notice,
  { buttons, opensForm }: NoticeMessage,
  { messageId }: SendOutcome & { kind: 'accepted' },
): Promise<void> {
  const { table, contract } = context;
  const { invitationId } = invitation;
  const { chatId } = addresseeOf(invitation);
  const at = now();
  const times = { now: at, expiresAt: later(at, contract.retention.invitationDays * DAY_MS) };
  const sent = { messageId, chatId, tells: { invitationId, revision }, buttons };
  const linked = await linkSentMessage(table, sent, times);
  if (linked) await releaseTaps(context, linked);
  if (opensForm) await linkAcceptedMessage(context, invitation, messageId, 'flow');
}

function endOf({ table }: NoticeContext, outcome: SendOutcome): AttemptEnd {
  if (outcome.kind === 'accepted')
    return { kind: 'accepted', message: messageKey(table.channelId, outcome.messageId).pk };
  if (outcome.kind === 'unknown') return { kind: 'unknown' };
  return { kind: 'refused', reason: outcome.failure.reason, retryAfterMs: outcome.retryAfterMs };
}

/**
 * Makes the claimed attempt to tell: one call to the provider, then what follows from its answer, and the answer itself
 * last, because nobody looks at this attempt again once that is stored.
 */
export async function sendNotice(
  context: NoticeContext,
  invitation: Invitation,
  notice: Notice,
  remainingMs: () => number,
): Promise<AttemptEnd> {
  const { table } = context;
  const { invitationId } = invitation;
  const attempt = notice.attempts.at(-1);
  if (!attempt) throw new Error('A notice without a claimed attempt cannot be sent.');
  const message = await noticeMessage(context, invitation, notice, attempt.carrier);
  const outcome = message && (await message.send(providerWithinMs(remainingMs())));
  if (outcome?.kind === 'refused' && outcome.failure.reason === 'opted-out') {
    await recordConsent(table, addresseeOf(invitation).chatId, 'opt-out', attempt.claimedAt, now());
  }
  if (message && outcome?.kind === 'accepted') await link(context, invitation, notice, message, outcome);
  const end: AttemptEnd = outcome ? endOf(context, outcome) : { kind: 'nothing-to-say' };
  const isStored = await settleNoticeAttempt(context, invitationId, attempt.claimId, end);
  if (!isStored && outcome?.kind === 'accepted') await writeTombstoneIfErased(context, outcome.messageId);
  return end;
}
