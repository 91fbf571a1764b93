import { beginsWith, hasPhrase, type Phrases, withoutPhrases } from '../text/phrases.ts';
import { isTypoOf } from '../text/typo.ts';
import { foldWording, mentions, saysOnly } from '../text/wording.ts';
import type { LanguageWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import type { MessageWish } from './wish.ts';

/** The contract's words of one language. A list that is given replaces the project's own for that wish. */
export type ContractWords = {
  intentWords: readonly string[];
  cancelWords?: readonly string[] | undefined;
  changeWords?: readonly string[] | undefined;
  questionWords?: readonly string[] | undefined;
};

/** The signs of a wish in one message. */
type Signs = {
  cancel: boolean;
  absent: boolean;
  change: boolean;
  otherTime: boolean;
  book: boolean;
  question: boolean;
};

/** Whether a text has one of the contract's words, or, without such a list, one of the project's own phrases. */
const says = (folded: string, given: readonly string[] | undefined, own: Phrases | undefined): boolean =>
  given ? mentions(folded, given) : own !== undefined && hasPhrase(folded, own);

/** What a part of a sentence says before the first of the words; `undefined` if it has none of them. */
function beforeWord(part: string, words: readonly string[]): string | undefined {
  const corrected = part.split(' ').map((written) => words.find((word) => isTypoOf(written, word)) ?? written);
  const spelled = ` ${corrected.join(' ')} `;
  if (!mentions(spelled.trim(), words)) return undefined;
  const starts = words.map((word) => spelled.indexOf(` ${foldWording(word)} `)).filter((start) => start >= 0);
  return spelled.slice(0, Math.min(...starts, spelled.length)).trim();
}

/** Whether a sentence asks for an appointment by the rules of a language that the project knows. */
function asksToBook({ folded, parts, isQuestion }: Sentence, intentWords: readonly string[], own: LanguageWords) {
  const plain = withoutPhrases(folded, own.polite, '');
  if (saysOnly(plain, intentWords)) return true;
  const isAsked = isQuestion || beginsWith(plain, own.questionOpenings);
  if (isAsked && !hasPhrase(folded, own.request)) return false;
  const clauses = parts.flatMap((part) => withoutPhrases(part, own.conjunctions, '_').split('_'));
  return clauses.some((clause) => {
    const used = withoutPhrases(clause, own.notBooked, '_');
    const asked = withoutPhrases(used, own.booked, '_');
    if (hasPhrase(asked, own.book) && !hasPhrase(asked, own.negation)) return true;
    // What makes a request goes first: "may I have an appointment" asks for one, and "I have an appointment" does not.
    const wished = withoutPhrases(withoutPhrases(used, own.request, '_'), own.booked, '_');
    const before = beforeWord(wished, intentWords);
    return before !== undefined && !hasPhrase(before, own.negation);
  });
}

function asks({ folded, isQuestion }: Sentence, { questionWords }: ContractWords, own: LanguageWords | undefined) {
  const plain = own ? withoutPhrases(folded, own.polite, '') : folded;
  if (plain === '') return false;
  if (isQuestion || says(folded, questionWords, own?.question)) return true;
  return own !== undefined && beginsWith(plain, own.questionOpenings);
}

function signsOf(sentence: Sentence, words: ContractWords, own: LanguageWords | undefined): Signs {
  const { folded } = sentence;
  const cancelling = own ? withoutPhrases(folded, own.notCancelled, '_') : folded;
  const changing = own ? withoutPhrases(folded, own.notChanged, '_') : folded;
  return {
    cancel: says(cancelling, words.cancelWords, own?.cancel),
    absent: words.cancelWords === undefined && own !== undefined && hasPhrase(cancelling, own.absent),
    change: says(changing, words.changeWords, own?.change),
    otherTime: own !== undefined && hasPhrase(folded, own.otherTime),
    book: own
      ? words.intentWords.length > 0 && asksToBook(sentence, words.intentWords, own)
      : mentions(folded, words.intentWords),
    question: asks(sentence, words, own),
  };
}

/**
 * The strongest wish of a message in one language. A cancellation wins over a change, a change over a booking, and a
 * booking that is asked for over a question. Whoever cannot come cancels, unless they name another time.
 */
export function strongestWish(
  sentences: readonly Sentence[],
  words: ContractWords,
  own: LanguageWords | undefined,
): MessageWish | undefined {
  const signs = sentences.map((sentence) => signsOf(sentence, words, own));
  const has = (sign: keyof Signs) => signs.some((of) => of[sign]);
  if (has('cancel')) return 'cancel';
  if (has('change')) return 'change';
  if (has('absent')) return has('otherTime') ? 'change' : 'cancel';
  if (has('book')) return 'book';
  return has('question') ? 'question' : undefined;
}
