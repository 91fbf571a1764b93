import './sign-in.css';
import { useState } from 'preact/hooks';
import { NotGranted, wordsOf } from '../ui/connection.ts';
import type { ConsoleSession } from '../ui/console-session.ts';
import { openApiSession } from './api-session.ts';

const sentenceOf = (error: unknown) =>
  error instanceof NotGranted && error.status === 401 ? 'This key is not accepted: copy it again.' : wordsOf(error);

/** Asks for the API key and tests it. */
export function SignIn({ enter }: { enter(session: ConsoleSession): void }) {
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setFault('');
    await openApiSession(key.trim()).then(enter, (error: unknown) => {
      setFault(sentenceOf(error));
      setBusy(false);
    });
  }

  return (
    <form class="sign-in" onSubmit={submit}>
      <h2>Sign in</h2>
      <label class="ui-tool">
        <span>API key</span>
        <input
          class="input"
          type="password"
          autocomplete="off"
          spellcheck={false}
          required
          aria-invalid={fault !== ''}
          aria-describedby="sign-in-note sign-in-fault"
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <p id="sign-in-fault" class="sign-in-fault" role="alert">
        {fault}
      </p>
      <button type="submit" class="button is-primary" disabled={isBusy}>
        Sign in
      </button>
      <p id="sign-in-note">
        “npm run channel -- keys” prints the key. It stays in this page’s memory only: a reload forgets it.
      </p>
    </form>
  );
}
