import './sign-out.css';
import { useState } from 'preact/hooks';
import { useSession } from '../../ui/console-session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Fault } from '../../ui/states.tsx';
import { useFaultSentence } from '../../ui/use-fault-sentence.ts';
import { useWords } from '../../ui/words/language.ts';
import { SHELL_WORDS } from './words.ts';

/** The way out: of this browser, or of all in which the same key has signed in. Nothing where nobody signs in. */
export function SignOut() {
  const words = useWords(SHELL_WORDS);
  const faultSentence = useFaultSentence();
  const { signOut, holder } = useSession();
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState<string>();
  if (!signOut) return null;
  const leave = (from: 'here' | 'everywhere') =>
    signOut(from).catch((error: unknown) => setFault(faultSentence(error)));
  return (
    <>
      <button
        type="button"
        class="button is-quiet is-square"
        title={words.signOut}
        aria-haspopup="dialog"
        onClick={() => setAsked(true)}
      >
        <Icon name="leave" />
        <span class="spoken">{words.signOut}</span>
      </button>
      {isAsked && (
        <Dialog title={words.signOut} close={() => setAsked(false)}>
          {holder !== undefined && <p>{words.signedInAs(holder)}</p>}
          <Fault>{fault}</Fault>
          <div class="sign-out-acts">
            <button type="button" class="button is-primary" onClick={() => leave('here')}>
              {words.signOutHere}
            </button>
            <button type="button" class="button" onClick={() => leave('everywhere')}>
              {words.signOutEverywhere}
            </button>
          </div>
          <p class="sign-out-note">{words.signOutNote}</p>
        </Dialog>
      )}
    </>
  );
}
