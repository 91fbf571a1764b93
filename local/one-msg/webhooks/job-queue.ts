export type JobQueue = {
  /** Adds a job. If the queue is full, it rejects the job and returns false. */
  add(job: () => Promise<void>): boolean;
  /** Drops the jobs that have not started. */
  clear(): void;
};

/** Runs jobs in order, `concurrency()` at a time, and holds at most `limit` waiting ones. */
export function createJobQueue(limit: number, concurrency: () => number): JobQueue {
  let waiting: (() => Promise<void>)[] = [];
  /** The number of started jobs at the front of `waiting`: cutting them rarely is cheaper than a shift for each. */
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
