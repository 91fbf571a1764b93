import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { createEndpointKey } from '../../functions/shared/secrets/new-endpoint-key.ts';
import { startChannelWorld } from './support/channel-world.ts';
import { startEndpointAddress } from './support/exchange-function.ts';
import { type ScriptedAnswer, startScriptedServer } from './support/scripted-server.ts';

const Findings = z.object({
  findings: z.array(z.object({ check: z.string(), verdict: z.string(), says: z.string() })),
});

const MINUTE = 60_000;
const passBy = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE });
afterEach(() => void vi.useRealTimers());

const key = { ...(await createEndpointKey(now())), uploadedAt: now() };

type World = Awaited<ReturnType<typeof startChannelWorld>>;

/** A stack whose function answers by its URL, with the first key stored. */
async function aLiveStack() {
  const address = await startEndpointAddress();
  const world = await startChannelWorld({ api: address.url, endpointKeys: [key] });
  await address.serve(world);
  return { world, address };
}

/** What the check says, without the names of keys and the milliseconds. */
async function check(world: World) {
  const { exitCode, json } = await world.channel(['endpoint', 'check', '--local', '--json']);
  const { findings } = Findings.parse(json());
  return {
    exitCode,
    found: findings.map((finding) => `${finding.check.replace(/^Key .*/, 'Key')} ${finding.verdict}`),
    says: findings.map(({ says }) => says),
  };
}

describe('endpoint check', () => {
  test('asks as a phone does, and says that all is well', async () => {
    const { world } = await aLiveStack();
    const before = world.rootText();
    const { exitCode, found, says } = await check(world);
    expect([exitCode, found]).toEqual([0, ['Key ok', 'Unknown key ok', 'Signature ok', 'Latency ok']]);
    expect(says.at(-1)).toMatch(/^10 pings took \d+ ms in the middle and \d+ ms at most/);
    expect(world.rootText()).toBe(before);
  });

  test('says how to make the first key', async () => {
    const world = await startChannelWorld();
    const { exitCode, says } = await check(world);
    expect([exitCode, says]).toEqual([3, [expect.stringContaining('endpoint keys create')]]);
  });

  test('waits with a judgement until every function has read a new key', async () => {
    const { world } = await aLiveStack();
    expect((await check(world)).exitCode).toBe(0);
    // Within the minute after a look at the secret no further one is taken.
    await world.channel(['endpoint', 'keys', 'rotate', '--local']);
    const early = await check(world);
    expect([early.exitCode, early.found.slice(0, 2)]).toEqual([0, ['Key ok', 'Key warning']]);
    expect(early.says[1]).toMatch(/^Not every function has read it yet: wait until /);
    passBy(7);
    expect((await check(world)).found.slice(0, 2)).toEqual(['Key ok', 'Key ok']);
  });

  test('tells a key that the functions do not have', async () => {
    const { world } = await aLiveStack();
    const other = await startChannelWorld({ api: world.api });
    await other.channel(['endpoint', 'keys', 'create', '--local']);
    passBy(7);
    const { exitCode, found, says } = await check(other);
    expect([exitCode, found[0], says[0]]).toEqual([3, 'Key fault', expect.stringContaining('deploy again')]);
    expect(found).not.toContain('Latency ok');
  });

  test('signs with the stored app secret, and sees that nothing passes without', async () => {
    const { world, address } = await aLiveStack();
    await world.channel(['endpoint', 'app-secret', 'add', '--local'], { stdin: 'a'.repeat(32) });
    await address.serve(world);
    const { exitCode, says } = await check(world);
    expect([exitCode, says[2]]).toEqual([0, 'It refuses what is not signed with a stored app secret.']);
  });

  test('tells that the functions do not look at signatures yet', async () => {
    const { world } = await aLiveStack();
    await check(world);
    await world.channel(['endpoint', 'app-secret', 'add', '--local'], { stdin: 'a'.repeat(32) });
    const { exitCode, found } = await check(world);
    expect([exitCode, found[2]]).toEqual([3, 'Signature fault']);
  });

  test.each<[string, ScriptedAnswer, RegExp]>([
    ['an unknown address', { status: 404, body: '' }, /"kind": "live".*deploy/],
    ['a fault of the function', { status: 503, body: '' }, /answered 503.*log of exchange-flow-data/],
    ['a gateway that is busy', { status: 429, body: '' }, /FORM_LIMIT/],
    ['another app secret', { status: 432, body: '' }, /app secret/],
    ['an answer that is not encrypted', { status: 200, body: { data: { status: 'active' } } }, /phone cannot read/],
    ['an answer encrypted for nobody', { status: 200, body: 'QUJD'.repeat(20) }, /phone cannot read/],
    ['a connection that breaks', 'cut', /cannot be reached/],
  ])('says of %s what to do', async (_, answer, sentence) => {
    const { url } = await startScriptedServer(() => answer);
    const world = await startChannelWorld({ api: url, endpointKeys: [key] });
    const { exitCode, found, says } = await check(world);
    expect([exitCode, found, says]).toEqual([3, ['Endpoint fault'], [expect.stringMatching(sentence)]]);
  });

  test('tells that phones with an old key are not told so', async () => {
    const { world } = await aLiveStack();
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      const answer = await real(url, init);
      return answer.status === 421 ? new Response('', { status: 500 }) : answer;
    });
    try {
      const { exitCode, found, says } = await check(world);
      expect([exitCode, found[1], says[1]]).toEqual([3, 'Unknown key fault', expect.stringContaining('waits for 421')]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('prints neither the secret of the path nor a key', async () => {
    const { world } = await aLiveStack();
    const { stdout, stderr } = await world.channel(['endpoint', 'check', '--local']);
    expect(stdout + stderr).not.toMatch(/flows\/|MII/);
  });
});

describe('endpoint app-secret', () => {
  const [old, next, third] = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)];
  const storedIn = (world: World) => JSON.parse(world.rootText()).endpoint?.appSecrets;
  const run = (world: World, argv: string[], stdin = '') =>
    world.channel(['endpoint', 'app-secret', ...argv, '--local'], { stdin });

  test('keeps two during a change, then the newer alone', async () => {
    const world = await startChannelWorld();
    expect((await run(world, [])).stdout).toMatch(/^No app secret is stored/);
    expect((await run(world, ['add'], `${old}\n`)).exitCode).toBe(0);
    expect((await run(world, [])).stdout).toMatch(/^One /);
    expect((await run(world, ['add'], next)).exitCode).toBe(0);
    expect(storedIn(world)).toEqual([next, old]);
    expect((await run(world, ['remove'])).exitCode).toBe(0);
    expect(storedIn(world)).toEqual([next]);
  });

  test('is refused a third time, and is stored once', async () => {
    const world = await startChannelWorld();
    for (const secret of [old, next, next]) expect((await run(world, ['add'], secret)).exitCode).toBe(0);
    const refused = await run(world, ['add'], third);
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('remove')]);
    expect(storedIn(world)).toEqual([next, old]);
  });

  test('is the last one that is removed only by --all', async () => {
    const world = await startChannelWorld();
    expect((await run(world, ['remove'])).stdout).toMatch(/^Nothing to change/);
    await run(world, ['add'], old);
    const refused = await run(world, ['remove']);
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('--all')]);
    expect((await run(world, ['remove', '--all'])).exitCode).toBe(0);
    expect(storedIn(world)).toEqual([]);
  });

  test('is not shown, and leaves the keys and the root as they are', async () => {
    const world = await startChannelWorld();
    await world.channel(['endpoint', 'keys', 'create', '--local']);
    const before = JSON.parse(world.rootText());
    const { stdout, stderr } = await world.channel(['endpoint', 'app-secret', 'add', '--local'], { typed: `${old}\n` });
    expect(stderr).toMatch('Secret of the Meta app');
    expect(stdout + stderr).not.toContain(old);
    expect(JSON.parse(world.rootText())).toEqual({ ...before, endpoint: { ...before.endpoint, appSecrets: [old] } });
  });

  test.each(['', 'short', `two words ${'x'.repeat(20)}`])('refuses "%s"', async (stdin) => {
    const world = await startChannelWorld();
    const { exitCode, stderr } = await run(world, ['add'], stdin);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('That is no app secret')]);
  });
});
