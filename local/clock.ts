/**
 * The one clock of the local stack: the provider's simulator, the table, the queues, the schedules and the functions.
 * It runs at the speed of the machine's clock and can be moved forward, never back.
 */
export type Clock = {
  /** The current time for the whole local stack. */
  now(): Date;
  /** Moves the clock forward by a number of seconds (0 or more, fractions allowed). Otherwise throws a `RangeError`. */
  advance(seconds: number): void;
  /** Calls `listener` with the new offset after each move forward, in the order of registration. */
  onAdvance(listener: (offsetMs: number) => void): void;
  /** How far this clock is ahead of the machine's, in milliseconds. */
  readonly offsetMs: number;
};

/** A clock that is ahead of the machine's by `offsetMs` milliseconds. */
export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs;
  const listeners: ((offsetMs: number) => void)[] = [];
  return {
    now: () => new Date(Date.now() + offset),
    advance(seconds) {
      if (!(seconds >= 0 && Number.isFinite(seconds))) {
        throw new RangeError('The clock moves forward only: give a number of seconds, 0 or more.');
      }
      offset += Math.round(seconds * 1000);
      for (const listener of listeners) listener(offset);
    },
    onAdvance(listener) {
      listeners.push(listener);
    },
    get offsetMs() {
      return offset;
    },
  };
}
