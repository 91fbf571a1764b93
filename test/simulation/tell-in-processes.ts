import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pMapIterable } from 'p-map';
import type { Told } from './tell-here.ts';

/** How many stories each process may be ahead of the one that is waited for: some take a hundred times as long as others. */
const AHEAD = 50;

const startOne = (bookingsInTwoYears: number | undefined): ChildProcess =>
  fork(
    path.join(import.meta.dirname, 'storyteller.ts'),
    bookingsInTwoYears === undefined ? [] : [String(bookingsInTwoYears)],
    // Node says that it may change how it strips types, which the loader of the functions has it do.
    { serialization: 'advanced', execArgv: ['--disable-warning=ExperimentalWarning'] },
  );

/** Throws if the process ends instead of telling. */
async function ask(child: ChildProcess, seed: number): Promise<Told> {
  child.send(seed);
  const isOver = new AbortController();
  const { signal } = isOver;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`The process that told the story of seed ${seed} ended with ${code}.`);
  });
  // Only the storyteller sends.
  const told = once(child, 'message', { signal }).then(([message]) => message as Told);
  try {
    return await Promise.race([told, ended]);
  } finally {
    isOver.abort();
    await Promise.allSettled([told, ended]);
  }
}

/**
 * Tells the stories of these seeds in so many processes at once, and gives them in the order of the seeds. The processes
 * end with it, also if not all stories are taken.
 */
export async function* tellInProcesses(
  seeds: Iterable<number>,
  count: number,
  bookingsInTwoYears: number | undefined,
): AsyncGenerator<Told> {
  const all = Array.from({ length: count }, () => startOne(bookingsInTwoYears));
  const free = [...all];
  const tell = async (seed: number): Promise<Told> => {
    const child = free.pop();
    if (!child) throw new Error('More stories were asked for at once than there are processes.');
    const told = await ask(child, seed);
    free.push(child);
    return told;
  };
  try {
    yield* pMapIterable(seeds, tell, { concurrency: count, backpressure: count * AHEAD });
  } finally {
    for (const child of all) child.kill('SIGKILL');
  }
}
