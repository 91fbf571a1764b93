import type { BusinessTerms } from '../business-terms.ts';
import { malformed } from '../malformed.ts';

/** Holds that the contract has a language that somebody named. Throws Refusal `malformed`. */
export function checkLanguage(language: string, { languages }: Pick<BusinessTerms, 'languages'>): void {
  if (Object.hasOwn(languages, language)) return;
  throw malformed({ field: 'language', rule: `must be one of ${Object.keys(languages).join(', ')}` });
}
