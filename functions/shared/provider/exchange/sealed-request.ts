import { constants, createCipheriv, createDecipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject, parseJson } from '../../domain/text/json.ts';

/**
 * How phones encrypt what they send to the endpoint of a Flow, and read what it answers: what checks an endpoint, or
 * plays WhatsApp on one machine, does the same.
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 */
const CIPHER = 'aes-128-gcm';
const KEY_BYTES = 16;
const IV_BYTES = 16;
const TAG_BYTES = 16;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A request as it goes over the wire; its three parts are base64. */
export type WireRequest = { encrypted_flow_data: string; encrypted_aes_key: string; initial_vector: string };

/** A request on its way, and what its sender needs to read the answer. */
export type SealedRequest = {
  body: WireRequest;
  /** The object in the body of an answer; `undefined` if the phone cannot decrypt or parse it. */
  open(answer: string): JsonObject | undefined;
};

/** Encrypts for the holder of a private key. Every request has an AES key and a vector of its own. */
export function sealRequest(content: JsonObject, publicKey: KeyObject): SealedRequest {
  const aesKey = randomBytes(KEY_BYTES);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, aesKey, iv, { authTagLength: TAG_BYTES });
  const text = cipher.update(JSON.stringify(content), 'utf8');
  const data = Buffer.concat([text, cipher.final(), cipher.getAuthTag()]);
  // OpenSSL takes the same hash for MGF1.
  const padding = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  return {
    body: {
      encrypted_flow_data: data.toString('base64'),
      encrypted_aes_key: publicEncrypt(padding, aesKey).toString('base64'),
      initial_vector: iv.toString('base64'),
    },
    open: (answer) => decrypt(answer.trim(), aesKey, iv),
  };
}

/** An answer has the key of its request, and the vector with every bit inverted. */
function decrypt(answer: string, aesKey: Buffer, iv: Buffer): JsonObject | undefined {
  const bytes = Buffer.from(answer, 'base64');
  if (!BASE64.test(answer) || bytes.length <= TAG_BYTES) return undefined;
  const inverted = iv.map((byte) => byte ^ 0xff);
  const decipher = createDecipheriv(CIPHER, aesKey, inverted, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(0, -TAG_BYTES));
    const json = parseJson(Buffer.concat([text, decipher.final()]).toString('utf8'));
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
