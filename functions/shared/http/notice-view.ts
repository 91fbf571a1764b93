import type { Customer } from '../domain/customer/customer.ts';
import { phoneOf } from '../domain/customer/recipient.ts';
import { deliveryOf, type Message } from '../domain/delivery/delivery.ts';
import type { Invitation } from '../domain/invitation/invitation.ts';
import { type Dispatch, type Notice, stateOf } from '../domain/notices/notice.ts';
import { NOT_NEEDED_SENTENCES, NOT_TOLD_SENTENCES } from '../domain/notices/notice-sentences.ts';
import { reachOf } from '../domain/notices/plan-notices.ts';
import { cancellationReason } from '../domain/notices/reason-text.ts';
import { carrierOfResend } from '../domain/notices/resend.ts';
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

/** When somebody last took it in hand. */
const takenUpAt = ({ attempts, resends, createdAt }: Notice): Instant =>
  [createdAt, attempts.at(-1)?.claimedAt ?? createdAt, resends?.at(-1)?.at ?? createdAt].sort().at(-1) ?? createdAt;

function noticeView(notice: Notice, message: Message | undefined): NoticeView {
  const { revision, purpose, attempts, end, called, resends } = notice;
  const latest = attempts.at(-1);
  return {
    revision,
    purpose,
    state: stateOf(notice),
    ...reasonOf(notice),
    ...(latest && { carrier: latest.carrier }),
    ...(message && { messageId: message.messageId, delivery: deliveryOf(message) }),
    ...(resends && { resends: resends.map(({ actor, at }) => ({ actor, at })) }),
    ...(called && { calledBy: called.actor, calledAt: called.at }),
    at: end?.at ?? takenUpAt(notice),
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

/**
 * Whom to call about an invitation, why, and what to say; `undefined` if the customer knows how things stand. `customer` is
 * left out where they left no address.
 */
export function notToldView(
  invitation: Invitation,
  customer: Customer | undefined,
  contract: NoticeTerms,
  now: Instant,
): NotToldView | undefined {
  const { notTold, recipient, booking, customerName, language } = invitation;
  if (!notTold) return undefined;
  const { revision, purpose, reason, since } = notTold;
  const phone = recipient && phoneOf(recipient);
  const say = textToSay(
    { purpose, booking, language, customerName, reason: cancellationReason(invitation) },
    contract,
    now,
  );
  const reach = customer && reachOf(customer, invitation, now);
  const resend = reach && carrierOfResend(notTold, { invitation, customer: reach, contract, now });
  return {
    revision,
    purpose,
    reason,
    explanation: NOT_TOLD_SENTENCES[reason],
    since,
    ...(resend && { resend }),
    call: { name: booking?.customerName ?? customerName, ...(phone && { phone }) },
    ...(say && { say }),
  };
}
