import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { ENGLISH } from './english.ts';
import type { FormWords } from './form-words.ts';

/** The words for the components of the open form. */
export const FormWordsContext = createContext<FormWords>(ENGLISH);
export const useFormWords = (): FormWords => useContext(FormWordsContext);
