import type { Contract } from '../../contract/contract.ts';
import { heardBy, sessionWindow } from '../../domain/customer/customer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Message } from '../../domain/delivery/delivery.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { maySilenceDecide } from '../../domain/notices/follow-notice.ts';
import { isDue, mayHaveToRemind, newsBy, type ReminderFacts } from '../../domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../domain/reminders/reminder.ts';
import { type Instant, latestOf, now } from '../../domain/time/instant.ts';
import { readAddresses, readCustomer } from '../../store/customer/chats.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { readReminders, type StoredReminders, saveReminders } from '../../store/reminders/reminders.ts';
import { newestInvitations } from '../../store/table/listings.ts';
import type { Table } from '../../store/table/table.ts';
import { doesChannelReport, messagesNotArrived, type NoticeContext, readMessages } from '../notices/notice-context.ts';

/** What planning needs; sending needs more. */
export type ReminderContext = { table: Table; contract: Contract };

/** A booking and its reminders, as both are now. */
export type Reminded = { invitation: Invitation; stored: StoredReminders };

/** The booking and its reminders (consistent reads); `undefined` if there is none, or the customer was erased. */
export async function readReminded(
  { table }: Pick<ReminderContext, 'table'>,
  invitationId: Invitation['invitationId'],
): Promise<Reminded | undefined> {
  // The reminders go first: the booking is then at least as new as what was planned for it.
  const stored = await readReminders(table, invitationId);
  const invitation = stored && (await readInvitation(table, invitationId));
  return invitation && { invitation, stored };
}

/** Only the newest invitations are looked at, so that a follow-up costs no more, the longer somebody has been a customer. */
const NEWEST = 50;

/** Whether the customer asked for or has another booking that begins later. */
async function hasLaterBooking(
  { table }: Pick<NoticeContext, 'table'>,
  { booking }: Invitation,
  chatId: ChatId,
): Promise<boolean> {
  const addresses = await readAddresses(table, chatId);
  const newest = await newestInvitations(table, addresses, NEWEST);
  const since = booking?.startsAt ?? now();
  return newest.some(({ booking: other }) => other?.state !== 'cancelled' && (other?.startsAt ?? since) > since);
}

const NOBODY = { optedOut: false, window: 'unknown', bookedAgain: false } as const;

async function customerOf(
  context: NoticeContext,
  { invitation, stored }: Reminded,
  at: Instant,
): Promise<ReminderFacts['customer']> {
  const { recipient } = invitation;
  if (!recipient || !stored.reminders.some((one) => mayHaveToRemind(one, at))) return NOBODY;
  const isFollowedUp = stored.reminders.some((one) => one.kind === 'follow-up' && isDue(one, at));
  const customer = await readCustomer(context.table, recipient.chatId);
  return {
    optedOut: customer.optedOut,
    window: sessionWindow(heardBy(customer, invitation), at),
    bookedAgain: isFollowedUp && (await hasLaterBooking(context, invitation, recipient.chatId)),
  };
}

/**
 * All that the plan for these reminders depends on. Of the channel nothing is read unless silence may decide, of the customer
 * nothing where none may have to be sent; a message that was given up may have arrived at any time. `reported`: the
 * messages of the reminders, where the caller has just read them.
 */
export async function factsOf(
  context: NoticeContext,
  reminded: Reminded,
  reported?: ReadonlyMap<string, Message>,
): Promise<ReminderFacts> {
  const { table, contract } = context;
  const { invitation, stored } = reminded;
  const at = now();
  const messages = reported ?? (await readMessages(context, messagesNotArrived(stored.reminders)));
  const common = { invitation, reminders: stored.reminders, messages, contract, now: at };
  const isSilenceNews = stored.reminders.some((one) =>
    one.attempts.some((attempt) => maySilenceDecide(one, newsBy(attempt, contract), at)),
  );
  const [reportsDeliveries, customer] = await Promise.all([
    isSilenceNews ? doesChannelReport(table) : true,
    customerOf(context, reminded, at),
  ]);
  return { ...common, customer, reportsDeliveries };
}

/** They are kept as long as their messages, also after what is still to be sent. */
function expiryAfter({ invitation }: Reminded, reminders: readonly Reminder[], context: ReminderContext, at: Instant) {
  const last = latestOf([at, ...reminders.map(({ sendAt }) => sendAt)]) ?? at;
  return messageKeptUntil(context.contract.retention, last, invitation.booking?.endsAt);
}

/** Writes the reminders; `false` if somebody else did, or the customer was erased. */
export function saveReminded(
  context: ReminderContext,
  reminded: Reminded,
  { reminders, dueAt }: { reminders: Reminder[]; dueAt: Instant | undefined },
  at: Instant,
): Promise<boolean> {
  const change = { reminders, dueAt, expiresAt: expiryAfter(reminded, reminders, context, at) };
  return saveReminders(context.table, reminded.stored, change, at);
}
