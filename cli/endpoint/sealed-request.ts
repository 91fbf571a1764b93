import { createCipheriv, createDecipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { type Json, type JsonObject, parseJson } from '../../functions/shared/domain/text/json.ts';

const CIPHER = 'aes-128-gcm';
const KEY_BYTES = 16;
const IV_BYTES = 16;
const TAG_BYTES = 16;

/** A request as a phone encrypts it, and how its sender reads the answer. */
export type SealedRequest = {
  body: string;
  /** The answer's content; `undefined` if it is not encrypted for this request. */
  open(answer: string): Json | undefined;
};

/**
 * Encrypts what a phone asks the endpoint of a live form.
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 */
export function sealRequest(publicKey: KeyObject, content: JsonObject): SealedRequest {
  const [aesKey, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)];
  const cipher = createCipheriv(CIPHER, aesKey, iv, { authTagLength: TAG_BYTES });
  const text = cipher.update(JSON.stringify(content), 'utf8');
  const sealed = Buffer.concat([text, cipher.final(), cipher.getAuthTag()]);
  return {
    body: JSON.stringify({
      encrypted_flow_data: sealed.toString('base64'),
      encrypted_aes_key: publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, aesKey).toString('base64'),
      initial_vector: iv.toString('base64'),
    }),
    open: (answer) => openAnswer(Buffer.from(answer, 'base64'), aesKey, iv),
  };
}

function openAnswer(answer: Buffer, aesKey: Buffer, iv: Buffer): Json | undefined {
  if (answer.length <= TAG_BYTES) return undefined;
  const inverted = iv.map((byte) => byte ^ 0xff);
  const decipher = createDecipheriv(CIPHER, aesKey, inverted, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(answer.subarray(-TAG_BYTES));
  const text = decipher.update(answer.subarray(0, -TAG_BYTES));
  try {
    return parseJson(Buffer.concat([text, decipher.final()]).toString('utf8'));
  } catch {
    return undefined;
  }
}
