import { describe, expect, it } from 'vitest';
import { type Actor, KeyId } from '../../../functions/shared/domain/people/actor.ts';
import { DAY_MS, epochSeconds, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  createKey,
  endSessionsOf,
  listKeys,
  noteKeyUse,
  readKey,
  readOwnRound,
  revokeKey,
} from '../../../functions/shared/store/people/named-keys.ts';
import {
  createSession,
  endSession,
  readSession,
  touchSession,
} from '../../../functions/shared/store/people/sessions.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { namedKeyKey } from '../../../functions/shared/store/table/keys.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const owner: Actor = { kind: 'owner' };
const keyId = KeyId.parse('key-0123456789ab');
const another = KeyId.parse('key-ba9876543210');
const DAY = DAY_MS / 1000;

const aKey = (id: KeyId, createdAt: Instant) => ({
  ...{ keyId: id, holder: 'Ana', role: 'desk' as const, createdAt, createdBy: owner, keyHash: 'hash' },
});

describe('a named key', () => {
  it('is listed with others in the order of their making, and is made once', async () => {
    const table = open('keys');
    await createKey(table, aKey(another, at(2)));
    await createKey(table, aKey(keyId, at(1)));
    await expect(createKey(table, aKey(keyId, at(3)))).rejects.toThrow();
    expect(await listKeys(table)).toEqual([
      { ...aKey(keyId, at(1)), round: 0 },
      { ...aKey(another, at(2)), round: 0 },
    ]);
  });

  it('is noted to be in use once on each day, until it is revoked', async () => {
    const table = open('use');
    await createKey(table, aKey(keyId, at(0)));
    const useAt = async (seconds: number) => {
      await noteKeyUse(table, keyId, at(seconds));
      return (await readKey(table, keyId))?.lastUsedAt;
    };
    expect([await useAt(1), await useAt(2), await useAt(DAY), await useAt(DAY + 1)]).toEqual([
      ...[at(1), at(1), at(DAY), at(DAY)],
    ]);
    const revoked = { ...aKey(keyId, at(0)), round: 0, lastUsedAt: at(DAY), revokedAt: at(DAY + 5), revokedBy: owner };
    expect(await revokeKey(table, keyId, { at: at(DAY + 5), by: owner })).toEqual(revoked);
    expect(await revokeKey(table, keyId, { at: at(DAY + 6), by: owner })).toBeUndefined();
    expect(await revokeKey(table, another, { at: at(DAY + 6), by: owner })).toBeUndefined();
    expect(await useAt(2 * DAY)).toBe(at(DAY));
    const item = await readItem(table, namedKeyKey('use', keyId));
    expect(item?.['expiresAt']).toBe(epochSeconds(at(401 * DAY + 5)));
  });

  it('counts how often all of its sessions were ended, as the stack’s own does', async () => {
    const table = open('rounds');
    await createKey(table, aKey(keyId, at(0)));
    expect(await readOwnRound(table)).toBe(0);
    for (const id of [keyId, keyId, another, 'own'] as const) await endSessionsOf(table, id);
    expect(await readKey(table, keyId)).toEqual({ ...aKey(keyId, at(0)), round: 2 });
    expect(await readItem(table, namedKeyKey('rounds', keyId))).toMatchObject({ type: 'named-key' });
    expect(await readKey(table, another)).toBeUndefined();
    expect(await readOwnRound(table)).toBe(1);
  });
});

describe('a session', () => {
  const session = { keyId, round: 0, createdAt: at(0), usedAt: at(0) };

  it('is noted to be in use every ten minutes, until it is ended', async () => {
    const table = open('sessions');
    await createSession(table, 'hash', session);
    await expect(createSession(table, 'hash', session)).rejects.toThrow();
    for (const [seconds, usedAt] of [
      [599, 0],
      [600, 600],
      [601, 600],
    ] as const) {
      await touchSession(table, 'hash', at(seconds));
      expect(await readSession(table, 'hash')).toEqual({ ...session, usedAt: at(usedAt) });
    }
    for (const seconds of [700, 800]) await endSession(table, 'hash', at(seconds));
    await touchSession(table, 'hash', at(9_000));
    expect(await readSession(table, 'hash')).toEqual({ ...session, usedAt: at(600), endedAt: at(700) });
  });

  it('that nobody began is neither used nor ended', async () => {
    const table = open('none');
    await touchSession(table, 'hash', at(0));
    await endSession(table, 'hash', at(0));
    expect(await readSession(table, 'hash')).toBeUndefined();
  });
});
