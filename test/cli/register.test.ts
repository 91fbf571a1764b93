import { describe, expect, test } from 'vitest';
import { urlsOf } from '../../functions/shared/provider/webhook-list.ts';
import { eventually } from '../local/support/eventually.ts';
import { startChannelWorld } from './support/channel-world.ts';

const FOREIGN = [
  'https://crm.example/hook?token=%7Ea,b',
  'http://bot.example:8080/in/',
  'https://Third.example/A/../B',
  'https://fourth.example/#x',
  'https://fifth.example/ü',
];

async function worldWith(count: number, shape = 'auto') {
  const world = await startChannelWorld();
  await world.provider.behave({ webhookListShape: shape });
  if (count > 0) await world.provider.call('POST', 'webhook', { webhookUrl: FOREIGN.slice(0, count) });
  return world;
}

describe('register', () => {
  test.each([
    [0, 'three'],
    [1, 'three'],
    [2, 'three'],
    [3, 'single'],
    [4, 'single'],
  ] as const)('beside %i URLs of others registers in the form "%s" and keeps them all', async (count, form) => {
    const world = await worldWith(count);
    const { exitCode, stdout } = await world.channel(['register', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch('delivery statuses are on');
    expect(await world.registered()).toEqual([...FOREIGN.slice(0, count), ...urlsOf(world.own(), form)]);
    expect((await world.provider.call('GET', 'settings')).body).toMatchObject({ ackNotificationsOn: true });
  });

  test.each(['array', 'comma'])('reads a list in the form "%s"', async (shape) => {
    const world = await worldWith(2, shape);
    expect((await world.channel(['register', '--local'])).exitCode).toBe(0);
    await world.provider.behave({ webhookListShape: 'array' });
    expect(await world.registered()).toEqual([...FOREIGN.slice(0, 2), ...urlsOf(world.own(), 'three')]);
  });

  test('beside five URLs of others refuses, shows them, and changes nothing', async () => {
    const world = await worldWith(5);
    const writes = await world.writes();
    const { exitCode, stdout } = await world.channel(['register', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch('No place is free');
    for (const url of FOREIGN) expect(stdout).toContain(url);
    expect(await world.writes()).toEqual(writes);
    expect(await world.registered()).toEqual(FOREIGN);
  });

  test.each([0, 2, 4])('twice beside %i URLs changes nothing, and says so', async (count) => {
    const world = await worldWith(count);
    await world.channel(['register', '--local']);
    const [list, writes] = [await world.registered(), await world.writes()];
    const again = await world.channel(['register', '--local', '--json']);
    expect(again.json()).toMatchObject({ registered: true, changed: false });
    expect((await world.channel(['register', '--local'])).stdout).toMatch('Nothing to change');
    expect(await world.writes()).toEqual(writes);
    expect(await world.registered()).toEqual(list);
  });

  test('with --single takes one place, and replaces the three', async () => {
    const world = await worldWith(1);
    await world.channel(['register', '--local']);
    expect((await world.channel(['register', '--local', '--single', '--json'])).json()).toMatchObject({
      form: 'single',
    });
    expect(await world.registered()).toEqual([FOREIGN[0], world.own().all]);
  });

  test('after the webhook key was rotated replaces the older URLs, and keeps the place of others', async () => {
    const world = await worldWith(0);
    await world.channel(['register', '--local']);
    const old = await world.registered();
    await world.provider.call('POST', 'webhook', { webhookUrl: [...old, ...FOREIGN.slice(0, 2)] });
    await world.channel(['keys', 'rotate', 'webhook', '--yes', '--local']);
    expect((await world.channel(['register', '--local'])).exitCode).toBe(0);
    expect(await world.registered()).toEqual([...urlsOf(world.own(), 'three'), ...FOREIGN.slice(0, 2)]);
    expect(world.own().all).not.toBe(old[0]);
  });

  test('enables a URL of ours that the provider has disabled', async () => {
    const world = await worldWith(0);
    await world.channel(['register', '--local']);
    await world.provider.behave({ webhookFailureLimit: 1, webhookRetryMs: 0 });
    await world.provider.write();
    await eventually(async () => (await world.channel(['status', '--local'])).stdout.includes('disabled'));
    expect((await world.channel(['register', '--local', '--json'])).json()).toMatchObject({ changed: true });
    expect((await world.channel(['status', '--local'])).exitCode).toBe(0);
  });

  test.each([['register'], ['register', '--json'], ['status'], ['status', '--json']])(
    'never prints the webhook secret (%s %s)',
    async (...argv) => {
      const world = await worldWith(1);
      await world.channel(['register', '--local']);
      const { stdout, stderr } = await world.channel([...argv, '--local']);
      expect(stdout + stderr).not.toContain(world.own().all.split('/').at(-1));
      expect(stdout).toContain(`${world.api}/webhooks/…/messages`);
    },
  );

  test('tells what the provider did not do', async () => {
    const world = await worldWith(1);
    await world.provider.behave({ faultMethods: ['webhook'], refuse: { status: 500, text: 'Internal' } });
    const { exitCode, stdout, stderr } = await world.channel(['register', '--local', '--json']);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('GET webhook failed: the provider has a fault of its own (500: "Internal").\n');
    expect(JSON.parse(stdout)).toEqual({ error: stderr.trim() });
  });
});

describe('unregister', () => {
  test("takes this stack's URLs away and keeps the others", async () => {
    const world = await worldWith(2);
    await world.channel(['register', '--local']);
    const { exitCode, stdout } = await world.channel(['unregister', '--local']);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching("Removed 3 of this stack's URLs")]);
    expect(await world.registered()).toEqual(FOREIGN.slice(0, 2));
  });

  test('can leave the list empty', async () => {
    const world = await worldWith(0);
    await world.channel(['register', '--local']);
    expect((await world.channel(['unregister', '--local', '--json'])).json()).toMatchObject({
      removed: 3,
      webhooks: [],
    });
    expect(await world.registered()).toEqual([]);
  });

  test('changes nothing where nothing of ours is registered', async () => {
    const world = await worldWith(1);
    const writes = await world.writes();
    const { exitCode, stdout } = await world.channel(['unregister', '--local']);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching('Nothing to change')]);
    expect(await world.writes()).toEqual(writes);
  });
});
