import '../ui/theme.css';
import '../ui/base.css';
import '../ui/layout.css';
import './console.css';
import { render } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { Desk } from '../desk/shell/desk.tsx';
import { type ConsoleSession, SessionContext } from '../ui/console-session.ts';
import { Reading, Unread } from '../ui/states.tsx';
import { showKeptTheme } from '../ui/theme.ts';
import { useFaultSentence } from '../ui/use-fault-sentence.ts';
import { InChosenLanguage } from '../ui/words/chosen-language.tsx';
import { resumeSession } from './api-session.ts';
import { SignIn } from './sign-in.tsx';

/** Who is at the desk: nobody knows yet, nobody, or whose session it is; `hasEnded`: it was somebody until just now. */
type Presence = { session?: ConsoleSession | undefined; hasEnded?: boolean } | undefined;

/** The desk behind the API. Whoever has a key signs in once; a reload keeps the session. */
function Console() {
  const [presence, setPresence] = useState<Presence>();
  const faultSentence = useFaultSentence();
  const [fault, setFault] = useState<{ error: unknown }>();
  const ended = useCallback(() => setPresence({ hasEnded: true }), []);
  const resume = useCallback(() => {
    setFault(undefined);
    resumeSession(ended).then(
      (session) => setPresence({ session }),
      (error: unknown) => setFault({ error }),
    );
  }, [ended]);
  useEffect(resume, [resume]);

  if (fault) return <Unread fault={faultSentence(fault.error)} again={resume} />;
  if (!presence) return <Reading />;
  const { session, hasEnded = false } = presence;
  if (!session)
    return <SignIn hasEnded={hasEnded} ended={ended} enter={(entered) => setPresence({ session: entered })} />;
  return (
    <SessionContext.Provider value={session}>
      <Desk />
    </SessionContext.Provider>
  );
}

showKeptTheme();
const root = document.getElementById('console');
if (root)
  render(
    <InChosenLanguage>
      <Console />
    </InChosenLanguage>,
    root,
  );
