import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Instant } from '../domain/time/instant.ts';
import type { StoredEndpointKey } from './endpoint-keys.ts';

/** The public half, by which phones encrypt. */
export const publicKeyOf = ({ privateKey }: StoredEndpointKey): KeyObject =>
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
