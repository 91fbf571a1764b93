import type { Phrases } from '../text/phrases.ts';
import type { Weights } from './weights.ts';

/** The project's own words of one language, by which it sorts what customers write. */
export type LanguageWords = {
  /** Slang and misspellings, as alternatives (`tmrw|tmr`), and what they stand for. The phrases need only the latter. */
  spellings: Readonly<Record<string, string>>;
  /** Words that stand for each other when a message is weighed, as alternatives, by a name that no list uses. */
  groups: Readonly<Record<string, string>>;
  /** What the words of a message say for each wish; `npm run wishes` learns it from the messages in the tests. */
  weights: Weights;
  /** Words without a wish: greetings and thanks. */
  polite: Phrases;
  /** Uses of words of a wish that cancel or change nothing: "cancellation policy", "if I cancel". */
  notCancelled: Phrases;
  notChanged: Phrases;
  /** Uses of booking words that ask for no appointment: "a good book", "my appointment". */
  notBooked: Phrases;
  /** Says that there is an appointment: "I have an appointment", "I booked". "May I have an appointment" does not. */
  booked: Phrases;
  cancel: Phrases;
  /** The customer cannot come: a cancellation, or a change if they name another time. */
  absent: Phrases;
  change: Phrases;
  /** Asks for another time, of a customer who cannot come at the one that they have. */
  otherTime: Phrases;
  /** Asks for a better time, of a customer who has one. */
  better: Phrases;
  /** Asks for an appointment without a booking word. */
  book: Phrases;
  /** Asks for a service, which is a request only where no information is asked: "how much is it to get my nails done". */
  wanted: Phrases;
  information: Phrases;
  /** In a question, what it is about if not an appointment: a discount, a receipt, a parking space. */
  topics: Phrases;
  /** Makes a question with a booking word a request: "can I", "do you have". */
  request: Phrases;
  /** Begins a question whether a customer has to book at all: "do I need an appointment?". */
  obligations: Phrases;
  /** Before a booking word, in the same part of a sentence. */
  negation: Phrases;
  /** Separates the parts of a sentence, like a comma. */
  conjunctions: Phrases;
  /** How a sentence begins that is a question without its mark. */
  questionOpenings: Phrases;
  question: Phrases;
  /** Asks when the customer's own appointment is, and what looks like it and asks for opening hours or free times. */
  asksWhen: Phrases;
  notAsksWhen: Phrases;
};

/** The words by which a message of one language is sorted. */
export type OwnWords = LanguageWords & {
  /** All words of its lists and groups. */
  vocabulary: ReadonlySet<string>;
};
