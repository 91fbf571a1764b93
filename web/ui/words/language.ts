import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The languages of the desk. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words of one subject in every language. A language without one of them does not compile. */
export type Worded<Words> = Readonly<Record<Language, Words>>;

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
