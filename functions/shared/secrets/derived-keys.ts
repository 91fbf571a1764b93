import { hkdfSync } from 'node:crypto';
import * as z from 'zod/mini';

/** What is derived from the root, each key usable for one thing only. */
export const KEY_PURPOSES = ['apiKey', 'webhook', 'calendar', 'signing'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/**
 * The root secret as it is stored. `root` is generated once and never changed; a purpose's generation (1 when it is
 * not named) is raised to rotate that one key.
 */
export const RootSecret = z.object({
  root: z.string().check(z.minLength(32)),
  generations: z.partialRecord(z.enum(KEY_PURPOSES), z.int().check(z.gte(1))),
});
export type RootSecret = z.infer<typeof RootSecret>;

/** A key in force and, after a rotation, the one before it, which is accepted as well. */
export type KeyPair = { current: string; previous?: string };
export type DerivedKeys = Record<KeyPurpose, KeyPair> & {
  /** Turns a person's address into a key of the table. It has no generations: rotated, nobody would be found again. */
  pseudonym: string;
};

const KEY_BYTES = 32;

/** HKDF-SHA256 of the root, bound to a use of it; 43 characters of base64url, safe in a URL path. */
const deriveKey = (root: string, use: string): string =>
  Buffer.from(hkdfSync('sha256', root, '', `appointment-flow/${use}`, KEY_BYTES)).toString('base64url');

function deriveKeyPair({ root, generations }: RootSecret, purpose: KeyPurpose): KeyPair {
  const generation = generations[purpose] ?? 1;
  const current = deriveKey(root, `${purpose}/${generation}`);
  return generation > 1 ? { current, previous: deriveKey(root, `${purpose}/${generation - 1}`) } : { current };
}

/** All keys of a stack. The same root secret always gives the same keys. */
export function deriveKeys(secret: RootSecret): DerivedKeys {
  return {
    apiKey: deriveKeyPair(secret, 'apiKey'),
    webhook: deriveKeyPair(secret, 'webhook'),
    calendar: deriveKeyPair(secret, 'calendar'),
    signing: deriveKeyPair(secret, 'signing'),
    pseudonym: deriveKey(secret.root, 'pseudonym'),
  };
}
