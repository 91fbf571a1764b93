import type { LanguageWords } from '../language-words.ts';
import { CHANGES } from './changes.ts';
import { NO_WISHES } from './no-wishes.ts';
import { QUESTIONS } from './questions.ts';
import { REQUESTS } from './requests.ts';
import { SPELLINGS } from './spellings.ts';

export const SPANISH: LanguageWords = { spellings: SPELLINGS, ...NO_WISHES, ...CHANGES, ...REQUESTS, ...QUESTIONS };
