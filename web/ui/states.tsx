import './states.css';
import type { ComponentChildren } from 'preact';
import { useWords, type Worded } from './words/language.ts';

type StateWords = { reading: string; failed: string; again: string };

const STATE_WORDS: Worded<StateWords> = {
  en: { reading: 'Reading …', failed: 'This could not be read', again: 'Try again' },
  es: { reading: 'Cargando…', failed: 'No se ha podido cargar', again: 'Volver a intentarlo' },
};

/** As long as nothing is known: grey lines where the rows will be, so that nothing jumps when they come. */
export function Reading({ rows = 5 }: { rows?: number }) {
  const { reading } = useWords(STATE_WORDS);
  return (
    <div class="ui-reading" role="status">
      <span class="spoken">{reading}</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} class="ui-reading-row" aria-hidden="true" />
      ))}
    </div>
  );
}

/** Why something could not be read, with a button that reads it again. */
export function Unread({ fault, again }: { fault: string; again(): void }) {
  const words = useWords(STATE_WORDS);
  return (
    <div class="ui-empty" role="alert">
      <p class="ui-empty-title">{words.failed}</p>
      <p>{fault}</p>
      <button type="button" class="button" onClick={again}>
        {words.again}
      </button>
    </div>
  );
}

/** That there is nothing, and what to do about it. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="ui-empty">
    <p class="ui-empty-title">{title}</p>
    {children}
  </div>
);

/** Why the last act failed; it stays beside what failed. */
export const Fault = ({ children }: { children: string | undefined }) =>
  children ? (
    <p class="ui-fault" role="alert">
      {children}
    </p>
  ) : null;
