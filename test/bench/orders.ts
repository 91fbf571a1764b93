/** What the bench and the process of a function say to each other. */

/** Events for one function, run one after the other. */
export type Order = { handlerFile: string; functionName: string; events: unknown[] };
/** What became of them: the last result, what all took together, and the most memory the process ever held. */
export type Measured = {
  result: unknown;
  wallMs: number;
  cpuMs: number;
  loggedBytes: number;
  metricBytes: number;
  /** Of the lines that tell of a whole batch: what they have however long it is. */
  batchLineBytes: number;
  heldMb: number;
};
export type Outcome = Measured | { failed: string };

/** Asks what of the heap is in use after a collection: the answer is a number of MB. */
export const HEAP = 'heap';

/** Sets how far the process's clock is ahead of the machine's. There is no answer. */
export type ClockOrder = { aheadMs: number };
