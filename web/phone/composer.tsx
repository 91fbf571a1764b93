import './composer.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words/language.ts';
import type { PhoneState } from './phone-state.ts';
import { PHONE_WORDS } from './words/phone-words.ts';

/** WhatsApp's limit for a text message. */
const LONGEST_TEXT = 4096;

/** The customer's input field; Enter sends. */
export function Composer({ phone, takesFocus }: { phone: PhoneState; takesFocus: boolean }) {
  const words = useWords(PHONE_WORDS);
  const text = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  async function send(event: Event) {
    event.preventDefault();
    const written = text.value.trim();
    if (written === '') return;
    text.value = '';
    // After a failure the text returns to the field, unless the user has written something else.
    if (!(await phone.write(written)) && text.value === '') text.value = written;
  }
  async function suggest(suggestion: string) {
    await phone.write(suggestion);
    field.current?.focus();
  }
  return (
    <form class="composer" onSubmit={(event) => void send(event)}>
      <fieldset class="suggestions">
        <legend class="spoken">{words.suggested}</legend>
        {phone.suggestions.value.map((suggestion) => (
          <button
            key={suggestion.language}
            class="suggestion"
            type="button"
            lang={suggestion.language}
            onClick={() => void suggest(suggestion.text)}
          >
            {suggestion.text}
          </button>
        ))}
      </fieldset>
      <div class="composer-line">
        <input
          ref={field}
          class="input composer-input"
          type="text"
          autoComplete="off"
          maxLength={LONGEST_TEXT}
          aria-label={words.message}
          placeholder={words.message}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
        <button class="icon-button is-primary" type="submit" aria-label={words.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
