import { holdsPlace } from '../booking/booking-state.ts';
import { isOpenBooking } from '../booking/open-booking.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { mayChange } from '../notices/buttons.ts';
import type { ButtonMeaning, SentButton } from '../notices/notice.ts';
import { type DatedBooking, isDated } from '../notices/notice-text.ts';
import type { Instant } from '../time/instant.ts';
import type { WishForPerson } from '../wishes/wish.ts';
import { type ChatWords, fillChatText, listedBookings } from './chat-texts.ts';

/** A row of a list: a button with what stands below its label. */
export type SentRow = SentButton & { description?: string };

/** What the stack does about a wish. `forPerson`: a person sees to it as well. */
export type Answer =
  | { kind: 'text'; text: string; forPerson?: WishForPerson }
  | { kind: 'buttons'; text: string; buttons: SentButton[] }
  | { kind: 'list'; text: string; action: string; rows: SentRow[] }
  /** The form of the invitation once more, below this text. */
  | { kind: 'form'; text: string; invitation: Invitation }
  /** Notes that the customer comes to the booking as it is, and answers with the text, if there is one. */
  | { kind: 'confirm'; booked: Booked; text?: string }
  /** Cancels the booking. The notice of the cancellation is the answer. */
  | { kind: 'cancel'; invitation: Invitation }
  /** Invites the customer to book. */
  | { kind: 'invite' }
  /** A person answers, and the customer reads that one does. */
  | { kind: 'person'; wish: WishForPerson };

/** The customer's bookings ahead, the next first. `unclear`: another one has no time yet, so that nothing can be said of it. */
export type OpenBookings = { open: Booked[]; unclear: boolean };

export type Booked = Invitation & { booking: DatedBooking };

export type AnswerTerms = { words: ChatWords; contract: Pick<BusinessTerms, 'booking'>; now: Instant };

/** WhatsApp's limit for the rows of a list. */
const MOST_ROWS = 10;

/** The invitation with its booking, if the booking stands and lies ahead. */
export const openBookingOf = (invitation: Invitation, now: Instant): Booked | undefined => {
  const { booking } = invitation;
  return isDated(booking) && isOpenBooking(booking, now) ? { ...invitation, booking } : undefined;
};

const textAbout = (
  name: 'kept' | 'tooLate' | 'yourAppointment' | 'cancelledAlready',
  booking: DatedBooking,
  { words, now }: AnswerTerms,
) => fillChatText(words.texts[name], booking, words, now);

/** What stands, or waits for approval; without words for what waits a person answers. */
function textOfOpen(name: 'kept' | 'yourAppointment', booking: DatedBooking, terms: AnswerTerms): string | undefined {
  if (booking.state === 'booked') return textAbout(name, booking, terms);
  const { words, now } = terms;
  const { yourRequest } = words.texts;
  return yourRequest === undefined ? undefined : fillChatText(yourRequest, booking, words, now);
}

const textOrPerson = (text: string | undefined, wish: WishForPerson): Answer =>
  text === undefined ? { kind: 'person', wish } : { kind: 'text', text };

const isTooLate = ({ startsAt }: DatedBooking, { contract, now }: AnswerTerms): boolean =>
  !mayChange(startsAt, contract, now);

/** The booking as it is now, for who taps a button under an older message. */
function presentState(invitation: Invitation, meaning: ButtonMeaning, terms: AnswerTerms): Answer {
  const { booking } = invitation;
  const wish = wishOfMeaning(meaning);
  if (!isDated(booking)) return { kind: 'person', wish };
  if (booking.state === 'cancelled') return { kind: 'text', text: textAbout('cancelledAlready', booking, terms) };
  // Who says during the appointment that they come wants nothing that would be too late.
  const isStanding = isOpenBooking(booking, terms.now) || (meaning === 'coming' && holdsPlace(booking));
  if (isStanding) return textOrPerson(textOfOpen('yourAppointment', booking, terms), wish);
  if (!holdsPlace(booking)) return { kind: 'person', wish };
  return { kind: 'text', text: textAbout('tooLate', booking, terms), forPerson: wish };
}

function askCancel({ invitationId, booking }: Booked, { words, now }: AnswerTerms): Answer {
  const { texts } = words;
  const about = { invitationId, startsAt: booking.startsAt };
  return {
    kind: 'buttons',
    text: fillChatText(texts.askCancel, booking, words, now),
    buttons: [
      { label: texts.buttons.cancelNow, meaning: 'cancel-now', ...about },
      { label: texts.buttons.keep, meaning: 'keep', ...about },
    ],
  };
}

function askAbout(wish: 'cancel' | 'change', booked: Booked, terms: AnswerTerms): Answer {
  const { booking } = booked;
  if (isTooLate(booking, terms)) return { kind: 'text', text: textAbout('tooLate', booking, terms), forPerson: wish };
  if (wish === 'cancel') return askCancel(booked, terms);
  const { words, now } = terms;
  return { kind: 'form', text: fillChatText(words.texts.askChange, booking, words, now), invitation: booked };
}

function askWhich(wish: 'cancel' | 'change', open: readonly Booked[], { words }: AnswerTerms): Answer {
  const listed = listedBookings(open.slice(0, MOST_ROWS), words);
  const rows = listed.map(({ title: label, description, invitationId, booking: { startsAt } }) => {
    return { label, ...(description && { description }), meaning: wish, invitationId, startsAt };
  });
  const { chooseBooking, chooseButton } = words.texts;
  return { kind: 'list', text: chooseBooking, action: chooseButton, rows };
}

/** What follows from the words of a customer who wants to cancel or to change an appointment. */
export function answerToWords(wish: 'cancel' | 'change', { open, unclear }: OpenBookings, terms: AnswerTerms): Answer {
  const [next, ...others] = open;
  if (next) return others.length > 0 ? askWhich(wish, open, terms) : askAbout(wish, next, terms);
  return unclear ? { kind: 'person', wish } : { kind: 'text', text: terms.words.texts.nothingBooked };
}

/** What follows from a question. When the own appointment is, the stack knows. */
export function answerToQuestion(asksWhen: boolean, { open }: OpenBookings, terms: AnswerTerms): Answer {
  if (!asksWhen || open.length === 0) return { kind: 'person', wish: 'question' };
  const texts = open.slice(0, MOST_ROWS).map(({ booking }) => textOfOpen('yourAppointment', booking, terms));
  return textOrPerson(texts.includes(undefined) ? undefined : texts.join('\n'), 'question');
}

/** What a person has to see to if the stack cannot do what a button means. */
export const wishOfMeaning = (meaning: ButtonMeaning): WishForPerson => {
  if (meaning === 'change') return 'change';
  return meaning === 'cancel' || meaning === 'cancel-now' ? 'cancel' : 'question';
};

/**
 * What follows from a tap on "I'm coming" under a message about the booking as it is: it is noted if the customer tapped
 * (`at`) before the appointment began, also in a language without words for the chat. `undefined` if it is not.
 */
export function answerToComing(invitation: Invitation, words: ChatWords | undefined, at: Instant): Answer | undefined {
  const booked = openBookingOf(invitation, at);
  if (!booked) return undefined;
  const text = words?.texts.confirmed;
  return { kind: 'confirm', booked, ...(words && text && { text: fillChatText(text, booked.booking, words, at) }) };
}

/** What follows from a tap that does not ask to book, and is not noted. A button under an older version changes nothing. */
export function answerToTap(
  meaning: ButtonMeaning,
  invitation: Invitation,
  isOld: boolean,
  terms: AnswerTerms,
): Answer {
  const booked = openBookingOf(invitation, terms.now);
  if (!booked || isOld || meaning === 'book' || meaning === 'coming') return presentState(invitation, meaning, terms);
  if (meaning === 'keep') return textOrPerson(textOfOpen('kept', booked.booking, terms), 'question');
  if (meaning !== 'cancel-now') return askAbout(meaning, booked, terms);
  return isTooLate(booked.booking, terms) ? askAbout('cancel', booked, terms) : { kind: 'cancel', invitation };
}
