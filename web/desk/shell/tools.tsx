import { Icon } from '../../ui/icon.tsx';
import { useTheme } from '../../ui/theme.ts';
import { useChooseLanguage } from '../../ui/words/chosen-language.tsx';
import { type Language, useLanguage, useWords } from '../../ui/words/language.ts';
import { SignOut } from './sign-out.tsx';
import { SHELL_WORDS } from './words.ts';

const OTHER: Record<Language, Language> = { en: 'es', es: 'en' };

/** The language, the colours, and the way out. */
export function Tools() {
  return (
    <div class="desk-tools">
      <LanguageButton />
      <ThemeButton />
      <SignOut />
    </div>
  );
}

/** Shows everything in the other language, whose own name it bears. */
export function LanguageButton() {
  const other = OTHER[useLanguage()];
  const choose = useChooseLanguage();
  const { otherLanguage } = useWords(SHELL_WORDS);
  return (
    <button type="button" class="button is-quiet desk-language" lang={other} onClick={() => choose(other)}>
      {otherLanguage}
    </button>
  );
}

export function ThemeButton() {
  const words = useWords(SHELL_WORDS);
  const [theme, choose] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" class="button is-quiet is-square" title={words[other]} onClick={() => choose(other)}>
      <Icon name={other} />
      <span class="spoken">{words[other]}</span>
    </button>
  );
}
