import type { LanguageWords } from '../language-words.ts';
import { CHANGES } from './changes.ts';
import { GROUPS } from './groups.ts';
import { NO_WISHES } from './no-wishes.ts';
import { QUESTIONS } from './questions.ts';
import { REQUESTS } from './requests.ts';
import { SPELLINGS } from './spellings.ts';
import { WEIGHTS } from './weights.ts';

export const SPANISH: LanguageWords = {
  spellings: SPELLINGS,
  groups: GROUPS,
  weights: WEIGHTS,
  ...NO_WISHES,
  ...CHANGES,
  ...REQUESTS,
  ...QUESTIONS,
};
