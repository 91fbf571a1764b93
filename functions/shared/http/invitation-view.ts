import { hasOpenFormError, reviewedBooking } from '../domain/booking/attention.ts';
import { entryKey } from '../domain/booking/booking-history.ts';
import { authorOf } from '../domain/booking/entry-author.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { ChatId } from '../domain/customer/recipient.ts';
import { deliveryOf, type Message } from '../domain/delivery/delivery.ts';
import { FAILURE_SENTENCES, type Failure } from '../domain/delivery/failure.ts';
import { attemptsOf, type Invitation, messageIdsOf } from '../domain/invitation/invitation.ts';
import { invitationStatus, needsMessages } from '../domain/invitation/invitation-status.ts';
import type { NoticeTerms } from '../domain/notices/text-to-say.ts';
import { parseJson } from '../domain/text/json.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { CustomerWish } from '../domain/wishes/wish.ts';
import { readCustomer } from '../store/customer/chats.ts';
import { readCustomers } from '../store/customer/many-customers.ts';
import { readManyMessages, readMessages } from '../store/delivery/messages.ts';
import { readNotices } from '../store/notices/notices.ts';
import { readReminders } from '../store/reminders/reminders.ts';
import { questionIdOf } from '../store/table/keys.ts';
import type { ItemPage, ListedItem } from '../store/table/listings.ts';
import type { Page } from '../store/table/pages.ts';
import type { UnmatchedItem } from '../store/table/stream-image.ts';
import type { CustomerTable } from '../store/table/table.ts';
import type {
  FailureView,
  HistoryEntryView,
  InvitationSummary,
  InvitationView,
  MessageView,
} from './answers/invitation-schema.ts';
import type { UnmatchedView, WishView } from './answers/lists.ts';
import { noticeViews, notToldView } from './notice-view.ts';
import { reminderViews } from './reminder-view.ts';

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
    const common = { id, at, actor: authorOf(entry) };
    if (kind === 'completion') {
      const { fields, partial, place } = entry;
      return { ...common, kind, form: parseJson(fields), partial, place };
    }
    if (kind === 'placement') return { ...common, kind, placed: entry.placed };
    if (kind === 'change') return { ...common, kind, changes: entry.changes };
    if (kind === 'cancellation') return { ...common, kind, reason: entry.reason, declined: entry.declined };
    return { ...common, kind };
  });
}

/** The table that answers are read from, and the part of the contract that they need. */
export type ViewContext = { table: CustomerTable; contract: NoticeTerms };

/** What was read for an invitation: its messages, and its customer where they left an address. */
type Known = { messages: readonly Message[]; customer?: Customer | undefined };

/** An invitation as lists show it: all but its messages, notices and reminders. */
function invitationSummary(
  invitation: Invitation,
  { messages, customer }: Known,
  terms: NoticeTerms,
  now: Instant,
): InvitationSummary {
  const { invitationId, channelId, createdAt, recipient, origin, customerName, language, flowId, retryAt, rejection } =
    invitation;
  return {
    invitationId,
    status: invitationStatus(invitation, messages, now),
    channelId,
    createdAt,
    recipient,
    origin,
    customerName,
    ...(customerName === terms.languages[language]?.fallbackName && { nameless: true }),
    language,
    flowId,
    attempts: attemptsOf(invitation).map(({ number, carrier, claimedAt, outcome, settledAt, messageId, failure }) => {
      return { number, carrier, claimedAt, outcome, settledAt, messageId, failure: failure && failureView(failure) };
    }),
    retryAt,
    rejection: rejection && failureView(rejection),
    booking: reviewedBooking(invitation),
    formError: hasOpenFormError(invitation) ? invitation.formError : undefined,
    notTold: notToldView(invitation, customer, terms, now),
    revision: invitation.revision,
    history: historyView(invitation),
  };
}

/** An invitation in full: the summary, its messages, notices, reminders and its customer, which are read for it. */
export async function invitationView(
  { table, contract }: ViewContext,
  invitation: Invitation,
  now: Instant,
): Promise<InvitationView> {
  const { recipient, invitationId } = invitation;
  const [messages, told, reminded, customer] = await Promise.all([
    readMessages(table, messageIdsOf(invitation)),
    readNotices(table, invitationId),
    readReminders(table, invitationId),
    recipient && readCustomer(table, recipient.chatId),
  ]);
  return {
    ...invitationSummary(invitation, { messages, customer }, contract, now),
    messages: messages.map(messageView),
    notices: await noticeViews(table, told?.notices ?? []),
    reminders: await reminderViews(table, reminded?.reminders ?? []),
    customer: customer?.attendance,
  };
}

/** Something unmatched: why, and what was received unless it was too large to keep. */
const unmatchedView = ({ createdAt, reason, hash, bytes, text }: UnmatchedItem): UnmatchedView => ({
  createdAt,
  reason,
  hash,
  bytes,
  text,
});

/** What a customer wants of a person. */
export const wishView = (
  questionId: string,
  { chatId, displayName, wish, at, answeredBy, answeredAt }: CustomerWish,
): WishView => ({
  questionId,
  chatId,
  ...(displayName && { customerName: displayName }),
  wish,
  since: at,
  answeredBy,
  answeredAt,
});

/** The customers who were not told: only of these it matters how they can be reached. */
const readUntold = (table: CustomerTable, invitations: readonly Invitation[]): Promise<Map<ChatId, Customer>> =>
  readCustomers(
    table,
    invitations.flatMap(({ recipient, notTold }) => (recipient && notTold ? [recipient.chatId] : [])),
  );

/** Shows the invitations of a page, after reading their messages and customers as far as these are shown. */
export async function summaryViews(
  { table, contract }: ViewContext,
  { rows }: Page<ListedItem | Invitation | undefined>,
  now: Instant,
): Promise<(invitation: Invitation) => InvitationSummary> {
  const invitations = rows.flatMap(({ item }) => (item && 'history' in item ? [item] : []));
  const [messages, customers] = await Promise.all([
    readManyMessages(table, invitations.filter(needsMessages).flatMap(messageIdsOf)),
    readUntold(table, invitations),
  ]);
  const messagesOf = (invitation: Invitation) => messageIdsOf(invitation).flatMap((id) => messages.get(id) ?? []);
  return (invitation) => {
    const { recipient, notTold } = invitation;
    const customer = recipient && notTold ? customers.get(recipient.chatId) : undefined;
    return invitationSummary(invitation, { messages: messagesOf(invitation), customer }, contract, now);
  };
}

/** Shows the items of a page, whatever they are. */
export async function listedViews(
  context: ViewContext,
  page: ItemPage,
  now: Instant,
): Promise<(item: ListedItem) => InvitationSummary | WishView | UnmatchedView> {
  const summary = await summaryViews(context, page, now);
  return (item) => {
    switch (item.type) {
      case 'invitation':
        return summary(item);
      case 'question':
        return wishView(questionIdOf(context.table.channelId, item.pk), item);
      case 'unmatched':
        return unmatchedView(item);
    }
  };
}
