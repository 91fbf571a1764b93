import { createCipheriv, createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto';
import * as z from 'zod/mini';
import { type Json, parseJson } from '../../domain/text/json.ts';

/**
 * What WhatsApp's phones send to the endpoint of a live Flow, and how it is answered.
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 */
const RSA_BYTES = 256;
const KEY_BYTES = 16;
const IV_BYTES = 16;
const TAG_BYTES = 16;

const CIPHER = 'aes-128-gcm';

const Base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/));

export const Envelope = z.object({
  encrypted_flow_data: Base64,
  encrypted_aes_key: Base64,
  initial_vector: Base64,
});
export type Envelope = z.infer<typeof Envelope>;

/** What an envelope holds, and how to write an answer that only its sender can read. */
export type OpenedEnvelope = {
  /** `undefined` if the text is not JSON within our bounds. */
  content: Json | undefined;
  /** The answer's body: base64 of the ciphertext and its tag. */
  seal(answer: unknown): string;
};

/** The value, or `undefined` where OpenSSL refuses: its errors say nothing that helps, and may quote the input. */
function unlessRefused<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

/** RSA-OAEP with SHA-256, for MGF1 as well: OpenSSL takes the same hash for both. */
function aesKeyBy(key: KeyObject, encrypted: Buffer): Buffer | undefined {
  const decrypted = unlessRefused(() => privateDecrypt({ key, oaepHash: 'sha256' }, encrypted));
  return decrypted?.length === KEY_BYTES ? decrypted : undefined;
}

function decrypted(encrypted: Buffer, aesKey: Buffer, iv: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, aesKey, iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(encrypted.subarray(-TAG_BYTES));
  const text = decipher.update(encrypted.subarray(0, -TAG_BYTES));
  return unlessRefused(() => Buffer.concat([text, decipher.final()]).toString('utf8'));
}

/** The same key must not meet the same vector twice: for the answer every bit of it is inverted. */
function sealWith(aesKey: Buffer, iv: Buffer, answer: unknown): string {
  const inverted = iv.map((byte) => byte ^ 0xff);
  const cipher = createCipheriv(CIPHER, aesKey, inverted, { authTagLength: TAG_BYTES });
  const text = cipher.update(JSON.stringify(answer), 'utf8');
  return Buffer.concat([text, cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/**
 * Opens an envelope with the first key that fits. `undefined` if none of the keys fits, or somebody changed the
 * content on the way. Encryption authenticates nobody: the public key is public.
 */
export function openEnvelope(envelope: Envelope, privateKeys: readonly KeyObject[]): OpenedEnvelope | undefined {
  const encryptedKey = Buffer.from(envelope.encrypted_aes_key, 'base64');
  const iv = Buffer.from(envelope.initial_vector, 'base64');
  const encrypted = Buffer.from(envelope.encrypted_flow_data, 'base64');
  if (encryptedKey.length !== RSA_BYTES || iv.length !== IV_BYTES || encrypted.length <= TAG_BYTES) return undefined;
  for (const privateKey of privateKeys) {
    const aesKey = aesKeyBy(privateKey, encryptedKey);
    const text = aesKey && decrypted(encrypted, aesKey, iv);
    if (aesKey && text !== undefined)
      return { content: parseJson(text), seal: (answer) => sealWith(aesKey, iv, answer) };
  }
  return undefined;
}
