import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { StoredEndpointKey } from '../../functions/shared/secrets/endpoint-keys.ts';

/** A key pair of the live form's endpoint: the private key as the root secret keeps it, the public one as WhatsApp is given it. */
export function anEndpointKeyPair(): { stored: StoredEndpointKey; pem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    stored: StoredEndpointKey.parse({
      id: randomBytes(8).toString('hex'),
      privateKey: der.toString('base64'),
      createdAt: '2026-01-01T00:00:00.000Z',
    }),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
