import { decisionId } from '../../domain/booking/booking-decision.ts';
import { type ChatWords, chatWords, spokenLanguage } from '../../domain/chat/chat-texts.ts';
import { type ChatWish, isOwnLabel } from '../../domain/chat/chat-wish.ts';
import {
  type Answer,
  type AnswerTerms,
  answerToComing,
  answerToQuestion,
  answerToTap,
  answerToWords,
  openBookingOf,
  wishOfMeaning,
} from '../../domain/chat/decide-answer.ts';
import type { Customer } from '../../domain/customer/customer.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { RequestKey } from '../../domain/invitation/invitation-id.ts';
import { now } from '../../domain/time/instant.ts';
import type { WishForPerson } from '../../domain/wishes/wish.ts';
import { wishOfMessage } from '../../domain/wishes/wish-of-message.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import { findLostAnswer } from '../../store/chat/lost-answers.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { SendContext } from '../invitation/make-attempt.ts';
import { isOldVersion } from './old-version.ts';
import { findOpenBookings } from './open-bookings.ts';
import { readTap, type TappedButton } from './read-tap.ts';

export type ChatContext = Pick<SendContext, 'table' | 'contract' | 'keys' | 'provider'>;

/** The person who wrote, and all their addresses. */
export type Sender = { customer: Customer; addresses: ChatId[] };

/** What to do about a wish, in the customer's language and its words; without words a person does it. */
export type Decided = { answer: Answer; wish: WishForPerson; language: string; words: ChatWords | undefined };

/** Under this key a customer's tap cancels a booking: once, however often it is delivered. */
export const cancellationKey = ({ messageId }: Pick<ChatWish, 'messageId'>): RequestKey => ({
  kind: 'event',
  value: messageId,
});

function decidedIn(
  { contract }: ChatContext,
  languages: readonly (string | undefined)[],
  wish: WishForPerson,
  decide: (terms: AnswerTerms) => Answer,
): Decided {
  const language = spokenLanguage(languages, contract);
  const words = chatWords(language, contract);
  if (!words) return { answer: { kind: 'person', wish }, wish, language, words };
  return { answer: decide({ words, contract, now: now() }), wish, language, words };
}

/** An invitation has words of its own, also in a language without any for the chat. */
const invited = ({ contract }: ChatContext, languages: readonly (string | undefined)[]): Decided => ({
  answer: { kind: 'invite' },
  wish: 'question',
  language: spokenLanguage(languages, contract),
  words: undefined,
});

/** What follows from words, whoever wrote or tapped them. */
async function decideWords(
  context: ChatContext,
  { customer, addresses }: Sender,
  wish: WishForPerson,
  { language, asksWhen = false }: Pick<ChatWish, 'language'> & { asksWhen?: boolean | undefined },
): Promise<Decided> {
  const bookings = await findOpenBookings(context.table, addresses);
  const [only, ...others] = bookings.open;
  if (only && others.length === 0) noteInvitation(only.invitationId);
  const languages = [language, bookings.open[0]?.language, customer.language];
  return decidedIn(context, languages, wish, (terms) =>
    wish === 'question' ? answerToQuestion(asksWhen, bookings, terms) : answerToWords(wish, bookings, terms),
  );
}

async function decideButton(
  context: ChatContext,
  { customer }: Sender,
  chatWish: ChatWish,
  tapped: TappedButton,
): Promise<Decided | 'done'> {
  const { invitationId } = tapped;
  if (invitationId) noteInvitation(invitationId);
  const { meaning } = tapped.button;
  const wish = wishOfMeaning(meaning);
  const invitation = invitationId ? await readInvitation(context.table, invitationId) : undefined;
  const languages = [invitation?.language, customer.language];
  const isBooked = invitation !== undefined && openBookingOf(invitation, now()) !== undefined;
  if (meaning === 'book' && !isBooked) return invited(context, languages);
  if (!invitation) return decidedIn(context, languages, wish, () => ({ kind: 'person', wish }));
  // A run that cancelled may have ended before it could say so.
  if (invitation.history[decisionId(invitation.invitationId, cancellationKey(chatWish))]) return 'done';
  const isOld = await isOldVersion(context, invitation, tapped);
  if (meaning === 'coming' && !isOld) {
    const language = spokenLanguage(languages, context.contract);
    const words = chatWords(language, context.contract);
    const answer = answerToComing(invitation, words, chatWish.at);
    if (answer) return { answer, wish, language, words };
  }
  return decidedIn(context, languages, wish, (terms) => answerToTap(meaning, invitation, isOld, terms));
}

/**
 * What a person has to see to where a label says nothing by itself. It may be of a button of this stack whose message is
 * not known, or the row of a list of which nobody knows that it was sent. Any other is somebody else's.
 */
async function wishBehindLabel(
  { table, contract }: ChatContext,
  { addresses }: Sender,
  label: string,
  { messageLink }: ChatWish,
): Promise<WishForPerson | undefined> {
  if (isOwnLabel(label, contract)) return 'question';
  return messageLink === 'missing' ? (await findLostAnswer(table, addresses))?.forPerson : undefined;
}

/** What a label asks for that is no known button: what it would ask for if the customer had written it. */
async function decideLabel(context: ChatContext, sender: Sender, label: string, chatWish: ChatWish) {
  const { messageId, chatId, at, tap } = chatWish;
  const sorted = wishOfMessage({ messageId, chatId, at, text: label, ...(tap && { tap }) }, context.contract, false);
  if (!sorted) {
    const wish = await wishBehindLabel(context, sender, label, chatWish);
    return wish ? decidedIn(context, [sender.customer.language], wish, () => ({ kind: 'person', wish })) : 'done';
  }
  if (sorted.wish !== 'book') return decideWords(context, sender, sorted.wish, sorted);
  return invited(context, [sorted.language, sender.customer.language]);
}

/** Decides what to do about a wish. `waits`: for the message that a tap answers. `done`: there is nothing to do. */
export async function decideWish(
  context: ChatContext,
  sender: Sender,
  chatWish: ChatWish,
): Promise<Decided | 'waits' | 'done'> {
  const { wish, tap } = chatWish;
  if (wish !== 'tap') return decideWords(context, sender, wish, chatWish);
  if (!tap) return 'done';
  const read = await readTap(context, chatWish, tap, sender.addresses);
  if (read === 'waits') return read;
  return read === 'words'
    ? decideLabel(context, sender, tap.label, chatWish)
    : decideButton(context, sender, chatWish, read);
}
