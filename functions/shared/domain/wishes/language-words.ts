import type { Phrases } from '../text/phrases.ts';

/** The project's own words of one language, by which it sorts what customers write. */
export type LanguageWords = {
  /** Words without a wish: greetings and thanks. */
  polite: Phrases;
  /** Uses of words of a wish that cancel or change nothing: "cancellation policy", "if I cancel". */
  notCancelled: Phrases;
  notChanged: Phrases;
  /** Uses of the contract's booking words that ask for no appointment: "a good book", "my appointment". */
  notBooked: Phrases;
  /** Says that there is an appointment: "I have an appointment", "I booked". "May I have an appointment" does not. */
  booked: Phrases;
  cancel: Phrases;
  /** The customer cannot come: a cancellation, or a change if they name another time. */
  absent: Phrases;
  change: Phrases;
  /** Asks for another time, of a customer who cannot come at the one that they have. */
  otherTime: Phrases;
  /** Asks for an appointment without a booking word. */
  book: Phrases;
  /** Makes a question with a booking word a request: "can I", "do you have". */
  request: Phrases;
  /** Before a booking word, in the same part of a sentence. */
  negation: Phrases;
  /** Separates the parts of a sentence, like a comma. */
  conjunctions: Phrases;
  /** How a sentence begins that is a question without its mark. */
  questionOpenings: Phrases;
  question: Phrases;
};
