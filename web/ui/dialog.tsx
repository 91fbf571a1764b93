import './dialog.css';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { useWords, type Worded } from './words/language.ts';

const DIALOG_WORDS: Worded<{ close: string }> = { en: { close: 'Close' }, es: { close: 'Cerrar' } };

type DialogProps = { title: string; close(): void; children: ComponentChildren };

/**
 * A modal dialog: the first field takes the focus, Escape and a press beside it close it, and the focus returns to
 * where it was. `close` is called once the person wants it to end; the owner then takes it away.
 */
export function Dialog({ title, close, children }: DialogProps) {
  const words = useWords(DIALOG_WORDS);
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: what somebody types after the key that opened it belongs into its first field.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    // The browser would take the button that closes it, which comes first.
    shown?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => {
      // As long as it is open, nothing outside of it takes the focus.
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, which the browser turns into "cancel"
    <dialog
      ref={dialog}
      class="ui-dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div class="ui-dialog-inside">
        <header class="ui-dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="button is-quiet is-square" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
