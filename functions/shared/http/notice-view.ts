import { phoneOf } from '../domain/customer/recipient.ts';
import { deliveryOf, type Message } from '../domain/delivery/delivery.ts';
import type { Invitation } from '../domain/invitation/invitation.ts';
import { type Dispatch, type Notice, stateOf } from '../domain/notices/notice.ts';
import { NOT_NEEDED_SENTENCES, NOT_TOLD_SENTENCES } from '../domain/notices/notice-sentences.ts';
import { cancellationReason } from '../domain/notices/reason-text.ts';
import { type NoticeTerms, textToSay } from '../domain/notices/text-to-say.ts';
import type { Instant } from '../domain/time/instant.ts';
import { isErased } from '../store/customer/erased.ts';
import { findMessage } from '../store/delivery/messages.ts';
import type { Table } from '../store/table/table.ts';
import type { NoticeView, NotToldView } from './answers/invitation-schema.ts';

function reasonOf({ end }: Notice): Pick<NoticeView, 'reason' | 'explanation'> {
  switch (end?.state) {
    case 'not-told':
      return { reason: end.reason, explanation: NOT_TOLD_SENTENCES[end.reason] };
    case 'not-needed':
      return { reason: end.reason, explanation: NOT_NEEDED_SENTENCES[end.reason] };
    default:
      return {};
  }
}

/** The key of the newest message that the provider took. */
const messageKeyOf = ({ attempts }: Dispatch): string | undefined =>
  attempts.findLast(({ message }) => message !== undefined)?.message;

function noticeView(notice: Notice, message: Message | undefined): NoticeView {
  const { revision, purpose, attempts, end, called, createdAt } = notice;
  const latest = attempts.at(-1);
  return {
    revision,
    purpose,
    state: stateOf(notice),
    ...reasonOf(notice),
    ...(latest && { carrier: latest.carrier }),
    ...(message && { messageId: message.messageId, delivery: deliveryOf(message) }),
    ...(called && { calledBy: called.actor, calledAt: called.at }),
    at: end?.at ?? latest?.claimedAt ?? createdAt,
  };
}

/** The newest message of each of these that the provider took, if it took one. */
export const messagesThatCarried = (table: Table, sent: readonly Dispatch[]): Promise<(Message | undefined)[]> =>
  Promise.all(
    sent.map(async (one) => {
      const pk = messageKeyOf(one);
      const found = pk === undefined ? undefined : await findMessage(table, { pk });
      return isErased(found) ? undefined : found?.message;
    }),
  );

/** Shows the notices of an invitation, after reading the messages that carried them. */
export async function noticeViews(table: Table, notices: readonly Notice[]): Promise<NoticeView[]> {
  const messages = await messagesThatCarried(table, notices);
  return notices.map((notice, index) => noticeView(notice, messages[index]));
}

/** Whom to call about an invitation, why, and what to say; `undefined` if the customer knows how things stand. */
export function notToldView(invitation: Invitation, terms: NoticeTerms, now: Instant): NotToldView | undefined {
  const { notTold, recipient, booking, customerName, language } = invitation;
  if (!notTold) return undefined;
  const { revision, purpose, reason, since } = notTold;
  const phone = recipient && phoneOf(recipient);
  const say = textToSay(
    { purpose, booking, language, customerName, reason: cancellationReason(invitation) },
    terms,
    now,
  );
  return {
    revision,
    purpose,
    reason,
    explanation: NOT_TOLD_SENTENCES[reason],
    since,
    call: { name: booking?.customerName ?? customerName, ...(phone && { phone }) },
    ...(say && { say }),
  };
}
