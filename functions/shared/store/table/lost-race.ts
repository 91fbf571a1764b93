import { setTimeout as wait } from 'node:timers/promises';

/** Lost races are read and decided again this often; each loser lost to somebody who got further. */
export const TRIES = 20;

const STEP_MS = 20;
const LONGEST_MS = 300;

/** Too many write at once: nothing was written, and a repeat may well succeed. */
export class Contention extends Error {
  override name = 'Contention';
}

/** The longest pause after the so many-th race, from 1, that was lost, in milliseconds. */
export const longestPauseAfter = (attempt: number): number => Math.min(attempt * STEP_MS, LONGEST_MS);

/** Lets others go first after the so many-th race, from 1, that was lost: at random, so that they do not meet again. */
export const pauseAfter = (attempt: number): Promise<void> => wait(longestPauseAfter(attempt) * Math.random());

/** What a turn gives that lost to somebody faster: nothing was written. */
export const LOST = Symbol('lost');

/**
 * Reads, decides and writes anew until nobody else was faster, and returns what that turn gives. The turns count from 1.
 * Throws `Contention` after so many that were `LOST`.
 */
export async function untilWritten<T>(turn: (attempt: number) => Promise<T | typeof LOST>, tries = TRIES): Promise<T> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const given = await turn(attempt);
    if (given !== LOST) return given;
    await pauseAfter(attempt);
  }
  throw new Contention('Too many write the same at once.');
}
