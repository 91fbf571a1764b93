import { useEffect, useState } from 'preact/hooks';
import { keepChoice, readChoice } from './kept-choice.ts';

const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** The colours of the page: those that the system prefers, until somebody chooses. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [chosen, setChosen] = useState(() => THEMES.find((theme) => theme === readChoice('theme')));
  useEffect(() => {
    if (chosen) document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  function choose(theme: Theme) {
    keepChoice('theme', theme);
    setChosen(theme);
  }
  return [chosen ?? (prefersDark() ? 'dark' : 'light'), choose];
}
