import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIn, startChannelWorld } from './support/channel-world.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('the command line', () => {
  test('explains itself: every verb, the exit codes, and the order of things', async () => {
    const { exitCode, stdout, stderr } = await runIn(temporaryFolder(), ['--help']);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const verb of ['status', 'keys', 'register', 'unregister', 'set-token', 'templates', 'publish-flow', 'send']) {
      expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
      const help = await runIn(temporaryFolder(), [verb, '--help']);
      expect([help.exitCode, help.stdout]).toEqual([0, expect.stringMatching(/Examples:\n {2}npm run channel -- /)]);
      expect(help.stdout).toMatch('--local');
    }
    expect(stdout).toMatch('Exit codes:');
  });

  test.each([
    ['no verb', []],
    ['an unknown verb', ['conquer']],
    ['an unknown option', ['status', '--colour']],
    ['too many operands', ['status', 'now']],
    ['a missing operand', ['send']],
    ['an unknown purpose', ['keys', 'rotate', 'door']],
    ['a time that is none', ['send', '34600000001', '--timeout', 'soon']],
    ['a Flow id that is none', ['publish-flow', '--flow-id', 'mine']],
    ['options that exclude each other', ['status', '--local', '--stack', 'clinic']],
    ['a token asked for beside a stack', ['templates', '--ask-token', '--local']],
  ])('with %s ends with 2 and says why on stderr', async (_, argv) => {
    const world = await startChannelWorld();
    const { exitCode, stdout, stderr } = await world.channel(argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('takes the common options before and after the verb', async () => {
    const world = await startChannelWorld();
    expect((await world.channel(['--local', '--json', 'keys'])).json()).toMatchObject({ api: world.api });
  });

  test('prints lines to paste that are for the same stack', async () => {
    const world = await startChannelWorld();
    const argv = ['keys', 'rotate', 'webhook', '--yes', '--local'];
    const { stdout } = await world.channel(argv);
    expect(stdout).toContain('run "npm run channel -- --local register"');
    const { next } = (await world.channel([...argv, '--json'])).json();
    expect(next).toContain('run "npm run channel -- --local register"');
  });

  test('prints a failure with a line to paste that is for the same stack', async () => {
    const world = await startChannelWorld({ givenSecret: {} });
    const { stderr } = await world.channel(['status', '--local']);
    expect(stderr).toContain('"npm run channel -- --local set-token"');
  });

  test('says that no local stack is running', async () => {
    const { exitCode, stdout, stderr } = await runIn(temporaryFolder(), ['status', '--local', '--json']);
    expect([exitCode, stderr]).toEqual([1, 'No local stack is running: start it with "npm start".\n']);
    expect(JSON.parse(stdout)).toEqual({ error: stderr.trim() });
  });

  test('says what is wrong with the contract', async () => {
    const folder = temporaryFolder();
    expect((await runIn(folder, ['status'])).stderr).toMatch(/cdk\.json cannot be read/);
    writeFileSync(join(folder, 'cdk.json'), '{"context":{"contract":{"name":"Clinic"}}}');
    const { exitCode, stderr } = await runIn(folder, ['status']);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^The contract \(cdk\.json.*name: must be lower-case/),
    ]);
  });
});
