import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { deriveKeys, resourceCalendarKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { TOKEN } from '../local/one-msg/support/provider.ts';
import { clinicBooking } from '../support/clinic.ts';
import { startChannelWorld } from './support/channel-world.ts';

describe('keys', () => {
  test('prints the keys and URLs that are in force', async () => {
    const world = await startChannelWorld();
    const { apiKey, calendar } = deriveKeys(world.rootSecret());
    const { exitCode, stdout } = await world.channel(['keys', '--local']);
    expect(exitCode).toBe(0);
    for (const secret of [apiKey.current, ...Object.values(world.own()), calendar.current]) {
      expect(stdout).toContain(secret);
    }
    expect((await world.channel(['keys', '--local', '--json'])).json()).toEqual({
      api: world.api,
      apiKey: apiKey.current,
      webhooks: world.own(),
      calendar: `${world.api}/calendar/${calendar.current}/bookings.ics`,
      calendars: {},
      generations: { apiKey: 1, webhook: 1, calendar: 1, signing: 1, endpoint: 1 },
    });
  });

  test('prints a calendar for each resource of the contract', async () => {
    const world = await startChannelWorld();
    const path = join(world.folder, 'cdk.json');
    const cdkJson = JSON.parse(readFileSync(path, 'utf8'));
    cdkJson.context.contract.booking = clinicBooking();
    writeFileSync(path, JSON.stringify(cdkJson));
    const { calendar } = deriveKeys(world.rootSecret());
    const urlOf = (id: string) =>
      `${world.api}/calendar/${resourceCalendarKeys(calendar, ResourceId.parse(id)).current}/bookings.ics`;
    expect((await world.channel(['keys', '--local'])).stdout).toMatch(/^Calendar, Ana +http/m);
    expect((await world.channel(['keys', '--local', '--json'])).json()).toMatchObject({
      calendars: { ana: urlOf('ana'), ben: urlOf('ben'), room: urlOf('room'), hall: urlOf('hall') },
    });
  });

  test('never prints the root or the channel token', async () => {
    const world = await startChannelWorld();
    const { stdout, stderr } = await world.channel(['keys', '--local', '--json']);
    expect(stdout + stderr).not.toContain(world.rootSecret().root);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});

describe('keys without a contract', () => {
  test('prints what is needed when something is broken, and says what is not known', async () => {
    const world = await startChannelWorld();
    rmSync(join(world.folder, 'cdk.json'));
    const { exitCode, stdout } = await world.channel(['keys', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(deriveKeys(world.rootSecret()).apiKey.current);
    expect(stdout).toMatch(/Calendars of single resources: .*cdk\.json cannot be read/);
  });
});

describe('keys rotate', () => {
  test('raises one generation, keeps the root and the key before, and says what is next', async () => {
    const world = await startChannelWorld();
    const before = world.rootSecret();
    const { exitCode, stdout } = await world.channel(['keys', 'rotate', 'apiKey', '--yes', '--local']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch('Give the new key');
    expect(world.rootSecret()).toEqual({ root: before.root, generations: { apiKey: 2 } });
    expect(deriveKeys(world.rootSecret()).apiKey.accepted).toContain(deriveKeys(before).apiKey.current);
    expect(stdout).not.toContain(deriveKeys(world.rootSecret()).apiKey.current);
  });

  test('leaves what else is in the secret as it is', async () => {
    const world = await startChannelWorld();
    await world.channel(['keys', 'rotate', 'calendar', '--yes', '--local']);
    const { json } = await world.channel(['keys', 'rotate', 'calendar', '--yes', '--local', '--json']);
    expect(json()).toMatchObject({ purpose: 'calendar', generation: 3 });
    await world.channel(['keys', 'rotate', 'webhook', '--yes', '--local']);
    expect(world.rootSecret().generations).toEqual({ calendar: 3, webhook: 2 });
  });

  test('asks a person to type what is to be rotated', async () => {
    const world = await startChannelWorld();
    const refused = await world.channel(['keys', 'rotate', 'webhook', '--local'], { typed: 'yes\n' });
    expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringMatching('nothing was changed')]);
    expect(world.rootSecret().generations).toEqual({});
    expect((await world.channel(['keys', 'rotate', 'webhook', '--local'], { typed: 'webhook\n' })).exitCode).toBe(0);
    expect(world.rootSecret().generations).toEqual({ webhook: 2 });
  });

  test('without a person to ask wants --yes', async () => {
    const world = await startChannelWorld();
    const { exitCode, stderr } = await world.channel(['keys', 'rotate', 'webhook', '--local']);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching('--yes')]);
    expect(world.rootSecret().generations).toEqual({});
  });
});

describe('set-token', () => {
  const empty = { givenSecret: { channelToken: '', crmKey: 'kept' } };

  test('stores a token from stdin beside what else is there', async () => {
    const world = await startChannelWorld(empty);
    const { exitCode, stdout, stderr } = await world.channel(['set-token', '--local'], { stdin: `${TOKEN}\n` });
    expect(exitCode).toBe(0);
    expect(world.givenSecret()).toEqual({ channelToken: TOKEN, crmKey: 'kept' });
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  test('takes a token typed at the terminal, and does not show it', async () => {
    const world = await startChannelWorld(empty);
    const { exitCode, stdout, stderr } = await world.channel(['set-token', '--local'], { typed: `${TOKEN}\n` });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch('Token of the channel VID000000001');
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(world.givenSecret()).toMatchObject({ channelToken: TOKEN });
  });

  test('does not store a token the provider refuses', async () => {
    const world = await startChannelWorld(empty);
    const { exitCode, stderr } = await world.channel(['set-token', '--local'], { stdin: 'not-the-token' });
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching('missing or wrong')]);
    expect(world.givenSecret()).toEqual(empty.givenSecret);
  });

  test('with --no-check asks nobody', async () => {
    const world = await startChannelWorld(empty);
    await world.provider.close();
    expect((await world.channel(['set-token', '--no-check', '--local'], { stdin: 'unknown-token' })).exitCode).toBe(0);
    expect(world.givenSecret()).toMatchObject({ channelToken: 'unknown-token' });
  });

  test('twice changes nothing, and says so', async () => {
    const world = await startChannelWorld();
    const { json } = await world.channel(['set-token', '--local', '--json'], { stdin: TOKEN });
    expect(json()).toEqual({ changed: false, checked: true, connected: true });
  });

  test('stores the token of a channel that is not connected, and says so', async () => {
    const world = await startChannelWorld(empty);
    await world.provider.behave({ connected: false });
    const { exitCode, stdout } = await world.channel(['set-token', '--local'], { stdin: TOKEN });
    expect([exitCode, stdout]).toEqual([3, expect.stringMatching('not connected')]);
    expect(world.givenSecret()).toMatchObject({ channelToken: TOKEN });
  });

  test.each(['', 'two words', 'Bearer x'])('refuses "%s"', async (stdin) => {
    const world = await startChannelWorld();
    const { exitCode, stderr } = await world.channel(['set-token', '--local'], { stdin });
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching('That is no token')]);
  });
});
