import { baseLanguage } from '../text/local-words.ts';
import { ENGLISH } from './staff-mail-english.ts';
import { SPANISH } from './staff-mail-spanish.ts';
import type { StaffMailWords } from './staff-mail-words.ts';

/** The words for the contract's first language; English where there are none of its own. */
export const staffMailWords = ({ defaultLanguage }: { defaultLanguage: string }): StaffMailWords =>
  baseLanguage(defaultLanguage) === 'es' ? SPANISH : ENGLISH;
