export type JobQueue = {
  /** Adds a job. Answers false, and does not take it, when the queue is full. */
  add(job: () => Promise<void>): boolean;
  /** Forgets the jobs that have not started. */
  clear(): void;
};

/** Runs jobs in order, a few at a time (`concurrency` is asked before each), and holds at most `limit` waiting ones. */
export function createJobQueue(limit: number, concurrency: () => number): JobQueue {
  let waiting: (() => Promise<void>)[] = [];
  /** Taken from the front of `waiting`: cutting it once in a while is cheaper than a shift for each job. */
  let taken = 0;
  let running = 0;

  function startNext() {
    while (running < concurrency() && taken < waiting.length) {
      const job = waiting[taken];
      taken += 1;
      if (job) void run(job);
    }
    if (taken > 1000 || taken === waiting.length) {
      waiting = waiting.slice(taken);
      taken = 0;
    }
  }

  async function run(job: () => Promise<void>) {
    running += 1;
    try {
      await job();
    } finally {
      running -= 1;
      startNext();
    }
  }

  return {
    add(job) {
      if (waiting.length - taken >= limit) return false;
      waiting.push(job);
      startNext();
      return true;
    },
    clear() {
      waiting = [];
      taken = 0;
    },
  };
}
