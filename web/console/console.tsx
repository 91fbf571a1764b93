import '../ui/theme.css';
import '../ui/base.css';
import '../ui/layout.css';
import './console.css';
import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Desk } from '../desk/shell/desk.tsx';
import { type ConsoleSession, SessionContext } from '../ui/console-session.ts';
import { InChosenLanguage } from '../ui/words/chosen-language.tsx';
import { SignIn } from './sign-in.tsx';

/** The desk behind the API: whoever has a key signs in with it. */
function Console() {
  const [opened, setOpened] = useState<ConsoleSession>();
  const session = useMemo(() => opened && { ...opened, signOut: async () => setOpened(undefined) }, [opened]);
  if (!session) return <SignIn enter={setOpened} />;
  return (
    <SessionContext.Provider value={session}>
      <Desk />
    </SessionContext.Provider>
  );
}

const root = document.getElementById('console');
if (root)
  render(
    <InChosenLanguage>
      <Console />
    </InChosenLanguage>,
    root,
  );
