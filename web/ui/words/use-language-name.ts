import { useLanguage } from './language.ts';

/** What a language of the contract, such as `pt_BR`, is called in the language that is shown. */
export function useLanguageName() {
  const names = new Intl.DisplayNames(useLanguage(), { type: 'language' });
  return (language: string): string => names.of(language.replace('_', '-')) ?? language;
}
