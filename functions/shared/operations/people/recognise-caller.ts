import { KeyId } from '../../domain/people/actor.ts';
import { type Caller, OWNER } from '../../domain/people/caller.ts';
import type { NamedKey } from '../../domain/people/named-key.ts';
import { isRunning, type Session, TOUCH_MS } from '../../domain/people/session.ts';
import { epochMs, type Instant, now } from '../../domain/time/instant.ts';
import { describeError, logger } from '../../runtime/logger.ts';
import { isAccepted, someKeyFits } from '../../secrets/accepted-key.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';
import { fitsHash, isSessionToken, keyIdIn, secretHash } from '../../secrets/named-keys.ts';
import { noteKeyUse, readKey, readOwnRound, type StoredKey } from '../../store/people/named-keys.ts';
import { readSession, touchSession } from '../../store/people/sessions.ts';
import type { Table } from '../../store/table/table.ts';
import { recentReads } from './recent-reads.ts';

export type PeopleContext = { keys: CachedSecret<DerivedKeys>; table: Table };

/** Finds out who calls, by what they present. Remembers keys and sessions for 30 seconds. */
export type CallerRecogniser = {
  /** Whose key this is; `undefined` if it is nobody's, or revoked. The stack's own needs no read. */
  ofKey(presented: string): Promise<Caller | undefined>;
  /** Whose session this is; `undefined` if it is nobody's, or over. */
  ofSession(token: string): Promise<Caller | undefined>;
};

/** Who calls with a named key. */
export const callerWith = ({ keyId, holder, role }: NamedKey): Caller => ({
  role,
  actor: { kind: 'key', keyId, holder },
});

/** That somebody was there is no reason to refuse them if it cannot be written down. */
async function noteQuietly(note: Promise<void>): Promise<void> {
  await note.catch((error: unknown) => logger.warn('use of a key not noted', describeError(error)));
}

const isNotedOn = ({ lastUsedAt }: NamedKey, at: Instant): boolean => lastUsedAt?.slice(0, 10) === at.slice(0, 10);

export function callerRecogniser({ keys, table }: PeopleContext): CallerRecogniser {
  const namedKeys = recentReads((keyId) => readKey(table, KeyId.parse(keyId)));
  const ownRounds = recentReads(() => readOwnRound(table));
  const sessions = recentReads((tokenHash) => readSession(table, tokenHash));

  /** The key in use, which stands; its note makes the next look a new one. */
  async function used(key: StoredKey | undefined): Promise<Caller | undefined> {
    if (!key || key.revokedAt) return undefined;
    const at = now();
    if (!isNotedOn(key, at)) {
      await noteQuietly(noteKeyUse(table, key.keyId, at));
      await namedKeys.getNow(key.keyId);
    }
    return callerWith(key);
  }

  /** The key of a session that was begun in its present round. Whoever just ended all others begins a newer one. */
  async function keyOf(keyId: KeyId, round: number): Promise<StoredKey | undefined> {
    const known = await namedKeys.get(keyId);
    const key = known && known.round < round ? await namedKeys.getNow(keyId) : known;
    return key?.round === round ? key : undefined;
  }

  async function isOwnRound(round: number): Promise<boolean> {
    const known = await ownRounds.get('own');
    return (known !== undefined && known < round ? await ownRounds.getNow('own') : known) === round;
  }

  async function holderOf({ keyId, ownKeyHash, round }: Session): Promise<Caller | undefined> {
    if (keyId) return used(await keyOf(keyId, round));
    const isOfKey = (accepted: readonly string[]) => accepted.some((key) => secretHash(key) === ownKeyHash);
    const stands = (await someKeyFits(keys, 'apiKey', isOfKey)) && (await isOwnRound(round));
    return stands ? OWNER : undefined;
  }

  return {
    async ofKey(presented) {
      const keyId = keyIdIn(presented);
      if (!keyId) return (await isAccepted(presented, 'apiKey', keys)) ? OWNER : undefined;
      const key = await namedKeys.get(keyId);
      return key && fitsHash(presented, key.keyHash) ? used(key) : undefined;
    },

    async ofSession(token) {
      if (!isSessionToken(token)) return undefined;
      const tokenHash = secretHash(token);
      const at = now();
      const session = await sessions.get(tokenHash);
      if (!session || !isRunning(session, at)) return undefined;
      const caller = await holderOf(session);
      if (caller && epochMs(at) - epochMs(session.usedAt) >= TOUCH_MS) {
        await noteQuietly(touchSession(table, tokenHash, at));
        await sessions.getNow(tokenHash);
      }
      return caller;
    },
  };
}
