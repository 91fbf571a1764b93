import { hkdfSync } from 'node:crypto';
import * as z from 'zod/mini';
import type { ResourceId } from '../domain/places/service.ts';

/** The purposes of the keys derived from the root. A key serves one purpose only. */
export const KEY_PURPOSES = ['apiKey', 'webhook', 'calendar', 'signing', 'endpoint'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/**
 * The root secret as stored. `root` is generated once and never changed. To rotate one key, its purpose's generation
 * (default 1) is raised.
 */
export const RootSecret = z.object({
  root: z.string().check(z.minLength(32)),
  generations: z.partialRecord(z.enum(KEY_PURPOSES), z.int().check(z.gte(1))),
});
export type RootSecret = z.infer<typeof RootSecret>;

/** The keys of one purpose: the current one, and all that are accepted. */
export type KeyRing = {
  current: string;
  /**
   * The previous generation is accepted after a rotation. The next generation is accepted too: only a root holder can
   * derive it, and this function may not have read the rotated secret yet.
   */
  accepted: readonly string[];
};
export type DerivedKeys = Record<KeyPurpose, KeyRing> & {
  /** Turns an address into a key of the table. Never rotated, because no customer would be found afterwards. */
  pseudonym: string;
};

const KEY_BYTES = 32;

/** HKDF-SHA256 of a key for one use: 43 characters of base64url, safe in a URL path. */
const deriveKey = (key: string, use: string): string =>
  Buffer.from(hkdfSync('sha256', key, '', `appointment-flow/${use}`, KEY_BYTES)).toString('base64url');

function deriveKeyRing({ root, generations }: RootSecret, purpose: KeyPurpose): KeyRing {
  const generation = generations[purpose] ?? 1;
  const keyOf = (one: number) => deriveKey(root, `${purpose}/${one}`);
  const [current, next] = [keyOf(generation), keyOf(generation + 1)];
  return { current, accepted: generation > 1 ? [current, next, keyOf(generation - 1)] : [current, next] };
}

/**
 * The keys of one resource's calendar, each derived from one of the whole calendar's. So they are replaced with these,
 * and whoever has a resource's calendar cannot derive the whole one, nor another resource's.
 */
export const resourceCalendarKeys = ({ current, accepted }: KeyRing, resource: ResourceId): KeyRing => {
  const keyOf = (key: string) => deriveKey(key, `calendar-of/${resource}`);
  return { current: keyOf(current), accepted: accepted.map(keyOf) };
};

/** All keys of a stack. The same root secret always gives the same keys. */
export function deriveKeys(secret: RootSecret): DerivedKeys {
  return {
    apiKey: deriveKeyRing(secret, 'apiKey'),
    webhook: deriveKeyRing(secret, 'webhook'),
    calendar: deriveKeyRing(secret, 'calendar'),
    signing: deriveKeyRing(secret, 'signing'),
    endpoint: deriveKeyRing(secret, 'endpoint'),
    pseudonym: deriveKey(secret.root, 'pseudonym'),
  };
}
