import { randomUUID } from 'node:crypto';
import type { ChatWish } from '../../domain/chat/chat-wish.ts';
import type { Answer } from '../../domain/chat/decide-answer.ts';
import { type Customer, heardBy, sessionWindow } from '../../domain/customer/customer.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import type { FailureReason } from '../../domain/delivery/failure.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import { now } from '../../domain/time/instant.ts';
import type { WishForPerson } from '../../domain/wishes/wish.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { claimPromise, spendAnswer } from '../../store/chat/answer-budget.ts';
import { claimAnswer, readChatWish, settleAnswer, settleUnclaimed } from '../../store/chat/chat-wishes.ts';
import { recordConsent } from '../../store/customer/chats.ts';
import { linkSentMessage } from '../../store/notices/notice-messages.ts';
import { followFailure } from '../delivery/follow-failure.ts';
import { linkAcceptedMessage, writeTombstoneIfErased } from '../delivery/link-message.ts';
import { flowMessage, hasTimeToSend, providerWithinMs } from '../invitation/make-attempt.ts';
import type { ChatContext } from './decide-wish.ts';
import { handToPerson } from './hand-to-person.ts';
import { releaseTaps } from './waiting-taps.ts';

/** An answer that is a message. */
export type SentAnswer = Extract<Answer, { kind: 'text' | 'buttons' | 'list' | 'form' }>;

/** `for-person`: no message was sent, and the wish stands in the worklist, unless the answer only says that it does. */
export type AnswerResult =
  | { kind: 'accepted' | 'unknown' }
  | { kind: 'refused'; reason: FailureReason }
  | { kind: 'for-person'; why: 'opted-out' | 'window-not-open' | 'budget-used-up' | 'promised-already' }
  | { kind: 'postponed'; why: 'too-little-time' | 'still-running' | 'changed-meanwhile' };

export type AnswerRequest = {
  chatWish: ChatWish;
  customer: Customer;
  answer: SentAnswer;
  /** What a person sees to if this cannot be sent. */
  wish: WishForPerson;
  /** It says that a person answers: once a day, and the wish stands in the worklist already. */
  isPromise: boolean;
};

async function call(context: ChatContext, { chatWish, answer }: AnswerRequest, withinMs: number): Promise<SendOutcome> {
  const { provider } = context;
  const recipient = { chatId: chatWish.chatId };
  const { text } = answer;
  switch (answer.kind) {
    case 'text':
      return provider.sendMessage({ recipient, text }, withinMs);
    case 'buttons': {
      const buttons = answer.buttons.map(({ label, meaning }) => ({ id: meaning, title: label }));
      return provider.sendButtons({ recipient, text, buttons }, withinMs);
    }
    case 'list': {
      const rows = answer.rows.map(({ label, description }, index) => ({
        id: `${index + 1}`,
        title: label,
        ...(description && { description }),
      }));
      return provider.sendList({ recipient, text, action: answer.action, rows }, withinMs);
    }
    case 'form':
      return provider.sendFlow(await flowMessage(context, answer.invitation, () => text), withinMs);
  }
}

const buttonsOf = (answer: SentAnswer) => {
  if (answer.kind === 'buttons') return answer.buttons;
  return answer.kind === 'list' ? answer.rows.map(({ description: _, ...button }) => button) : [];
};

/** Links the sent message to its customer, to what it answers and to its buttons, and to its invitation if it has the form. */
async function link(context: ChatContext, request: AnswerRequest, messageId: MessageId): Promise<void> {
  const { table, contract } = context;
  const { chatWish, answer } = request;
  const at = now();
  const sent = {
    messageId,
    chatId: chatWish.chatId,
    answers: chatWish.messageId,
    buttons: buttonsOf(answer),
  };
  const times = { now: at, expiresAt: messageKeptUntil(contract.retention, at, undefined) };
  const linked = await linkSentMessage(table, sent, times);
  if (!linked) return;
  await releaseTaps(context, linked);
  if (answer.kind === 'form') await linkAcceptedMessage(context, answer.invitation, messageId, 'flow');
  else await followFailure(context, linked.message, at);
}

/** Makes the claimed answer: one call to the provider, what follows from it, and last its outcome. */
async function makeAnswer(
  context: ChatContext,
  request: AnswerRequest,
  claimId: string,
  remainingMs: () => number,
): Promise<AnswerResult> {
  const { table } = context;
  const { chatWish, wish } = request;
  const { messageId, chatId } = chatWish;
  const claimedAt = now();
  const outcome = await call(context, request, providerWithinMs(remainingMs()));
  const reason = outcome.kind === 'refused' ? outcome.failure.reason : undefined;
  if (reason === 'opted-out') await recordConsent(table, chatId, 'opt-out', claimedAt, now());
  if (outcome.kind === 'accepted') await link(context, request, outcome.messageId);
  else await handToPerson(context, chatWish, wish);
  const isSettled = await settleAnswer(table, messageId, claimId, outcome.kind);
  // It is not settled anew either if the answer to this very write was lost: then the wish is still there.
  const isErased = !isSettled && (await readChatWish(table, messageId)) === undefined;
  if (isErased && outcome.kind === 'accepted') await writeTombstoneIfErased(context, outcome.messageId);
  return reason ? { kind: 'refused', reason } : { kind: outcome.kind === 'accepted' ? 'accepted' : 'unknown' };
}

/** Why no automatic answer may go to the customer now. */
function hindrance({ customer, chatWish }: AnswerRequest) {
  if (customer.optedOut) return 'opted-out';
  const heard = heardBy(customer, { intentAt: chatWish.at, history: {} });
  return sessionWindow(heard, now()) === 'open' ? undefined : 'window-not-open';
}

async function spend({ table, contract }: ChatContext, { chatWish, isPromise }: AnswerRequest) {
  if (isPromise && !(await claimPromise(table, chatWish, now()))) return 'promised-already';
  const isLeft = await spendAnswer(table, chatWish, contract.intent.answersPerHour, now());
  return isLeft ? undefined : 'budget-used-up';
}

/**
 * Sends one answer to one message, once: the claim is written before the call, and never taken again. What cannot be
 * sent, or whose outcome is not known, stands in the worklist.
 */
export async function sendAnswer(
  context: ChatContext,
  request: AnswerRequest,
  remainingMs: () => number,
): Promise<AnswerResult> {
  const { table } = context;
  const { chatWish, wish } = request;
  const { messageId } = chatWish;
  const hindered = hindrance(request);
  if (hindered) {
    await handToPerson(context, chatWish, wish);
    await settleUnclaimed(table, messageId);
    return { kind: 'for-person', why: hindered };
  }
  if (!hasTimeToSend(remainingMs())) return { kind: 'postponed', why: 'too-little-time' };
  const claimId = randomUUID();
  const isClaimed = await claimAnswer(table, messageId, { claimId, at: now(), forPerson: wish });
  if (!isClaimed) return { kind: 'postponed', why: 'still-running' };
  const spent = await spend(context, request);
  if (!spent) return makeAnswer(context, request, claimId, remainingMs);
  await handToPerson(context, chatWish, wish);
  await settleAnswer(table, messageId, claimId, 'done');
  return { kind: 'for-person', why: spent };
}
