import * as z from 'zod/mini';
import { SessionView } from '../../functions/shared/http/answers/session.ts';
import { type Connection, connect, Ignored, NotGranted } from '../ui/connection.ts';
import type { ConsoleSession } from '../ui/console-session.ts';
import { contractOf } from '../ui/desk-contract.ts';
import { followChanges } from './follow-changes.ts';

const Door = z.object({ name: z.string() });

/** What is known of the business before anybody has signed in. */
export const readDoor = () => connect('console').get(Door, '/settings.json');

const api = connect('.');

/**
 * The session that the browser's cookie names; `undefined` if it has none that holds. `ended` is called once the stack no
 * longer takes it: its time is over, or somebody ended it elsewhere.
 */
export async function resumeSession(ended: () => void): Promise<ConsoleSession | undefined> {
  const view = await api.get(SessionView, '/session').catch((error: unknown) => {
    if (error instanceof NotGranted && error.status === 401) return undefined;
    throw error;
  });
  return view && sessionOf(view, ended);
}

/**
 * Begins a session with a key. The browser keeps it in a cookie that no script reads, so that a reload stays signed in.
 * @throws NotGranted with status 401 if nobody has this key, and 403 if it is not for people
 */
export async function signIn(key: string, ended: () => void): Promise<ConsoleSession> {
  return sessionOf(await api.send(SessionView, 'POST', '/session', { key }), ended);
}

function sessionOf(view: SessionView, ended: () => void): ConsoleSession {
  const { actor, role, timeZone } = view;
  return {
    api: watched(ended),
    timeZone,
    contract: contractOf(view),
    role,
    holder: actor.kind === 'key' ? actor.holder : undefined,
    now: Date.now,
    onChange: followChanges('./changes', ended),
    async signOut(from) {
      await api.send(Ignored, 'DELETE', from === 'everywhere' ? '/session?everywhere=true' : '/session');
      // Nothing of what was read stays in the page.
      location.reload();
    },
  };
}

/** The API as far as a session reaches. */
function watched(ended: () => void): Connection {
  const noticed = (error: unknown): never => {
    if (error instanceof NotGranted && error.status === 401) ended();
    throw error;
  };
  return {
    get: (...request) => api.get(...request).catch(noticed),
    getCsv: (...request) => api.getCsv(...request).catch(noticed),
    send: (...request) => api.send(...request).catch(noticed),
  };
}
