import './find-button.css';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useWords } from '../../../ui/words/language.ts';
import { CUSTOMERS_WORDS } from '../words.ts';
import { CustomerSearch } from './customer-search.tsx';

/** Finds a customer from every view, also by the key "/": the view stays below until a customer is chosen. */
export function FindButton() {
  const words = useWords(CUSTOMERS_WORDS);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  function close() {
    setOpen(false);
    setTyped('');
  }
  return (
    <>
      <button
        type="button"
        class="button desk-find"
        title={`${words.find} (/)`}
        aria-keyshortcuts="/"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
        <span class="desk-find-title">{words.find}</span>
        <span class="desk-find-key" aria-hidden="true">
          /
        </span>
      </button>
      {isOpen && (
        <Dialog title={words.find} close={close}>
          <CustomerSearch typed={typed} type={setTyped} chosen={close} />
        </Dialog>
      )}
    </>
  );
}

/** Whoever writes somewhere, or answers a dialog, means the sign itself. */
const isTaken = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null);
