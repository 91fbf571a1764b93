import crypto from 'node:crypto';
import zlib from 'node:zlib';

/*
 * What Node works out the same way from the same values, and stories ask for again and again. It is remembered: otherwise it
 * would be a tenth of all work.
 */

/** Cached, because the same root gives the same keys: deriving them at each cold start is a tenth of all work. */
function rememberDerivedKeys(): void {
  const derive = crypto.hkdfSync;
  const known = new Map<string, ArrayBuffer>();
  crypto.hkdfSync = (digest, secret, salt, info, length) => {
    const question = [digest, secret, salt, info, length].join(' ');
    const answer = known.get(question) ?? derive(digest, secret, salt, info, length);
    known.set(question, answer);
    return answer;
  };
}

/** Cached, because all phones have the same key for what they send: opening it costs as much as a step of a story. */
function rememberOpenedKeys(): void {
  const decrypt = crypto.privateDecrypt;
  const known = new Map<string, Buffer>();
  // The product has one private key at a time.
  Object.assign(crypto, {
    privateDecrypt(settings: crypto.RsaPrivateKey & { key: crypto.KeyObject }, encrypted: Buffer) {
      const question = encrypted.toString('latin1');
      const opened = known.get(question) ?? decrypt(settings, encrypted);
      known.set(question, opened);
      return opened;
    },
  });
}

/** What was hashed or signed in the current world, and what came out. */
const hashed = new Map<string, string | Buffer>();

function hashedOnce(question: readonly unknown[], answer: () => string | Buffer): string | Buffer {
  const text = question.join(' ');
  const known = hashed.get(text) ?? answer();
  hashed.set(text, known);
  return known;
}

/** Remembered, because keys, addresses and ids are hashed and signed dozens of times. */
function rememberHashes(): void {
  const { hash, createHmac } = crypto;
  // The product hashes texts with `hash`, and signs texts with keys that are texts, all at once.
  Object.assign(crypto, {
    hash: (algorithm: string, text: string, encoding: crypto.BinaryToTextEncoding) =>
      hashedOnce([algorithm, encoding, text], () => hash(algorithm, text, encoding)),
    createHmac: (algorithm: string, key: string) => ({
      update: (text: string) => ({
        digest: (...encoding: [] | [crypto.BinaryToTextEncoding]) =>
          hashedOnce([algorithm, ...encoding, key, text], () => {
            const signed = createHmac(algorithm, key).update(text);
            return encoding[0] === undefined ? signed.digest() : signed.digest(encoding[0]);
          }),
      }),
    }),
  });
}

/** What was inflated in the current world. */
const inflated = new Map<string, Buffer>();

/** Remembered, because each packed value is read dozens of times: inflating them all again is a tenth of all work. */
function rememberInflated(): void {
  const inflate = zlib.inflateRawSync;
  // The product packs bytes only, all with one dictionary, and changes none that it gets.
  Object.assign(zlib, {
    inflateRawSync(packed: Buffer, settings: zlib.ZlibOptions) {
      const key = packed.toString('latin1');
      const known = inflated.get(key) ?? inflate(packed, settings);
      inflated.set(key, known);
      return known;
    },
  });
}

/** Forgets what only the last world asks for. */
export function forgetWorld(): void {
  inflated.clear();
  hashed.clear();
}

/** Has Node's own functions answer a question once. To be called before any function of the product is loaded. */
export function rememberAnswers(): void {
  rememberDerivedKeys();
  rememberOpenedKeys();
  rememberHashes();
  rememberInflated();
}
