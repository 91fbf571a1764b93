import { useState } from 'preact/hooks';
import { keepChoice, readChoice } from './kept-choice.ts';

const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

const keptTheme = () => THEMES.find((theme) => theme === readChoice('theme'));

const show = (theme: Theme) => {
  document.documentElement.dataset['theme'] = theme;
};

/** Shows the colours that somebody chose before anything is drawn, so that nothing flashes. */
export function showKeptTheme(): void {
  const theme = keptTheme();
  if (theme) show(theme);
}

/** The colours of the page: those that the system prefers, until somebody chooses. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [chosen, setChosen] = useState(keptTheme);
  function choose(theme: Theme) {
    keepChoice('theme', theme);
    show(theme);
    setChosen(theme);
  }
  return [chosen ?? (prefersDark() ? 'dark' : 'light'), choose];
}
