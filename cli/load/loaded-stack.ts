import { fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Endpoints } from '../../local/endpoints.ts';
import { EXIT, VerbFailure } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import type { Stack } from '../stack/stack.ts';

/** What is loaded. `isShared`: others use it, so it has to be confirmed. */
export type LoadedStack = { stack: Stack; isShared: boolean; stop(): Promise<void> };

/** Which stack is meant: the deployed one at an address, the one that `npm start` runs, or one that is started for it. */
export type Meant = {
  url?: string | undefined;
  local?: boolean | undefined;
  stack?: string | undefined;
  contract?: string | undefined;
};

const FORKED_STACK = join(import.meta.dirname, '..', '..', 'local', 'forked-stack.ts');

const withoutEnd = (url: string): string => url.replace(/\/+$/, '');

const keep = async (): Promise<void> => undefined;

/** What the process of a local stack sends (`local/forked-stack.ts`). */
const Forked = z.union([z.object({ endpoints: Endpoints }), z.object({ failure: z.string() })]);

/**
 * Starts a stack in memory, with the deployed bundles, and a simulated provider beside it. They are in a process of their own, so
 * that they do not hold back what is sent to them.
 */
async function startOwn(contract: string | undefined): Promise<LoadedStack> {
  const options = contract === undefined ? {} : { context: { contract } };
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = fork(FORKED_STACK, [JSON.stringify(options)], { stdio });
  const ended = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), ended.then(() => [{ failure: 'The local stack ended.' }])]);
  const forked = Forked.parse(told[0]);
  if ('failure' in forked) throw new VerbFailure(forked.failure);
  const { localStackAt } = await import('../stack/local-stack.ts');
  return {
    stack: localStackAt(forked.endpoints),
    isShared: false,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

/**
 * Opens the stack to load. A deployed one is loaded only if its address is given too, so that no load meets another stack than
 * the one that somebody thought of.
 * @throws VerbFailure if the address is another stack's, or a stack is named without its address
 */
export async function openLoadedStack(
  session: Session,
  { url, local, stack: name, contract }: Meant,
): Promise<LoadedStack> {
  if (url === undefined && name !== undefined)
    throw new VerbFailure('To load a deployed stack, give its address with --url, too.', EXIT.wrongUsage);
  if (url === undefined && !local) return session.progress.during('Starting a local stack', () => startOwn(contract));
  const stack = await session.stack();
  if (url !== undefined && withoutEnd(url) !== withoutEnd(stack.api))
    throw new VerbFailure(`--url is not the address of ${stack.label}, which is ${stack.api}.`, EXIT.wrongUsage);
  return { stack, isShared: !local, stop: keep };
}
