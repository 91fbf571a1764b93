import { AsyncLocalStorage } from 'node:async_hooks';
import type { Dice } from './dice.ts';
import type { Cancel } from './scheduler.ts';

/** One run of a function, as Lambda sees it. */
export type Invocation = {
  /** Names it within the story, the same in every run of the same story. */
  key: string;
  functionName: string;
  startedAt: number;
  /** When Lambda ends it. Milliseconds since 1970. */
  deadline: number;
  /** It has answered or died: none of its code runs any more. */
  isOver: boolean;
  /** Calls to the outside so far, which names each. */
  calls: number;
  /** Calls to the table so far. */
  tableCalls: number;
  /** Its timers: they end with it. */
  timers: Cancel[];
  dice: Dice;
  /** Ends it without an answer. */
  die(how: 'crashed' | 'timed-out'): void;
};

const running = new AsyncLocalStorage<Invocation>();

/** The run whose code is running. Outside of all functions there is none. */
export const currentInvocation = (): Invocation | undefined => running.getStore();

export const runAs = <T>(invocation: Invocation, code: () => T): T => running.run(invocation, code);

/** What code waits for that never goes on. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
