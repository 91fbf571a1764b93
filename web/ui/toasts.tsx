import './toasts.css';
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Tone } from './step.ts';

/** Long enough to read two sentences. */
const SHOWN_MS = 8000;

type Toast = { id: number; words: string; tone: Tone };

/** Says a sentence at the edge of the window, whatever view is shown then. */
export type Say = (words: string, tone?: Tone) => void;

const SayContext = createContext<Say>(() => undefined);

/** Tells the person what became of what they did. */
export const useSay = (): Say => useContext(SayContext);

/** The place for sentences about what was done; screen readers read each of them out. */
export function Toasts({ children }: { children: ComponentChildren }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const say = useMemo<Say>(() => {
    let count = 0;
    return (words, tone = 'good') => {
      count += 1;
      const toast = { id: count, words, tone };
      // The same sentence again is read out again, but shown once.
      setToasts((before) => [...before.filter((other) => other.words !== words), toast].slice(-3));
    };
  }, []);
  return (
    <SayContext.Provider value={say}>
      {children}
      <div class="ui-toasts" role="status">
        {toasts.map((toast) => (
          <ToastItem
            key={toast.id}
            toast={toast}
            end={() => setToasts((before) => before.filter(({ id }) => id !== toast.id))}
          />
        ))}
      </div>
    </SayContext.Provider>
  );
}

function ToastItem({ toast: { words, tone }, end }: { toast: Toast; end(): void }) {
  useEffect(() => {
    const timer = setTimeout(end, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return <p class={`ui-toast is-${tone}`}>{words}</p>;
}
