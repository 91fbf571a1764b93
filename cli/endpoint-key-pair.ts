import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { type Instant, later } from '../functions/shared/domain/time/instant.ts';
import type { StoredEndpointKey } from '../functions/shared/secrets/endpoint-keys.ts';

/** The functions read the secret again after five minutes; a minute more is for clocks that differ. */
const READ_BY_ALL_MS = 6 * 60_000;
/** Phones keep the old public key for a while. */
const OLD_KEY_KEPT_MS = 24 * 60 * 60_000;

const publicKeyOf = ({ privateKey }: StoredEndpointKey): KeyObject =>
  createPublicKey(createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }));

/** What WhatsApp gets of a key. */
export const publicPem = (key: StoredEndpointKey): string =>
  publicKeyOf(key).export({ type: 'spki', format: 'pem' }).toString();

/** A new key as it is stored: RSA with 2048 bits, the only size that WhatsApp takes. */
export async function createEndpointKey(createdAt: Instant): Promise<StoredEndpointKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return { id, privateKey: der.toString('base64'), createdAt };
}

/** From when every function has read a key, so that phones may use its public key. */
export const uploadableFrom = ({ createdAt }: StoredEndpointKey): Instant => later(createdAt, READ_BY_ALL_MS);

/** From when no phone uses the key before this one any more; `undefined` until this one is uploaded. */
export const aloneFrom = ({ uploadedAt }: StoredEndpointKey): Instant | undefined =>
  uploadedAt && later(uploadedAt, OLD_KEY_KEPT_MS);
