import { Refusal } from '../domain/delivery/refusal.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import type { DerivedKeys, KeyPurpose } from '../secrets/derived-keys.ts';
import { matchesKey } from '../secrets/matches-key.ts';
import type { HttpMiddleware } from './http-edge.ts';

/** Whether a presented key is good, reading the keys again (at most once a minute) in case it is newer still. */
async function isAccepted(presented: string, purpose: KeyPurpose, keys: CachedSecret<DerivedKeys>): Promise<boolean> {
  if (matchesKey(presented, (await keys.get())[purpose].accepted)) return true;
  const newer = await keys.getNewer();
  return newer !== undefined && matchesKey(presented, newer[purpose].accepted);
}

/** Lets pass what carries `Authorization: Bearer <api key>`; else Refusal `unauthorized`, before anything is read. */
export const apiKey = (keys: CachedSecret<DerivedKeys>): HttpMiddleware => ({
  before: async ({ event }) => {
    const [, presented] = /^Bearer +(\S+) *$/i.exec(event.headers['authorization'] ?? '') ?? [];
    if (presented && (await isAccepted(presented, 'apiKey', keys))) return;
    throw new Refusal('unauthorized', 'Send the API key as "Authorization: Bearer <api key>".');
  },
});

const pathSecret = (purpose: KeyPurpose, keys: CachedSecret<DerivedKeys>): HttpMiddleware => ({
  before: async ({ event }) => {
    const presented = event.pathParameters?.['secret'];
    if (presented && (await isAccepted(presented, purpose, keys))) return;
    throw new Refusal('not-found', 'There is nothing at this address.');
  },
});

/** Lets pass what carries the webhook secret in its path; else Refusal `not-found`, as if there were no such route. */
export const webhookSecret = (keys: CachedSecret<DerivedKeys>) => pathSecret('webhook', keys);

/** Lets pass what carries the calendar secret in its path; else Refusal `not-found`, as if there were no such route. */
export const calendarSecret = (keys: CachedSecret<DerivedKeys>) => pathSecret('calendar', keys);
