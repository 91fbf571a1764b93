import {
  constants,
  createCipheriv,
  createDecipheriv,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/**
 * What WhatsApp's phones do with a live form, as Meta describes it:
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 *
 * A process has one pair of keys, one key for AES and one vector: no outcome of a story depends on them, and each would
 * take a millisecond to make.
 */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const aesKey = randomBytes(16);
const iv = randomBytes(16);
const flipped = iv.map((byte) => byte ^ 0xff);
const encryptedKey = publicEncrypt(
  { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
  aesKey,
).toString('base64');
const TAG_BYTES = 16;

/** The endpoint's key as the stack keeps it. */
export const ENDPOINT_KEY = {
  id: '0123456789abcdef',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  createdAt: '2026-01-01T00:00:00.000Z',
};

/** What a phone posts to the endpoint. */
export function encryptedRequest(said: object): object {
  const cipher = createCipheriv('aes-128-gcm', aesKey, iv);
  const text = Buffer.concat([cipher.update(JSON.stringify(said)), cipher.final(), cipher.getAuthTag()]);
  return {
    encrypted_flow_data: text.toString('base64'),
    encrypted_aes_key: encryptedKey,
    initial_vector: iv.toString('base64'),
  };
}

/** What the endpoint answered. Throws an Error if it is not encrypted for this phone. */
export function decryptedAnswer(answer: string): Record<string, unknown> {
  const bytes = Buffer.from(answer, 'base64');
  const decipher = createDecipheriv('aes-128-gcm', aesKey, flipped);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString());
}
