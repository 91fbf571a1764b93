import '../ui/theme.css';
import '../ui/base.css';
import '../ui/layout.css';
import './console.css';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { type ConsoleSession, SessionContext } from '../ui/console-session.ts';
import { ConsoleTabs } from './console-tabs.tsx';
import { SignIn } from './sign-in.tsx';

/** The console behind the API. The user signs in with the key, which is lost when the page closes. */
function Console() {
  const [session, setSession] = useState<ConsoleSession>();
  return (
    <div class="console">
      <header class="console-head">
        <h1>Appointments</h1>
        {session && (
          <button type="button" class="button is-quiet" onClick={() => setSession(undefined)}>
            Sign out
          </button>
        )}
      </header>
      <main class="console-main">
        {session ? (
          <SessionContext.Provider value={session}>
            <ConsoleTabs />
          </SessionContext.Provider>
        ) : (
          <SignIn enter={setSession} />
        )}
      </main>
    </div>
  );
}

const root = document.getElementById('console');
if (root) render(<Console />, root);
