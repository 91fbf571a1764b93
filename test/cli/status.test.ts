import { describe, expect, test } from 'vitest';
import { startChannelWorld } from './support/channel-world.ts';

describe('status', () => {
  test('says that all is well once the stack is registered', async () => {
    const world = await startChannelWorld();
    await world.channel(['register', '--local']);
    const { exitCode, stdout, stderr } = await world.channel(['status', '--local']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch('All is well.');
    expect(stdout).toMatch(`${world.api}/webhooks/…/flow-completion  (this stack)`);
  });

  test('says what is missing on a new channel, and what to do', async () => {
    const world = await startChannelWorld();
    const { exitCode, stdout } = await world.channel(['status', '--local']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/None of this stack's URLs is registered.*npm run channel -- --local register/);
    expect((await world.channel(['status', '--local', '--json'])).json()).toMatchObject({
      connected: true,
      acksOn: false,
      webhooks: [],
      findings: ['not-registered', 'acks-off'],
    });
  });

  test('notices each thing that is not as it should be', async () => {
    const world = await startChannelWorld();
    const findings = async () => (await world.channel(['status', '--local', '--json'])).json()['findings'];
    await world.channel(['register', '--local']);
    const { all, messages, delivery, flowCompletion } = world.own();

    await world.provider.call('POST', 'webhook', { webhookUrl: [messages, 'https://crm.example'] });
    expect(await findings()).toEqual(['partly-registered']);
    await world.provider.call('POST', 'webhook', { webhookUrl: [messages, delivery, flowCompletion, all] });
    expect(await findings()).toEqual(['registered-twice']);
    await world.provider.call('POST', 'webhook', { webhookUrl: all });
    expect(await findings()).toEqual([]);
    await world.channel(['keys', 'rotate', 'webhook', '--yes', '--local']);
    expect(await findings()).toEqual(['earlier-key']);
    await world.provider.behave({ connected: false });
    expect(await findings()).toEqual(['disconnected', 'earlier-key']);
  });

  test('tells a wrong token, and how to put the right one', async () => {
    const world = await startChannelWorld({ givenSecret: { channelToken: 'wrong-token' } });
    const { exitCode, stderr } = await world.channel(['status', '--local']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/channel token is missing or wrong \(401.*npm run channel -- --local set-token/);
    expect(stderr).not.toContain('wrong-token');
  });

  test('tells that no token is stored yet', async () => {
    const world = await startChannelWorld({ givenSecret: { channelToken: '' } });
    const { exitCode, stderr } = await world.channel(['status', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^No channel token is stored.*set-token/)]);
  });

  test('tells that the provider cannot be reached', async () => {
    const world = await startChannelWorld();
    await world.provider.close();
    const { exitCode, stderr } = await world.channel(['status', '--local']);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching('could not be reached')]);
  });
});
