import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dice } from './dice.ts';
import type { Cancel } from './scheduler.ts';

/** Where clocks differ, each is so far ahead or behind at most: two then differ by 30 s. */
export const MOST_AHEAD_MS = 15_000;

/** One run of a function, as Lambda sees it. */
export type Invocation = {
  /** Its name within the story, the same in every run of the same story. */
  key: string;
  functionName: string;
  startedAt: number;
  /** By how much its clock is ahead of the true time, in ms. */
  aheadMs: number;
  /** Its time limit, in milliseconds since 1970. */
  deadline: number;
  /** It has answered or died: none of its code runs any more. */
  isOver: boolean;
  /** The number of external calls so far, which names each. */
  calls: number;
  /** The number of table calls so far. */
  tableCalls: number;
  /** Its timers, which end with it. */
  timers: Cancel[];
  dice: Dice;
  /** Ends it without an answer. */
  die(how: 'crashed' | 'timed-out'): void;
};

const running = new AsyncLocalStorage<Invocation>();

/** The run whose code is executing; undefined outside of all functions. */
export const currentInvocation = (): Invocation | undefined => running.getStore();

export const runAs = <T>(invocation: Invocation, code: () => T): T => running.run(invocation, code);

/** A promise that never settles. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
