import { faultSentence } from './fault-sentence.ts';
import { FAULT_WORDS } from './words/fault-words.ts';
import { useWords } from './words/language.ts';

/** Gives an error's text for the user in the language that is shown. */
export function useFaultSentence(): (error: unknown) => string {
  const words = useWords(FAULT_WORDS);
  return (error) => faultSentence(error, words);
}
