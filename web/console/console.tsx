import '../ui/theme.css';
import '../ui/base.css';
import '../ui/layout.css';
import './console.css';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { type Desk, DeskContext } from '../ui/console-session.ts';
import { ConsoleTabs } from './console-tabs.tsx';
import { SignIn } from './sign-in.tsx';

/** The console behind the API: signed in with the key, which is forgotten with the page. */
function Console() {
  const [desk, setDesk] = useState<Desk>();
  return (
    <div class="console">
      <header class="console-head">
        <h1>Appointments</h1>
        {desk && (
          <button type="button" class="button is-quiet" onClick={() => setDesk(undefined)}>
            Sign out
          </button>
        )}
      </header>
      <main class="console-main">
        {desk ? (
          <DeskContext.Provider value={desk}>
            <ConsoleTabs />
          </DeskContext.Provider>
        ) : (
          <SignIn enter={setDesk} />
        )}
      </main>
    </div>
  );
}

const root = document.getElementById('console');
if (root) render(<Console />, root);
