import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Bytes = ArrayBuffer | ArrayBufferView;

/** Made of bytes, a key takes Node several times as long as signing with it; requests of a day are signed with one. */
const keys = new WeakMap<Bytes, KeyObject>();

function keyOf(secret: Bytes): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  const key = createSecretKey(bytes);
  keys.set(secret, key);
  return key;
}

/** SHA-256, or its HMAC where there is a secret, as the SDK signs with it: once. A secret's bytes must not change. */
export class Sha256Node {
  readonly #secret: string | Bytes | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: string | Bytes) {
    this.#secret = secret;
    this.#hash = this.#begin();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    if (!this.#secret) return createHash('sha256');
    return createHmac('sha256', typeof this.#secret === 'string' ? this.#secret : keyOf(this.#secret));
  }
}
