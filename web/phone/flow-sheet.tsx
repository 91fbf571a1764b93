import './flow-sheet.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDialogFocus } from './dialog-focus.ts';
import type { Faults } from './flow/find-faults.ts';
import { currentScreen } from './flow/flow-session.ts';
import type { FormState } from './form-state.ts';
import { SheetHead } from './sheet-head.tsx';
import { SheetScreen } from './sheet-screen.tsx';
import { SheetStatus } from './sheet-status.tsx';
import { SheetTrouble } from './sheet-trouble.tsx';
import { FormWordsContext } from './words/use-form-words.ts';

type SheetProps = { form: FormState; today: string; close(): void };

/** The form over the chat: one screen after the other, until it is sent, over or closed. */
export function FlowSheet({ form, today, close }: SheetProps) {
  const { session, faults, isWaiting, overText, words } = form;
  const sheet = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useDialogFocus(sheet, close);
  useFocusOnFault(sheet, faults.value);
  const screen = session.value && currentScreen(session.value)?.id;
  useFocusWhileWaiting(sheet, title, isWaiting.value, screen);
  useEffect(() => title.current?.focus(), [screen]);

  return (
    <FormWordsContext.Provider value={words}>
      <div class="sheet-scrim">
        <div
          class="sheet"
          role="dialog"
          aria-modal="true"
          aria-labelledby="sheet-title"
          lang={words.names[0]}
          ref={sheet}
        >
          <SheetHead form={form} close={close} title={title} />
          {overText.value !== undefined ? (
            <Over text={overText.value} close={close} fine={words.fine} />
          ) : session.value ? (
            <SheetScreen form={form} today={today} />
          ) : (
            <div class="sheet-blank">
              <SheetTrouble form={form} />
            </div>
          )}
          <SheetStatus form={form} />
        </div>
      </div>
    </FormWordsContext.Provider>
  );
}

/** The business has ended the form: there is only its sentence to read. */
function Over({ text, close, fine }: { text: string; close(): void; fine: string }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="sheet-blank" role="alert">
      <p class="sheet-over">{text}</p>
      <button class="button is-primary" type="button" onClick={close} ref={button}>
        {fine}
      </button>
    </div>
  );
}

/** After a refusal, the focus moves to the first invalid field. */
function useFocusOnFault(sheet: { current: HTMLElement | null }, faults: Faults) {
  const before = useRef(0);
  const count = Object.keys(faults).length;
  useLayoutEffect(() => {
    // Correcting one of several errors must not move the focus away while the user types.
    const hasAppeared = count > before.current;
    before.current = count;
    if (!hasAppeared) return;
    const faulty = sheet.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]');
    const stop = faulty?.matches('[role="radiogroup"]') ? faulty.querySelector('input') : faulty;
    stop?.focus();
  });
}

/**
 * A disabled element loses the focus: it goes to the title while the form waits, and back where the same screen is
 * shown afterwards.
 */
function useFocusWhileWaiting(
  sheet: { current: HTMLElement | null },
  title: { current: HTMLElement | null },
  isWaiting: boolean,
  screen: string | undefined,
) {
  /** Noted while it has the focus: once everything is disabled, nothing has it. */
  const focused = useRef<EventTarget | null>(null);
  const before = useRef<{ element: EventTarget | null; screen: string | undefined }>();
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      focused.current = target;
    };
    sheet.current?.addEventListener('focusin', note);
    return () => sheet.current?.removeEventListener('focusin', note);
  }, []);
  useLayoutEffect(() => {
    if (!isWaiting) return;
    before.current = { element: focused.current, screen };
    title.current?.focus();
  }, [isWaiting]);
  // Later than the layout: only then is everything enabled again.
  useEffect(() => {
    if (isWaiting) return;
    const { element, screen: former } = before.current ?? {};
    const isFree = document.activeElement === title.current;
    if (isFree && former === screen && element instanceof HTMLElement) element.focus();
    before.current = undefined;
  }, [isWaiting]);
}
