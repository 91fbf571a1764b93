import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { KeyId } from '../domain/people/actor.ts';

/*
 * A named key is `apf_<its id without "key-">_<256 random bits>`. The id leads to the stored key, and the whole text is
 * compared with its hash. SHA-256 is enough for a secret that nobody can guess. By the beginning scanners find a key that
 * somebody published.
 */

const FORM = /^apf_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

const randomText = () => randomBytes(32).toString('base64url');

/** What is stored in place of a secret. */
export const secretHash = (secret: string): string => hash('sha256', secret, 'base64url');

/** Whether a secret is the one that was stored as this hash, in constant time. */
export const fitsHash = (secret: string, stored: string): boolean =>
  timingSafeEqual(hash('sha256', secret, 'buffer'), Buffer.from(stored, 'base64url'));

/** A new key, and the id by which it is stored. */
export function newNamedKey(): { keyId: KeyId; key: string } {
  const id = randomBytes(6).toString('hex');
  return { keyId: KeyId.parse(`key-${id}`), key: `apf_${id}_${randomText()}` };
}

/** The id of a key by its text; `undefined` for what has not the form of a named key. */
export function keyIdIn(presented: string): KeyId | undefined {
  const id = FORM.exec(presented)?.[1];
  return id === undefined ? undefined : KeyId.parse(`key-${id}`);
}

/** What a session is known by to the browser that has it. */
export const newSessionToken = randomText;

/** Whether a text can be a session's token at all. */
export const isSessionToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
