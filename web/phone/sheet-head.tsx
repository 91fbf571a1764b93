import './sheet-head.css';
import type { Ref } from 'preact';
import { Icon } from '../ui/icon.tsx';
import { currentScreen, type FlowSession, progressOf } from './flow/flow-session.ts';
import type { FormState } from './form-state.ts';
import { useFormWords } from './words/use-form-words.ts';

/** The top of a form: the screen's title, which takes the focus, the way back and out, and how far it is. */
export function SheetHead({ form, close, title }: { form: FormState; close(): void; title: Ref<HTMLHeadingElement> }) {
  const { session, isWaiting, overText } = form;
  const words = useFormWords();
  const inProgress = overText.value === undefined ? session.value : undefined;
  const hasBack = inProgress !== undefined && inProgress.path.length > 1;
  return (
    <header class="sheet-head">
      {hasBack ? (
        <button
          class="icon-button"
          type="button"
          onClick={form.back}
          disabled={isWaiting.value}
          aria-label={words.back}
        >
          <Icon name="chevron-left" />
        </button>
      ) : (
        <span />
      )}
      <h2 class="sheet-title" id="sheet-title" tabIndex={-1} ref={title}>
        {(session.value && currentScreen(session.value)?.title) ?? words.form}
      </h2>
      <button class="icon-button" type="button" onClick={close} aria-label={words.close}>
        <Icon name="close" />
      </button>
      {inProgress && <Progress session={inProgress} />}
    </header>
  );
}

function Progress({ session }: { session: FlowSession }) {
  const { step, steps } = progressOf(session);
  const words = useFormWords();
  return (
    <div class="sheet-progress">
      <span class="sheet-steps" aria-hidden="true">
        {Array.from({ length: steps }, (_, index) => (
          <span key={index} class={index < step ? 'is-done' : ''} />
        ))}
      </span>
      <span class="sheet-step">{words.step(step, steps)}</span>
    </div>
  );
}
