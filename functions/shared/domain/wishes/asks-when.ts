import { hasPhrase } from '../text/phrases.ts';
import type { LanguageWords } from './language-words.ts';
import type { Sentence } from './sentences.ts';
import { spelledSentence } from './spelled-out.ts';

/** Whether a message asks when the customer's own appointment is, by the project's words of one language. */
export const asksWhen = (sentences: readonly Sentence[], own: LanguageWords | undefined): boolean =>
  own !== undefined &&
  sentences
    .map((sentence) => spelledSentence(sentence, own.spellings).folded)
    .some((folded) => hasPhrase(folded, own.asksWhen) && !hasPhrase(folded, own.notAsksWhen));
