import './dialog-form.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../../ui/words/language.ts';
import { REASON_WORDS } from './reason-words.ts';
import { liftableIn, type Refused } from './refusal.ts';
import type { Wanted } from './when/nearest-times.ts';
import { Slots } from './when/time-choice.tsx';
import { BOOKING_WORDS } from './words.ts';

type DialogFormProps = {
  /** What pressing the button does. */
  verb: string;
  isDanger?: boolean;
  isBusy: boolean;
  submit(): void;
  close(): void;
  children: ComponentChildren;
};

/** A form in a dialog: its fields, the one thing to do, and the way back. */
export function DialogForm({ verb, isDanger = false, isBusy, submit, close, children }: DialogFormProps) {
  const words = useWords(BOOKING_WORDS);
  return (
    <form
      class="booking-form"
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) submit();
      }}
    >
      {children}
      <div class="booking-form-acts">
        <button type="submit" class={isDanger ? 'button is-danger' : 'button is-primary'} disabled={isBusy}>
          {verb}
        </button>
        <button type="button" class="button is-quiet" onClick={close}>
          {words.back}
        </button>
      </div>
    </form>
  );
}

type RefusedPartProps = {
  refused: Refused | undefined;
  /** Whether the person wants it all the same. */
  override: boolean;
  setOverride(override: boolean): void;
  choose(wanted: Wanted): void;
};

/** Why a time cannot be had, what can be had instead, and the box by which a person lifts the rule that it names. */
export function RefusedPart({ refused, override, setOverride, choose }: RefusedPartProps) {
  const words = useWords(BOOKING_WORDS);
  const { lifted } = useWords(REASON_WORDS);
  const rule = liftableIn(refused);
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The form may be longer than the window.
    if (refused) part.current?.scrollIntoView({ block: 'nearest' });
  }, [refused]);
  if (!refused) return null;
  return (
    <div class="booking-refused" ref={part}>
      <p class="ui-fault" role="alert">
        {refused.sentence}
      </p>
      <Slots slots={refused.alternatives} choose={choose} />
      {rule && (
        <label class="booking-override">
          <input type="checkbox" checked={override} onChange={(event) => setOverride(event.currentTarget.checked)} />
          <span>{words.allTheSame(lifted[rule])}</span>
        </label>
      )}
    </div>
  );
}
