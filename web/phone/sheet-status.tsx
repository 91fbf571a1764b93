import './sheet-status.css';
import { useEffect } from 'preact/hooks';
import type { FormState } from './form-state.ts';
import { useFormWords } from './words/use-form-words.ts';

/** How long the sentence of an answer stands before the customer does something: long enough to read it twice. */
const NOTICE_MS = 8_000;

/** What the form does or says without taking the focus: that it waits, or the sentence of an answer. */
export function SheetStatus({ form: { isWaiting, notice, forgetNotice } }: { form: FormState }) {
  const words = useFormWords();
  const text = notice.value;
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(forgetNotice, NOTICE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="sheet-status" role="status">
      {isWaiting.value && (
        <p class="sheet-waiting">
          <span class="spinner" aria-hidden="true" />
          {words.moment}
        </p>
      )}
      {text !== '' && <p class="sheet-notice">{text}</p>}
    </div>
  );
}
