import type { Message } from '../../domain/delivery/delivery.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import { addresseeOf, type Invitation } from '../../domain/invitation/invitation.ts';
import type { AttemptEnd } from '../../domain/notices/attempt-end.ts';
import type { NoticeAttempt } from '../../domain/notices/notice.ts';
import { now } from '../../domain/time/instant.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { logger } from '../../runtime/logger.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { linkSentMessage, type SentMessage } from '../../store/notices/notice-messages.ts';
import { messageKey } from '../../store/table/keys.ts';
import { releaseTaps } from '../chat/waiting-taps.ts';
import { linkAcceptedMessage, writeTombstoneIfErased } from '../delivery/link-message.ts';
import { providerWithinMs } from '../invitation/make-attempt.ts';
import type { NoticeMessage } from './form-message.ts';
import type { NoticeContext } from './notice-context.ts';
import type { Outcome, Settled } from './settle-attempt.ts';
import type { Sent } from './work-in-turn.ts';

/**
 * What a message is about: a version of a booking that it tells of, or an appointment that it reminds of. And until when
 * news of it are awaited.
 */
export type MessageSubject = Pick<SentMessage, 'tells' | 'reminds' | 'newsBy'>;

/**
 * Links the accepted message to what it is about. A form that answers it belongs to the invitation. Returns it as it is then;
 * `undefined` if its customer was erased.
 */
async function link(
  context: NoticeContext,
  invitation: Invitation,
  subject: MessageSubject,
  { buttons, opensForm }: NoticeMessage,
  { messageId }: SendOutcome & { kind: 'accepted' },
): Promise<Message | undefined> {
  const { table, contract } = context;
  const { chatId } = addresseeOf(invitation);
  const at = now();
  const times = { now: at, expiresAt: messageKeptUntil(contract.retention, at, invitation.booking?.endsAt) };
  const linked = await linkSentMessage(table, { messageId, chatId, ...subject, buttons }, times);
  if (linked) await releaseTaps(context, linked);
  if (opensForm) await linkAcceptedMessage(context, invitation, messageId, 'flow');
  return linked?.message;
}

function endOf({ table }: NoticeContext, outcome: SendOutcome): AttemptEnd {
  if (outcome.kind === 'accepted')
    return { kind: 'accepted', message: messageKey(table.channelId, outcome.messageId).pk };
  if (outcome.kind === 'unknown') return { kind: 'unknown' };
  return { kind: 'refused', reason: outcome.failure.reason, retryAfterMs: outcome.retryAfterMs };
}

/**
 * Makes a claimed attempt: one call to the provider, then what follows from its answer. `settle` stores the answer last,
 * because nobody looks at the attempt again once that is stored.
 */
export async function callProvider(
  context: NoticeContext,
  invitation: Invitation,
  { claimedAt, carrier }: NoticeAttempt,
  { message, subject }: { message: NoticeMessage; subject: MessageSubject },
  settle: (outcome: Outcome) => Promise<Settled>,
  remainingMs: () => number,
): Promise<Sent> {
  const { invitationId } = invitation;
  const about = subject.reminds ? 'reminder' : 'notice';
  const outcome = await message.send(providerWithinMs(remainingMs()));
  logger.info('message was sent', { invitationId, about, carrier, outcome: outcome.kind });
  if (outcome.kind === 'refused' && outcome.failure.reason === 'opted-out') {
    await recordConsent(context.table, addresseeOf(invitation).chatId, 'opt-out', claimedAt, now());
  }
  const linked = outcome.kind === 'accepted' ? await link(context, invitation, subject, message, outcome) : undefined;
  const end = endOf(context, outcome);
  const settled = await settle({ end, message: linked });
  if (settled === 'erased' && outcome.kind === 'accepted') await writeTombstoneIfErased(context, outcome.messageId);
  return { end: end.kind, isFollowed: settled === 'followed' };
}
