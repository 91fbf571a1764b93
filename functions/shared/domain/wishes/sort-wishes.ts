import { beginsWith, hasPhrase, type Phrases, withoutPhrases } from '../text/phrases.ts';
import { isTypoOf } from '../text/typo.ts';
import { foldWording, mentions, saysOnly } from '../text/wording.ts';
import type { LanguageWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import { spelledSentence } from './spelled-out.ts';
import type { MessageWish } from './wish.ts';

/** The contract's words of one language. A list that is given replaces the project's own for that wish. */
export type ContractWords = {
  intentWords: readonly string[];
  cancelWords?: readonly string[] | undefined;
  changeWords?: readonly string[] | undefined;
  questionWords?: readonly string[] | undefined;
};

const ALL_SIGNS = [
  'cancel',
  'absent',
  'change',
  'otherTime',
  'better',
  'own',
  'book',
  'bookingWord',
  'question',
] as const;

/** What the lists find in a message. `bookingWord`: it says nothing else. */
export type Sign = (typeof ALL_SIGNS)[number];

/** Which signs of wishes one sentence has. */
type Signs = Readonly<Partial<Record<Sign, boolean>>>;

/** What a part of a sentence says before the first of the folded words; `undefined` if it has none of them. */
function beforeWord(part: string, words: readonly string[]): string | undefined {
  const corrected = part.split(' ').map((written) => words.find((word) => isTypoOf(written, word)) ?? written);
  const spelled = ` ${corrected.join(' ')} `;
  const starts = words.map((word) => spelled.indexOf(` ${word} `)).filter((start) => start >= 0);
  return starts.length === 0 ? undefined : spelled.slice(0, Math.min(...starts)).trim();
}

/** Whether a part of a sentence, without other uses of booking words, asks for an appointment. */
function clauseBooks(used: string, intentWords: readonly string[], own: LanguageWords): boolean {
  const asked = withoutPhrases(used, own.booked, '_');
  if (!hasPhrase(asked, own.negation)) {
    if (hasPhrase(asked, own.book)) return true;
    if (hasPhrase(asked, own.wanted) && ![own.information, own.topics].some((about) => hasPhrase(asked, about)))
      return true;
  }
  // What makes a request goes first: "may I have an appointment" asks for one, and "I have an appointment" does not.
  const wished = withoutPhrases(withoutPhrases(used, own.request, '_'), own.booked, '_');
  const before = beforeWord(wished, intentWords);
  return before !== undefined && !hasPhrase(before, own.negation);
}

/** Whether a sentence is a question by its mark or its first words. A lone greeting is none. */
function looksAsked({ folded, isQuestion }: Sentence, own: LanguageWords): boolean {
  const plain = withoutPhrases(folded, own.polite, '');
  return plain !== '' && (isQuestion || beginsWith(plain, own.questionOpenings));
}

/** Whether a sentence asks for an appointment by the rules of a language that the project knows. */
function asksToBook(sentence: Sentence, intentWords: readonly string[], own: LanguageWords): boolean {
  const { folded, parts, isQuestion } = sentence;
  const plain = withoutPhrases(folded, own.polite, '');
  if (saysOnly(plain, intentWords)) return true;
  const isAsked = looksAsked(sentence, own);
  if (isAsked && !hasPhrase(folded, own.request)) return false;
  if (isQuestion && parts.length === 1 && beginsWith(plain, own.obligations)) return false;
  const used = parts.map((part) => withoutPhrases(part, own.notBooked, '_'));
  const clauses = used.flatMap((part) => withoutPhrases(part, own.conjunctions, '|').split('|'));
  return [...used, ...clauses].some(
    (clause) => !(isAsked && hasPhrase(clause, own.topics)) && clauseBooks(clause, intentWords, own),
  );
}

/** A sentence without other uses of the words of a wish, none of which crosses a comma. */
const withoutUses = ({ parts }: Sentence, uses: Phrases): string =>
  parts.map((part) => withoutPhrases(part, uses, '_')).join(' ');

/** The signs by the project's own words. */
function ownSigns(sentence: Sentence, intentWords: readonly string[], own: LanguageWords): Signs {
  const { folded } = sentence;
  const cancelling = withoutUses(sentence, own.notCancelled);
  const coming = withoutPhrases(folded, own.absent, '_');
  const changing = withoutPhrases(withoutUses(sentence, own.notChanged), own.absent, '_');
  return {
    cancel: hasPhrase(cancelling, own.cancel),
    absent: hasPhrase(cancelling, own.absent),
    change: hasPhrase(changing, own.change),
    otherTime: hasPhrase(coming, own.otherTime),
    better: hasPhrase(changing, own.better),
    own: hasPhrase(folded, own.booked),
    book: intentWords.length > 0 && asksToBook(sentence, intentWords, own),
    bookingWord: saysOnly(withoutPhrases(folded, own.polite, ''), intentWords),
    question: looksAsked(sentence, own) || hasPhrase(withoutPhrases(folded, own.polite, ''), own.question),
  };
}

/** What a sentence says by the project's words, and whether it is a question; in another language only what it can. */
function understood(sentence: Sentence, intentWords: readonly string[], own: LanguageWords | undefined) {
  if (!own) {
    const { folded, isQuestion } = sentence;
    return { isAsked: isQuestion, signs: { book: mentions(folded, intentWords), question: isQuestion } };
  }
  const spelled = spelledSentence(sentence, own.spellings);
  return { isAsked: looksAsked(spelled, own), signs: ownSigns(spelled, intentWords, own) };
}

/** The signs of a sentence. A list of the contract replaces the project's own for its wish. */
function signsOf(sentence: Sentence, words: ContractWords, own: LanguageWords | undefined): Signs {
  const { folded } = sentence;
  const { isAsked, signs } = understood(sentence, words.intentWords, own);
  const { cancelWords, changeWords, questionWords } = words;
  return {
    ...signs,
    ...(cancelWords && { cancel: mentions(folded, cancelWords), absent: false }),
    ...(changeWords && { change: mentions(folded, changeWords), better: false }),
    ...(questionWords && { question: mentions(folded, questionWords) || isAsked }),
  };
}

/** The signs of a message in one language, of all of its sentences. */
export function signsOfMessage(
  sentences: readonly Sentence[],
  words: ContractWords,
  own: LanguageWords | undefined,
): Sign[] {
  const intentWords = words.intentWords.map(foldWording).filter((word) => word !== '');
  const signs = sentences.map((sentence) => signsOf(sentence, { ...words, intentWords }, own));
  return ALL_SIGNS.filter((sign) => signs.some((of) => of[sign]));
}

/**
 * The strongest wish by its signs. A cancellation wins over a change, a change over a booking, and a booking that is asked
 * for over a question. Whoever cannot come cancels, unless they ask for another time.
 */
export function strongestWish(signs: readonly Sign[]): MessageWish | undefined {
  const has = (sign: Sign) => signs.includes(sign);
  if (has('cancel')) return 'cancel';
  if (has('change')) return 'change';
  if (has('absent')) return has('otherTime') || has('book') ? 'change' : 'cancel';
  if (has('own') && has('better')) return 'change';
  if (has('book')) return 'book';
  if (has('better')) return 'change';
  return has('question') ? 'question' : undefined;
}
