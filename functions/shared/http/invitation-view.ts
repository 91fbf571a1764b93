import { reviewedBooking } from '../domain/booking/attention.ts';
import { entryKey } from '../domain/booking/booking-history.ts';
import { deliveryOf, type Message, messageArrived } from '../domain/delivery/delivery.ts';
import { FAILURE_SENTENCES, type Failure } from '../domain/delivery/failure.ts';
import { attemptsOf, type Invitation } from '../domain/invitation/invitation.ts';
import { type InvitationStatus, invitationStatus } from '../domain/invitation/invitation-status.ts';
import { parseJson } from '../domain/text/json.ts';
import type { Instant } from '../domain/time/instant.ts';
import type {
  FailureView,
  HistoryEntryView,
  InvitationSummary,
  InvitationView,
  MessageView,
} from './answers/invitation.ts';

const failureView = ({ reason, code, text }: Failure): FailureView => ({
  reason,
  explanation: FAILURE_SENTENCES[reason],
  ...(code !== undefined && { code }),
  ...(text && { providerText: text }),
});

function messageView(message: Message): MessageView {
  const { messageId, carrier, sentAt, failedAt, deliveredAt, readAt, failure } = message;
  const delivery = deliveryOf(message);
  return {
    messageId,
    carrier,
    delivery,
    sentAt,
    failedAt,
    deliveredAt,
    readAt,
    failure: failure && failureView(failure),
  };
}

function historyView({ history }: Invitation): HistoryEntryView[] {
  const entries = Object.entries(history).sort(([a, one], [b, other]) =>
    entryKey(a, one) < entryKey(b, other) ? -1 : 1,
  );
  return entries.map(([id, entry]) => {
    const { kind, at } = entry;
    if (kind === 'completion') return { id, kind, at, form: parseJson(entry.fields), partial: entry.partial };
    if (kind === 'change') return { id, kind, at, changes: entry.changes };
    return { id, kind, at, reason: entry.reason };
  });
}

/** What the messages tell, before or after somebody notes it on the invitation: one that arrived outweighs all. */
function statusOf(invitation: Invitation, messages: Message[], now: Instant): InvitationStatus {
  const status = invitationStatus(invitation, now);
  if (status === 'undelivered' && messages.some(messageArrived)) return 'accepted';
  const allFailed = messages.length > 0 && messages.every((message) => deliveryOf(message) === 'failed');
  return status === 'accepted' && allFailed ? 'undelivered' : status;
}

/** An invitation as lists show it: its booking and how it came about, and its status as far as it tells itself. */
export function invitationSummary(invitation: Invitation, now: Instant): InvitationSummary {
  const { invitationId, channelId, createdAt, recipient, customerName, language, flowId, retryAt, rejection } =
    invitation;
  return {
    invitationId,
    status: invitationStatus(invitation, now),
    channelId,
    createdAt,
    recipient,
    customerName,
    language,
    flowId,
    attempts: attemptsOf(invitation).map(({ number, carrier, claimedAt, outcome, settledAt, messageId, failure }) => {
      return { number, carrier, claimedAt, outcome, settledAt, messageId, failure: failure && failureView(failure) };
    }),
    retryAt,
    rejection: rejection && failureView(rejection),
    booking: reviewedBooking(invitation),
    revision: invitation.revision,
    history: historyView(invitation),
  };
}

/** An invitation as the API shows it: the summary, with its messages' delivery and what that means for its status. */
export const invitationView = (invitation: Invitation, messages: Message[], now: Instant): InvitationView => ({
  ...invitationSummary(invitation, now),
  status: statusOf(invitation, messages, now),
  messages: messages.map(messageView),
});
