import { createPublicKey } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { deriveKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { startChannelWorld } from './support/channel-world.ts';

const MINUTE = 60_000;
const passBy = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE });
afterEach(() => void vi.useRealTimers());

const keysOf = async (world: Awaited<ReturnType<typeof startChannelWorld>>) => {
  const { json } = await world.channel(['endpoint', 'status', '--local', '--json']);
  return json()['keys'] as { id: string; uploadedAt?: string }[];
};

describe('endpoint status', () => {
  test('prints the address, and that there is no key yet', async () => {
    const world = await startChannelWorld();
    const { exitCode, stdout } = await world.channel(['endpoint', 'status', '--local']);
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('endpoint keys create')]);
    expect(stdout).toContain(`${world.api}/flows/${deriveKeys(world.rootSecret()).endpoint.current}`);
  });
});

describe('endpoint keys', () => {
  test('are made once, beside the root, and never printed', async () => {
    const world = await startChannelWorld();
    const before = world.rootSecret();
    const { exitCode, stdout, stderr } = await world.channel(['endpoint', 'keys', 'create', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toMatch(/PRIVATE|MII/);
    expect(world.rootSecret()).toEqual(before);
    const again = await world.channel(['endpoint', 'keys', 'create', '--local']);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('rotate')]);
    expect(await keysOf(world)).toHaveLength(1);
  });

  test('are given to WhatsApp only when every function has read them', async () => {
    const world = await startChannelWorld();
    await world.channel(['endpoint', 'keys', 'create', '--local']);
    const early = await world.channel(['endpoint', 'keys', 'upload', '--local']);
    expect([early.exitCode, early.stderr]).toEqual([1, expect.stringContaining('wait until')]);
    passBy(7);
    expect((await world.channel(['endpoint', 'keys', 'upload', '--local'])).exitCode).toBe(0);
    expect(await world.writes()).toContain('POST whatsapp_business_encryption');
    expect(await keysOf(world)).toEqual([expect.objectContaining({ uploadedAt: expect.any(String) })]);
  });

  test('are uploaded by hand where the provider takes none', async () => {
    const world = await startChannelWorld();
    await world.provider.behave({
      faultMethods: ['whatsapp_business_encryption'],
      refuse: { status: 501, text: 'Not implemented' },
    });
    await world.channel(['endpoint', 'keys', 'create', '--local']);
    passBy(7);
    const { exitCode, json } = await world.channel(['endpoint', 'keys', 'upload', '--local', '--json']);
    expect([exitCode, json()['uploaded']]).toEqual([3, false]);
    expect(createPublicKey(String(json()['publicKey'])).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect((await world.channel(['endpoint', 'keys', 'upload', '--done', '--local'])).exitCode).toBe(0);
    expect(await keysOf(world)).toEqual([expect.objectContaining({ uploadedAt: expect.any(String) })]);
  });

  test('are two during a rotation, and the older goes only when no phone uses it', async () => {
    const world = await startChannelWorld();
    const run = async (...argv: string[]) => (await world.channel(['endpoint', 'keys', ...argv, '--local'])).exitCode;
    expect(await run('rotate')).toBe(1);
    await run('create');
    expect(await run('rotate')).toBe(1);
    passBy(7);
    await run('upload');
    expect(await run('rotate')).toBe(0);
    passBy(7);
    await run('upload');
    const two = await keysOf(world);
    expect(two).toHaveLength(2);
    expect(await run('rotate')).toBe(1);
    passBy(1441);
    expect(await run('rotate')).toBe(0);
    expect((await keysOf(world)).map(({ id }) => id)).toEqual([expect.any(String), two[0]?.id]);
  });
});
