import { createPrivateKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { Instant } from '../domain/time/instant.ts';
import { type CachedSecret, cachedSecret, parseSecret } from './cached-secret.ts';
import { type DerivedKeys, deriveKeys, RootSecret } from './derived-keys.ts';

/**
 * A private key of the endpoint as stored: PKCS #8 in base64, as the line breaks of a PEM get lost on the way through
 * consoles and shells. `id` is the first part of the public key's SHA-256.
 */
export const StoredEndpointKey = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  privateKey: z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  createdAt: Instant,
  /** When its public key was given to WhatsApp. */
  uploadedAt: z.optional(Instant),
});
export type StoredEndpointKey = z.infer<typeof StoredEndpointKey>;

/** What the endpoint of live forms keeps in the root secret, beside the root. */
export const EndpointSecret = z.object({
  endpoint: z.optional(
    z.object({
      /** The newest first. During a rotation there are two, and either opens what phones send. */
      keys: z.array(StoredEndpointKey).check(z.maxLength(2)),
      /** Secrets of the Meta app that the Flow is connected to, if it is the business's own: two during a change. */
      appSecrets: z.optional(z.array(z.string().check(z.minLength(1))).check(z.maxLength(2))),
    }),
  ),
});
export type EndpointSecret = z.infer<typeof EndpointSecret>;

/** The stack's keys, with those that only the endpoint reads. */
export type EndpointKeys = DerivedKeys & { privateKeys: readonly KeyObject[]; appSecrets: readonly string[] };

/** Throws OpenSSL's error if a stored key is none. */
const endpointKeysOf = ({ endpoint }: EndpointSecret): Omit<EndpointKeys, keyof DerivedKeys> => ({
  privateKeys: (endpoint?.keys ?? []).map(({ privateKey }) =>
    createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }),
  ),
  appSecrets: endpoint?.appSecrets ?? [],
});

/** The keys derived from the stack's root secret, with the private keys that only the endpoint reads: one read tells all. */
export const endpointKeys = (rootSecretArn: string): CachedSecret<EndpointKeys> =>
  cachedSecret(rootSecretArn, (text) => ({
    ...deriveKeys(parseSecret(RootSecret, text)),
    ...endpointKeysOf(parseSecret(EndpointSecret, text)),
  }));
