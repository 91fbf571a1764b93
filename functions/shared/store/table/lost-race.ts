import { setTimeout as wait } from 'node:timers/promises';

/** Lost races are read and decided again this often; each loser lost to somebody who got further. */
export const TRIES = 20;

const STEP_MS = 20;
const LONGEST_MS = 300;

/** Too many write at once: nothing was written, and a repeat may well succeed. */
export class Contention extends Error {
  override name = 'Contention';
}

/** Lets others go first after the so many-th race, from 1, that was lost: at random, so that they do not meet again. */
export const pauseAfter = (attempt: number): Promise<void> =>
  wait(Math.min(attempt * STEP_MS, LONGEST_MS) * Math.random());
