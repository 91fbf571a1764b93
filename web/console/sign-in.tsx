import './sign-in.css';
import { useEffect, useState } from 'preact/hooks';
import { LanguageButton, ThemeButton } from '../desk/shell/tools.tsx';
import { NotGranted } from '../ui/connection.ts';
import type { ConsoleSession } from '../ui/console-session.ts';
import { Fault } from '../ui/states.tsx';
import { useFaultSentence } from '../ui/use-fault-sentence.ts';
import { useWords } from '../ui/words/language.ts';
import { readDoor, signIn } from './api-session.ts';
import { SIGN_IN_WORDS, type SignInWords } from './words.ts';

function refusalOf(fault: unknown, words: SignInWords): string | undefined {
  const status = fault instanceof NotGranted ? fault.status : undefined;
  if (status === 401) return words.refused;
  return status === 403 ? words.notForPeople : undefined;
}

type SignInProps = {
  /** A session is over: it is said why the door is shown. */
  hasEnded: boolean;
  /** Called once the new session is over. */
  ended(): void;
  enter(session: ConsoleSession): void;
};

/** The name on the door, and the field for the key. */
export function SignIn({ hasEnded, ended, enter }: SignInProps) {
  const words = useWords(SIGN_IN_WORDS);
  const faultSentence = useFaultSentence();
  const [business, setBusiness] = useState('');
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  useEffect(() => {
    // Without its name the door opens as well.
    readDoor().then(
      ({ name }) => setBusiness(name),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    document.title = business ? `${words.title} · ${business}` : words.title;
  }, [business, words]);

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    await signIn(key.trim(), ended).then(enter, (error: unknown) => {
      setFault(error);
      setBusy(false);
    });
  }

  return (
    <div class="sign-in">
      <div class="sign-in-tools">
        <LanguageButton />
        <ThemeButton />
      </div>
      <main class="sign-in-main">
        <form onSubmit={submit}>
          <hgroup>
            <h1>{business || words.desk}</h1>
            <p>{hasEnded ? words.ended : words.greeting}</p>
          </hgroup>
          <label class="ui-tool">
            <span>{words.key}</span>
            <input
              class="input"
              type="password"
              autocomplete="current-password"
              spellcheck={false}
              required
              aria-invalid={fault !== undefined}
              aria-describedby="sign-in-note"
              value={key}
              onInput={(event) => setKey(event.currentTarget.value)}
            />
          </label>
          <Fault>{fault === undefined ? undefined : (refusalOf(fault, words) ?? faultSentence(fault))}</Fault>
          <button type="submit" class="button is-primary" disabled={isBusy}>
            {words.enter}
          </button>
          <p id="sign-in-note">{words.note}</p>
        </form>
      </main>
    </div>
  );
}
