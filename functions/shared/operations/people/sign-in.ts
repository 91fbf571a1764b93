import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { type Caller, OWNER } from '../../domain/people/caller.ts';
import type { Session } from '../../domain/people/session.ts';
import { now } from '../../domain/time/instant.ts';
import { isAccepted } from '../../secrets/accepted-key.ts';
import { fitsHash, keyIdIn, newSessionToken, secretHash } from '../../secrets/named-keys.ts';
import { endSessionsOf, readKey, readOwnRound } from '../../store/people/named-keys.ts';
import { createSession, endSession } from '../../store/people/sessions.ts';
import type { Table } from '../../store/table/table.ts';
import { callerWith, type PeopleContext } from './recognise-caller.ts';

/** A session that was begun: who began it, and the token by which it is known to their browser. */
export type BegunSession = { caller: Caller; token: string };

type KeyAtHand = { caller: Caller; of: Pick<Session, 'keyId' | 'ownKeyHash' | 'round'> };

/** What a key stands for at this moment, past everything remembered. */
async function keyAtHand({ keys, table }: PeopleContext, presented: string): Promise<KeyAtHand | undefined> {
  const keyId = keyIdIn(presented);
  if (keyId) {
    const key = await readKey(table, keyId);
    if (!key || key.revokedAt || !fitsHash(presented, key.keyHash)) return undefined;
    return { caller: callerWith(key), of: { keyId, round: key.round } };
  }
  if (!(await isAccepted(presented, 'apiKey', keys))) return undefined;
  return { caller: OWNER, of: { ownKeyHash: secretHash(presented), round: await readOwnRound(table) } };
}

/** Begins a session with a key. Throws Refusal `unauthorized`, or `not-allowed` for the key of a program. */
export async function signIn(context: PeopleContext, presented: string): Promise<BegunSession> {
  const known = await keyAtHand(context, presented);
  if (!known) throw new Refusal('unauthorized', 'This key is not known, or it was revoked.');
  if (known.caller.role === 'backend') {
    throw new Refusal('not-allowed', 'This key is for a program, and opens no session.');
  }
  const token = newSessionToken();
  const at = now();
  await createSession(context.table, secretHash(token), { ...known.of, createdAt: at, usedAt: at });
  return { caller: known.caller, token };
}

/** Ends one session. It is refused everywhere within a minute. */
export const signOut = (table: Table, token: string): Promise<void> => endSession(table, secretHash(token), now());

/** Ends all sessions of the key with which somebody signed in. They are refused everywhere within a minute. */
export const signOutEverywhere = (table: Table, { actor }: { actor: Actor }): Promise<void> =>
  endSessionsOf(table, actor.kind === 'key' ? actor.keyId : 'own');
