import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { keepChoice, readChoice } from '../kept-choice.ts';
import { LANGUAGES, type Language, LanguageContext, preferredLanguage } from './language.ts';

const ChooseContext = createContext<(language: Language) => void>(() => undefined);

const firstLanguage = (): Language =>
  LANGUAGES.find((language) => language === readChoice('language')) ?? preferredLanguage(navigator.languages);

/** Shows what is inside in the chosen language: at first the browser's, later the one that was chosen last. */
export function InChosenLanguage({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  function choose(chosen: Language) {
    keepChoice('language', chosen);
    setLanguage(chosen);
  }
  return (
    <ChooseContext.Provider value={choose}>
      <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
    </ChooseContext.Provider>
  );
}

/** Changes the language of the page. */
export const useChooseLanguage = () => useContext(ChooseContext);
