import * as z from 'zod/mini';

/**
 * WhatsApp's side of a live form, written from Meta's description with the Web Cryptography API:
 * https://developers.facebook.com/docs/whatsapp/flows/guides/implementingyourflowendpoint
 */
const { subtle } = globalThis.crypto;

const base64 = (bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): string =>
  Buffer.from(new Uint8Array(bytes)).toString('base64');

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64'));

export type WireRequest = { encrypted_flow_data: string; encrypted_aes_key: string; initial_vector: string };

/** A request on its way, and what its sender needs to read the answer. */
export type SentRequest = { body: WireRequest; read(answer: string): Promise<Record<string, unknown>> };

/** A PEM without its lines, as the key that encrypts. */
async function importPublicKey(pem: string) {
  const der = bytesOf(pem.replace(/-----[^-]+-----|\s/g, ''));
  return subtle.importKey('spki', der, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
}

type Fill = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
const atRandom: Fill = (bytes) => globalThis.crypto.getRandomValues(bytes);

/** A phone that knows the public key which the business uploaded. `fill` makes its keys: at random if left out. */
export async function createFlowPhone(publicKeyPem: string, fill: Fill = atRandom) {
  const publicKey = await importPublicKey(publicKeyPem);

  /** Encrypts what a phone says; a text is taken as it is. */
  async function encrypt(said: unknown): Promise<SentRequest> {
    const raw = fill(new Uint8Array(16));
    const iv = fill(new Uint8Array(16));
    const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const text = new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said));
    const body = {
      encrypted_flow_data: base64(await subtle.encrypt({ name: 'AES-GCM', iv, tagLength: 128 }, key, text)),
      encrypted_aes_key: base64(await subtle.encrypt('RSA-OAEP', publicKey, raw)),
      initial_vector: base64(iv),
    };
    const flipped = new Uint8Array(iv.map((byte) => 255 - byte));
    return {
      body,
      async read(answer) {
        const plain = await subtle.decrypt({ name: 'AES-GCM', iv: flipped, tagLength: 128 }, key, bytesOf(answer));
        return z.record(z.string(), z.unknown()).parse(JSON.parse(new TextDecoder().decode(plain)));
      },
    };
  }

  return { encrypt };
}
