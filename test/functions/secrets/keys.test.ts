import { createHash, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { isAccepted, someKeyFits } from '../../../functions/shared/secrets/accepted-key.ts';
import type { CachedSecret } from '../../../functions/shared/secrets/cached-secret.ts';
import {
  type DerivedKeys,
  deriveKeys,
  KEY_PURPOSES,
  RootSecret,
  resourceCalendarKeys,
} from '../../../functions/shared/secrets/derived-keys.ts';
import { EndpointSecret, StoredEndpointKey } from '../../../functions/shared/secrets/endpoint-keys.ts';
import {
  fitsHash,
  isSessionToken,
  keyIdIn,
  newNamedKey,
  newSessionToken,
  secretHash,
} from '../../../functions/shared/secrets/named-keys.ts';
import { createEndpointKey, publicKeyOf, publicPem } from '../../../functions/shared/secrets/new-endpoint-key.ts';

const root = 'r'.repeat(32);
const keysOf = (generations: RootSecret['generations'] = {}) => deriveKeys({ root, generations });

describe('the root secret', () => {
  it.each([
    [{ root, generations: {} }, true],
    [{ root, generations: { apiKey: 1, calendar: 7 } }, true],
    [{ root: 'r'.repeat(31), generations: {} }, false],
    [{ root, generations: { apiKey: 0 } }, false],
    [{ root, generations: { other: 1 } }, false],
    [{ root }, false],
  ])('is long, and counts the generations of its keys from 1: %j', (secret, isGood) => {
    expect(RootSecret.safeParse(secret).success).toBe(isGood);
  });

  it('gives a key of its own for each purpose, each generation and the table, the same each time', () => {
    const keys = KEY_PURPOSES.flatMap((purpose) => [
      keysOf()[purpose].current,
      keysOf({ [purpose]: 2 })[purpose].current,
    ]);
    const all = [...keys, keysOf().pseudonym];
    expect(new Set(all).size).toBe(2 * KEY_PURPOSES.length + 1);
    for (const key of all) expect(key).toMatch(/^[\w-]{43}$/);
    expect(keysOf()).toEqual(keysOf(Object.fromEntries(KEY_PURPOSES.map((purpose) => [purpose, 1]))));
    expect(keysOf({ apiKey: 5 }).pseudonym).toBe(keysOf().pseudonym);
  });

  it('never gives another key than before, or customers, webhooks and calendars would be lost', () => {
    const { apiKey, webhook, calendar, signing, endpoint, pseudonym } = keysOf();
    const keys = [apiKey, webhook, calendar, signing, endpoint].map(({ current }) => current);
    const fingerprint = createHash('sha256')
      .update([...keys, pseudonym].join())
      .digest('hex');
    expect(fingerprint).toBe('cc782dd06cd4f8a5635398694e3fb04eeb8798d2141c06dd22753366910788f7');
  });

  it.each(KEY_PURPOSES)('accepts the key before and the key after of %s, and no other', (purpose) => {
    const current = (generation: number) => keysOf({ [purpose]: generation })[purpose].current;
    expect(keysOf({ [purpose]: 3 })[purpose]).toEqual({
      ...{ current: current(3), accepted: [current(3), current(4), current(2)] },
    });
    expect(keysOf()[purpose].accepted).toEqual([current(1), current(2)]);
  });

  it('gives the calendar of each resource a key that leads to no other calendar', () => {
    const { calendar } = keysOf({ calendar: 2 });
    const [ana, ben] = ['ana', 'ben'].map((id) => resourceCalendarKeys(calendar, ResourceId.parse(id)));
    expect(ana?.accepted).toHaveLength(3);
    expect(ana?.accepted[0]).toBe(ana?.current);
    expect(new Set([...calendar.accepted, ...(ana?.accepted ?? []), ...(ben?.accepted ?? [])]).size).toBe(9);
  });
});

describe('a key that somebody presents', () => {
  const secretOf = (value: DerivedKeys, newer?: DerivedKeys): CachedSecret<DerivedKeys> => ({
    get: async () => value,
    getNewer: async () => newer,
  });
  const { current } = keysOf({ apiKey: 3 }).apiKey;

  it('is good by the keys that are known, or by newer ones, and for its purpose only', async () => {
    expect(await isAccepted(current, 'apiKey', secretOf(keysOf({ apiKey: 3 })))).toBe(true);
    expect(await isAccepted(current, 'apiKey', secretOf(keysOf(), keysOf({ apiKey: 3 })))).toBe(true);
    expect(await isAccepted(current, 'apiKey', secretOf(keysOf(), keysOf()))).toBe(false);
    expect(await isAccepted(current, 'apiKey', secretOf(keysOf()))).toBe(false);
    expect(await isAccepted(current, 'webhook', secretOf(keysOf({ apiKey: 3 }), keysOf({ apiKey: 3 })))).toBe(false);
  });

  it('does not have the secret read again if it is good', async () => {
    const known = { get: async () => keysOf(), getNewer: () => Promise.reject(new Error('read again')) };
    expect(await someKeyFits(known, 'signing', () => true)).toBe(true);
    await expect(someKeyFits(known, 'signing', () => false)).rejects.toThrow('read again');
  });
});

describe('a named key', () => {
  it('leads to its id, and is another one each time', () => {
    const { keyId, key } = newNamedKey();
    expect(key).toMatch(/^apf_[0-9a-f]{12}_[\w-]{43}$/);
    expect(keyIdIn(key)).toBe(keyId);
    expect(keyId).toBe(`key-${key.slice(4, 16)}`);
    expect(newNamedKey().key).not.toBe(key);
    expect(newNamedKey().keyId).not.toBe(keyId);
  });

  it.each([
    ['', (key: string) => key.slice(1)],
    ['', (key: string) => `x${key}`],
    ['', (key: string) => `${key}x`],
    ['', (key: string) => key.slice(0, -1)],
    ['', (key: string) => key.replace('apf_', 'apf-')],
    ['', (key: string) => key.replace(/_[0-9a-f]/, '_g')],
    ['', () => ''],
  ])('has its form: what has another leads nowhere (case %#)', (_, spoil) => {
    expect(keyIdIn(spoil(newNamedKey().key))).toBeUndefined();
  });

  it('is stored as a hash, which fits no other', () => {
    const [one, other] = [newNamedKey().key, newNamedKey().key];
    expect(secretHash(one)).toMatch(/^[\w-]{43}$/);
    expect(fitsHash(one, secretHash(one))).toBe(true);
    expect(fitsHash(other, secretHash(one))).toBe(false);
  });
});

describe('a session’s token', () => {
  it('has its form and is another one each time', () => {
    const token = newSessionToken();
    expect(isSessionToken(token)).toBe(true);
    expect(newSessionToken()).not.toBe(token);
  });

  it.each([
    (token: string) => `${token}x`,
    (token: string) => ` ${token}`,
    (token: string) => token.slice(1),
    () => '',
  ])('is no text of another form (case %#)', (spoil) => expect(isSessionToken(spoil(newSessionToken()))).toBe(false));
});

describe('a key of the endpoint', () => {
  it('is RSA with 2048 bits, named after its public half, which phones encrypt with', async () => {
    const createdAt = now();
    const key = await createEndpointKey(createdAt);
    expect(StoredEndpointKey.parse(key)).toEqual({ ...key, createdAt });
    const publicKey = publicKeyOf(key);
    expect(publicKey.type).toBe('public');
    expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const digest = createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex');
    expect(key.id).toBe(digest.slice(0, 16));
    expect(publicPem(key)).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    expect(publicEncrypt(publicPem(key), Buffer.from('text'))).toHaveLength(256);
    expect((await createEndpointKey(createdAt)).id).not.toBe(key.id);
  });

  const stored = { id: '0123456789abcdef', privateKey: 'AAAA', createdAt: now() };

  it.each([
    [{}, true],
    [{ endpoint: { keys: [] } }, true],
    [
      { endpoint: { keys: [stored, { ...stored, privateKey: 'AA==', uploadedAt: now() }], appSecrets: ['a', 'b'] } },
      true,
    ],
    [{ endpoint: { keys: [stored, stored, stored] } }, false],
    [{ endpoint: { keys: [stored], appSecrets: [''] } }, false],
    [{ endpoint: { keys: [stored], appSecrets: ['a', 'b', 'c'] } }, false],
    [{ endpoint: { keys: [{ ...stored, id: '0123456789abcde' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, id: '0123456789abcdef0' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, id: '0123456789ABCDEF' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, privateKey: '' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, privateKey: '=AAA' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, privateKey: 'AAA===' }] } }, false],
    [{ endpoint: { keys: [{ ...stored, privateKey: 'A A' }] } }, false],
  ])('is kept in the root secret, two at most, with the secrets of an app (case %#)', (secret, isGood) => {
    expect(EndpointSecret.safeParse(secret).success).toBe(isGood);
  });
});
