import type { ChatWish } from '../../domain/chat/chat-wish.ts';
import type { Answer } from '../../domain/chat/decide-answer.ts';
import { readWishEvent } from '../../domain/chat/wish-event.ts';
import { customerOf } from '../../domain/customer/customer.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import { CLAIM_LAPSES_AFTER_MS } from '../../domain/invitation/invitation-status.ts';
import { CUSTOMER } from '../../domain/people/actor.ts';
import { DAY_MS, epochMs, later, now } from '../../domain/time/instant.ts';
import { writeConfirmation } from '../../store/booking/attendance.ts';
import { readChatWish, settleAnswer, settleUnclaimed } from '../../store/chat/chat-wishes.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { keepIntent } from '../../store/invitation/intents.ts';
import { changeBooking } from '../booking/change-booking.ts';
import { type ChatContext, cancellationKey, type Decided, decideWish, type Sender } from './decide-wish.ts';
import { handToPerson } from './hand-to-person.ts';
import { type AnswerRequest, type AnswerResult, sendAnswer } from './send-answer.ts';

/** What became of one event. Only a `postponed` one has an effect when it is delivered again. */
export type WishResult =
  | AnswerResult
  | { kind: 'known-already' | 'erased' | 'waits-for-link' | 'nothing-to-do' }
  | { kind: 'cancelled' | 'confirmed' | 'to-be-invited' };

/** A claim of another run: it is being worked on, or nobody knows what became of it and never will. */
async function respectClaim(context: ChatContext, chatWish: ChatWish, claimId: string): Promise<WishResult> {
  const { claimedAt = now(), messageId } = chatWish;
  if (Date.now() < epochMs(claimedAt) + CLAIM_LAPSES_AFTER_MS) return { kind: 'postponed', why: 'still-running' };
  if (chatWish.forPerson) await handToPerson(context, chatWish, chatWish.forPerson);
  await settleAnswer(context.table, messageId, claimId, 'unknown');
  return { kind: 'unknown' };
}

/** Cancels as the customer tapped. If somebody else cancelled meanwhile, the notice of that is the answer, too. */
async function cancel(context: ChatContext, chatWish: ChatWish, { invitationId }: Invitation): Promise<WishResult> {
  const decision = { kind: 'cancellation', asked: {} } as const;
  try {
    await changeBooking(context, invitationId, decision, { actor: CUSTOMER, key: cancellationKey(chatWish) });
  } catch (error) {
    if (!(error instanceof Refusal) || (error.kind !== 'nothing-booked' && error.kind !== 'not-found')) throw error;
  }
  await settleUnclaimed(context.table, chatWish.messageId);
  return { kind: 'cancelled' };
}

/** Notes that the customer comes, and answers if there is a text. If the booking changed meanwhile, all is decided anew. */
async function confirm(
  context: ChatContext,
  request: Omit<AnswerRequest, 'answer'>,
  { booked, text }: Extract<Answer, { kind: 'confirm' }>,
  remainingMs: () => number,
): Promise<WishResult> {
  const { table } = context;
  const { messageId, at } = request.chatWish;
  const { startsAt } = booked.booking;
  const known = booked.customerConfirmed;
  const isKnown = known?.startsAt === startsAt && known.at <= at;
  if (!isKnown && !(await writeConfirmation(table, booked.invitationId, { startsAt, at }))) {
    return { kind: 'postponed', why: 'changed-meanwhile' };
  }
  if (text !== undefined) return sendAnswer(context, { ...request, answer: { kind: 'text', text } }, remainingMs);
  await settleUnclaimed(table, messageId);
  return { kind: 'confirmed' };
}

/** Keeps the tap as a wish to book, which is answered as any other. */
async function invite({ table, contract }: ChatContext, chatWish: ChatWish, language: string): Promise<WishResult> {
  const { messageId, channelId, chatId, at } = chatWish;
  const intent = { messageId, channelId, chatId, at, sign: 'button', language } as const;
  await keepIntent(table, intent, { now: now(), expiresAt: later(now(), contract.retention.unmatchedDays * DAY_MS) });
  await settleUnclaimed(table, messageId);
  return { kind: 'to-be-invited' };
}

async function act(
  context: ChatContext,
  { customer }: Sender,
  chatWish: ChatWish,
  { answer, wish, language, words }: Decided,
  remainingMs: () => number,
): Promise<WishResult> {
  const request = { chatWish, customer, wish, isPromise: false };
  switch (answer.kind) {
    case 'cancel':
      return cancel(context, chatWish, answer.invitation);
    case 'confirm':
      return confirm(context, request, answer, remainingMs);
    case 'invite':
      return invite(context, chatWish, language);
    case 'person': {
      await handToPerson(context, chatWish, answer.wish);
      if (words) {
        const promise = { kind: 'text', text: words.texts.willAnswer } as const;
        return sendAnswer(context, { ...request, answer: promise, isPromise: true }, remainingMs);
      }
      await settleUnclaimed(context.table, chatWish.messageId);
      return { kind: 'nothing-to-do' };
    }
    case 'text':
      if (answer.forPerson) await handToPerson(context, chatWish, answer.forPerson);
      return sendAnswer(context, { ...request, answer }, remainingMs);
    case 'buttons':
    case 'list':
    case 'form':
      return sendAnswer(context, { ...request, answer }, remainingMs);
  }
}

/**
 * Answers one message of a customer, once, or hands it to a person. `body` is what the queue delivered; throws if it is
 * no `Customer Wish Detected`, or if a later try may succeed.
 */
export async function answerWish(context: ChatContext, body: string, remainingMs: () => number): Promise<WishResult> {
  const { table } = context;
  const { messageId } = readWishEvent(body);
  const chatWish = await readChatWish(table, messageId);
  if (!chatWish || chatWish.outcome) return { kind: 'known-already' };
  if (chatWish.claimId) return respectClaim(context, chatWish, chatWish.claimId);
  const person = await readPerson(table, chatWish.chatId);
  const customer = customerOf([...person.values()].filter((chat) => chat !== undefined));
  if (customer.erasedAt && chatWish.at <= customer.erasedAt) return { kind: 'erased' };
  const sender = { customer, addresses: [...person.keys()] };
  const decided = await decideWish(context, sender, chatWish);
  if (decided === 'waits') return { kind: 'waits-for-link' };
  if (decided !== 'done') return act(context, sender, chatWish, decided, remainingMs);
  await settleUnclaimed(table, messageId);
  return { kind: 'nothing-to-do' };
}
