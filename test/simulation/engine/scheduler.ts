type Step = { at: number; order: number; label: string; run: () => void; isBackground: boolean; isCancelled: boolean };

export type Cancel = () => void;

/** The clock of a simulated world, and its pending events. */
export type Scheduler = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Schedules an event this many milliseconds from now. */
  after(ms: number, label: string, run: () => void): Cancel;
  /** Schedules an event that does not keep the world running, such as an item's expiry. */
  afterInBackground(ms: number, label: string, run: () => void): Cancel;
  /**
   * Runs all events, each followed by the functions' reactions to it, until none is left that keeps the world running,
   * or until `until`. Returns whether none is left.
   */
  run(until: number): Promise<boolean>;
  steps(): number;
};

/** Far more than any story of some days takes: beyond it, something loops forever. */
const MOST_STEPS = 60_000;

const isBefore = (one: Step, other: Step) => one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Step[], step: Step): void {
  let at = heap.push(step) - 1;
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (!parent || !isBefore(step, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = step;
}

/** The index of the earlier of the two children of `at`, or none. */
function earlierChild(heap: Step[], at: number): number | undefined {
  const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
  if (!left) return undefined;
  return right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
}

function pop(heap: Step[]): Step | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let at = 0;
  for (let childAt = earlierChild(heap, at); childAt !== undefined; childAt = earlierChild(heap, at)) {
    const child = heap[childAt];
    if (!child || !isBefore(child, last)) break;
    heap[at] = child;
    at = childAt;
  }
  heap[at] = last;
  return first;
}

/** Waits until all promises that can settle have done so: a tick comes after them. Nothing here waits longer. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export function createScheduler(
  startsAt: number,
  onStep: (at: number, label: string) => void,
  mostSteps = MOST_STEPS,
): Scheduler {
  const heap: Step[] = [];
  let now = startsAt;
  let order = 0;
  let foreground = 0;
  let steps = 0;

  function add(ms: number, label: string, run: () => void, isBackground: boolean): Cancel {
    const step: Step = { at: now + Math.max(0, Math.round(ms)), order, label, run, isBackground, isCancelled: false };
    order += 1;
    if (!isBackground) foreground += 1;
    push(heap, step);
    return () => {
      if (!step.isCancelled && !isBackground) foreground -= 1;
      step.isCancelled = true;
    };
  }

  function take(step: Step): void {
    if (!step.isBackground) foreground -= 1;
    // An event that has run can no longer be cancelled.
    step.isCancelled = true;
    now = step.at;
    steps += 1;
    if (steps > mostSteps) throw new Error(`The story does not come to an end: ${mostSteps} steps so far.`);
    onStep(now, step.label);
    step.run();
  }

  return {
    now: () => now,
    after: (ms, label, run) => add(ms, label, run, false),
    afterInBackground: (ms, label, run) => add(ms, label, run, true),
    steps: () => steps,
    async run(until) {
      while (foreground > 0) {
        const next = pop(heap);
        if (!next || next.at > until) return false;
        if (next.isCancelled) continue;
        take(next);
        await settled();
      }
      return true;
    },
  };
}
