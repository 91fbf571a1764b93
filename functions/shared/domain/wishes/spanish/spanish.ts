import type { LanguageWords } from '../language-words.ts';
import { NO_WISHES } from './no-wishes.ts';
import { QUESTIONS } from './questions.ts';
import { SPELLINGS } from './spellings.ts';
import { WISHES } from './wishes.ts';

export const SPANISH: LanguageWords = { spellings: SPELLINGS, ...NO_WISHES, ...WISHES, ...QUESTIONS };
