import type { Contract } from '../../contract/contract.ts';
import type { Message } from '../../domain/delivery/delivery.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { maySilenceDecide, mayStillArrive } from '../../domain/notices/follow-notice.ts';
import type { Dispatch, Notice } from '../../domain/notices/notice.ts';
import {
  type CustomerReach,
  type FactsOfNotices,
  mayHaveToSend,
  type NoticeFacts,
  reachOf,
} from '../../domain/notices/plan-notices.ts';
import { notToldMark } from '../../domain/notices/told-content.ts';
import { type Instant, now } from '../../domain/time/instant.ts';
import { readChannel } from '../../store/channel/channel.ts';
import { readCustomer } from '../../store/customer/chats.ts';
import { isErased } from '../../store/customer/erased.ts';
import { findMessage } from '../../store/delivery/messages.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { readNotices, type StoredNotices, saveNotices } from '../../store/notices/notices.ts';
import { recordOptOut } from '../delivery/follow-failure.ts';
import type { SendContext } from '../invitation/make-attempt.ts';

export type NoticeContext = Pick<SendContext, 'table' | 'contract' | 'keys' | 'provider' | 'pace'>;

/** A booking and its notices, as both are now. */
export type Told = { invitation: Invitation; stored: StoredNotices };

/** The booking and its notices (consistent reads); `undefined` if there is none, or the customer was erased. */
export async function readTold(
  { table }: Pick<NoticeContext, 'table'>,
  invitationId: Invitation['invitationId'],
): Promise<Told | undefined> {
  // The notices go first: the booking is then at least as new as what was told of it.
  const stored = await readNotices(table, invitationId);
  const invitation = stored && (await readInvitation(table, invitationId));
  return invitation && { invitation, stored };
}

const messagesOf = (sent: readonly Dispatch[]): string[] =>
  sent
    .flatMap(({ attempts }) => attempts)
    .map(({ message }) => message)
    .filter((message) => message !== undefined);

/** The keys of the messages that are followed: also those that failed, while another attempt may follow. */
export const followedMessages = (notices: readonly Dispatch[]): string[] =>
  messagesOf(notices.filter(({ isSettled }) => !isSettled));

/** The keys of all messages that may still arrive, also of what was given up. */
export const messagesNotArrived = (notices: readonly Dispatch[]): string[] =>
  messagesOf(notices.filter(mayStillArrive));

/** The messages by their keys. An opt-out that one of them reports is recorded: nobody else may have done so. */
export async function readMessages(
  { table }: Pick<NoticeContext, 'table'>,
  keys: Iterable<string>,
): Promise<Map<string, Message>> {
  const found = await Promise.all(
    [...new Set(keys)].map(async (pk) => {
      const stored = await findMessage(table, { pk });
      if (!stored || isErased(stored)) return [];
      await recordOptOut(table, stored.message, now());
      return [[pk, stored.message] as const];
    }),
  );
  return new Map(found.flat());
}

/** Who has no address, and of whom nothing has to be known. */
const NOBODY: CustomerReach = { optedOut: false, window: 'unknown' };

async function reachIn({ table }: NoticeContext, { invitation, now: at }: FactsOfNotices): Promise<CustomerReach> {
  const { recipient } = invitation;
  return recipient ? reachOf(await readCustomer(table, recipient.chatId), invitation, at) : NOBODY;
}

/** Whether the provider reports what becomes of the channel's messages. */
export const doesChannelReport = async (table: NoticeContext['table']): Promise<boolean> =>
  (await readChannel(table))?.acksOffSince === undefined;

/** All of it but the customer. `reported`: the messages of the notices, where the caller has just read them. */
async function factsWithoutCustomer(
  context: NoticeContext,
  { invitation, stored: { notices } }: Told,
  reported?: ReadonlyMap<string, Message>,
): Promise<FactsOfNotices> {
  const at = now();
  const isSilenceNews = notices.some((notice) => maySilenceDecide(notice, notice.deadline, at));
  const [messages, reportsDeliveries] = await Promise.all([
    reported ?? readMessages(context, messagesNotArrived(notices)),
    isSilenceNews ? doesChannelReport(context.table) : true,
  ]);
  return { invitation, notices, messages, reportsDeliveries, contract: context.contract, now: now() };
}

/** All that the plan for these notices depends on. Of the customer nothing is read where nothing may have to be sent. */
export async function factsOf(
  context: NoticeContext,
  told: Told,
  reported?: ReadonlyMap<string, Message>,
): Promise<NoticeFacts> {
  const facts = await factsWithoutCustomer(context, told, reported);
  return { ...facts, customer: mayHaveToSend(facts) ? await reachIn(context, facts) : NOBODY };
}

/** The same with the customer, whatever the plan depends on. */
export async function factsToSendAgain(context: NoticeContext, told: Told): Promise<NoticeFacts> {
  const facts = await factsWithoutCustomer(context, told);
  return { ...facts, customer: await reachIn(context, facts) };
}

/**
 * Notices are kept as long as their messages. Those of a customer who was not told are kept as long as the booking: whoever
 * calls them, or has it sent again, needs them.
 */
function expiryOf(
  { booking }: Invitation,
  { retention }: Pick<Contract, 'retention'>,
  isMarked: boolean,
  at: Instant,
): Instant {
  const { invitationDays } = retention;
  const kept = isMarked ? { invitationDays, messageDays: invitationDays } : retention;
  return messageKeptUntil(kept, at, booking?.endsAt);
}

/**
 * Writes the notices, and the booking's mark with them where it changes. Returns both as they are then; `undefined` if
 * somebody else wrote either.
 */
export async function saveTold(
  { table, contract }: Pick<NoticeContext, 'table' | 'contract'>,
  { invitation, stored }: Told,
  { notices, dueAt }: { notices: Notice[]; dueAt?: Instant | undefined },
  at: Instant,
): Promise<Told | undefined> {
  const notTold = notToldMark(notices);
  const isNews = JSON.stringify(notTold) !== JSON.stringify(invitation.notTold);
  const mark = isNews ? { seen: invitation, notTold } : undefined;
  const change = { notices, dueAt, expiresAt: expiryOf(invitation, contract, notTold !== undefined, at), mark };
  if (!(await saveNotices(table, stored, change, at))) return undefined;
  return { invitation: { ...invitation, notTold }, stored: { ...stored, rev: stored.rev + 1, notices, dueAt } };
}
