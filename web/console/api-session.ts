import * as z from 'zod/mini';
import { connect, Ignored } from '../ui/connection.ts';
import { bareContract, type Concerned, type ConsoleSession } from '../ui/console-session.ts';
import { dayOf } from '../ui/times.ts';

const Door = z.object({ name: z.string(), timeZone: z.string() });

/** What is known of the business before anybody has signed in. */
export const readDoor = () => connect('console').get(Door, '/settings.json');

/** The API sends no notices of changes, so a visible page polls. */
const LOOK_AGAIN_MS = 20_000;

/**
 * The session of a user with the API key, which every request carries in `Authorization: Bearer` and nowhere else.
 * @throws NotGranted with status 401 if the API rejects the key
 */
export async function openApiSession(key: string): Promise<ConsoleSession> {
  const { name, timeZone } = await readDoor();
  const api = connect('.', { authorization: `Bearer ${key}` });
  const today = dayOf(Date.now(), timeZone);
  await api.get(Ignored, '/worklist', { day: today, kind: 'attention', limit: 1 });
  return { api, timeZone, contract: bareContract(name), role: 'owner', now: Date.now, onChange: lookAgain };
}

function lookAgain(listener: (concerned: Concerned) => void): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') listener('unknown');
  };
  const timer = setInterval(look, LOOK_AGAIN_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
