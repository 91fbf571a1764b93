import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { LANGUAGES, type Language, type Worded } from './worded.ts';

export { LANGUAGES, type Language, type Worded };

export const LanguageContext = createContext<Language>('en');

export const useLanguage = (): Language => useContext(LanguageContext);

/** The words of one subject in the language that is shown. */
export const useWords = <Words>(worded: Worded<Words>): Words => worded[useLanguage()];

/** The first of a browser's preferred languages (BCP 47) that the desk has, else English. */
export function preferredLanguage(preferred: readonly string[]): Language {
  const known = preferred.flatMap(
    (tag) => LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language) ?? [],
  );
  return known[0] ?? 'en';
}
