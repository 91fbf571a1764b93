import { afterEach, describe, expect, it, vi } from 'vitest';
import { bearer, peopleOf } from '../support/people.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { owner, aKey, revoke } = peopleOf(world);
afterEach(() => vi.useRealTimers());

const create = (body: unknown) => world.call({ route: 'POST /keys', headers: owner, body });
const lookAt = (key: string) =>
  world.call({ route: 'GET /slots', headers: bearer(key), query: { service: 'none', from: 'x', to: 'x' } });

async function listed(keyId: string) {
  const { body } = await world.call({ route: 'GET /keys', headers: owner });
  const items = body['items'];
  return Array.isArray(items) ? items.find((item) => item.keyId === keyId) : undefined;
}

function passTime(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('POST /keys', () => {
  it('makes a key that works at once, and shows it this once', async () => {
    const { status, body } = await create({ holder: ' Ana ', role: 'desk' });
    expect([status, body]).toEqual([
      201,
      {
        keyId: expect.stringMatching(/^key-[0-9a-f]{12}$/),
        key: expect.stringMatching(/^apf_[0-9a-f]{12}_[\w-]{43}$/),
        holder: 'Ana',
        role: 'desk',
        createdAt: expect.any(String),
        createdBy: { kind: 'owner' },
      },
    ]);
    expect((await lookAt(String(body['key']))).status).toBe(400);
    const { key: _, ...shown } = body;
    expect(await listed(String(body['keyId']))).toEqual({ ...shown, lastUsedAt: expect.any(String) });
  });

  it('stores no key, only what tells that one is right', async () => {
    const { keyId, key } = await aKey('desk');
    const { stored } = { stored: JSON.stringify(await world.engine.stream.read(undefined, 10_000)) };
    expect(stored).toContain(keyId);
    expect(stored).not.toContain(key.slice(-43));
  });

  it.each([
    ['no holder', { role: 'desk' }],
    ['an empty holder', { holder: ' ', role: 'desk' }],
    ['a holder of two lines', { holder: 'Ana\nBen', role: 'desk' }],
    ['a long holder', { holder: 'a'.repeat(61), role: 'desk' }],
    ['the role of the stack’s own key', { holder: 'Ana', role: 'owner' }],
    ['another field', { holder: 'Ana', role: 'desk', colour: 'red' }],
    ['no object', 5],
  ])('refuses %s', async (_, body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
  });
});

describe('a named key', () => {
  it('that is wrong in its last letters is nobody’s', async () => {
    const { key } = await aKey('desk');
    const other = key.slice(0, -4) + (key.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect((await lookAt(other)).status).toBe(401);
  });

  it('is refused at the latest a minute after it was revoked, also where it was just used', async () => {
    const { keyId, key } = await aKey('desk');
    expect((await lookAt(key)).status).toBe(400);
    expect(await revoke(keyId)).toMatchObject({ status: 200, body: { keyId, revokedAt: expect.any(String) } });
    passTime(31_000);
    expect((await lookAt(key)).status).toBe(401);
  });

  it('that was revoked stays in the list, with who revoked it, and is revoked once', async () => {
    const { keyId } = await aKey('read');
    const { body } = await revoke(keyId);
    passTime(60_000);
    expect((await revoke(keyId)).body).toEqual(body);
    expect(await listed(keyId)).toMatchObject({ revokedAt: body['revokedAt'], revokedBy: { kind: 'owner' } });
  });

  it('that nobody has cannot be revoked', async () => {
    expect((await revoke('key-ffffffffffff')).status).toBe(404);
    expect((await revoke('ana')).status).toBe(404);
  });

  it('is noted as used once a day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2033, 2, 1, 8) });
    const { keyId, key } = await aKey('desk');
    await lookAt(key);
    vi.setSystemTime(Date.UTC(2033, 2, 1, 20));
    await lookAt(key);
    expect(await listed(keyId)).toMatchObject({ lastUsedAt: '2033-03-01T08:00:00.000Z' });
    vi.setSystemTime(Date.UTC(2033, 2, 2, 9));
    await lookAt(key);
    expect(await listed(keyId)).toMatchObject({ lastUsedAt: '2033-03-02T09:00:00.000Z' });
  });
});

describe('the stack’s own key', () => {
  it('needs no look at the table to be known', async () => {
    const before = (await world.engine.stream.read(undefined, 10_000)).length;
    expect((await lookAt(world.keys.apiKey.current)).status).toBe(400);
    expect((await world.engine.stream.read(undefined, 10_000)).length).toBe(before);
  });
});
