import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ForkedStackOptions } from '../../local/forked-stack.ts';
import { synthesizedStack } from '../support/synthesized-stack.ts';

/** A whole stack starts, which takes long on a busy machine. */
const BOUND_MS = 90_000;

function forkStack(options: ForkedStackOptions) {
  const path = join(import.meta.dirname, '..', '..', 'local', 'forked-stack.ts');
  const child = fork(path, [JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return { child, told: once(child, 'message'), ended: once(child, 'exit') };
}

test('a stack in a process of its own says where it is, lives through Ctrl-C, and stops when it is let go of', {
  timeout: BOUND_MS,
}, async () => {
  const { child, told, ended } = forkStack({ assembly: await synthesizedStack() });
  const [{ endpoints, channelToken }] = await told;
  child.kill('SIGINT');
  expect((await fetch(`${endpoints.api}/_local/queues`)).status).toBe(200);
  expect(channelToken).toEqual(expect.any(String));
  child.disconnect();
  expect(await ended).toEqual([0, null]);
  await expect(fetch(endpoints.api)).rejects.toThrow();
});

test('one that cannot start says why in one sentence, and ends', async () => {
  const { told, ended } = forkStack({ assembly: '/nowhere' });
  const [message] = await told;
  expect(message).toEqual({ failure: expect.stringMatching(/^[^\n]+$/) });
  await ended;
});
