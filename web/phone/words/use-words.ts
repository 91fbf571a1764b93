import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { ENGLISH } from './english.ts';
import type { PhoneWords } from './phone-words.ts';

/** The words for the components of the open form. */
export const WordsContext = createContext<PhoneWords>(ENGLISH);
export const useWords = (): PhoneWords => useContext(WordsContext);
