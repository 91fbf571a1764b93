import type { DestinationTarget } from '../template/stack-model.ts';

/** The outcome of one try to post an event. */
export type PostOutcome =
  | { kind: 'answer'; status: number; retryAfter?: string }
  /** No answer; `fault` gives the reason in plain words. */
  | { kind: 'silence'; fault: string };

/** The next step for an event after a try. */
export type NextStep = { kind: 'done' } | { kind: 'again'; afterMs: number } | { kind: 'giveUp'; reason: string };

/** An event's number of tries, its age, and its limits. */
export type Tries = Pick<DestinationTarget, 'maximumRetries' | 'maximumAgeMs'> & { made: number; ageMs: number };

/** Retried besides 5xx ("API destination error codes" in the EventBridge User Guide). */
const RETRIED = new Set([401, 407, 409, 429]);

/**
 * EventBridge documents only exponential backoff with jitter and 185 retries in 24 hours. Delays that double from one
 * second to ten minutes, each half random, give that count.
 */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 600_000;

/** @param random from 0 up to but not including 1 */
export function decideNext(outcome: PostOutcome, tries: Tries, random: () => number): NextStep {
  const reason = describe(outcome);
  if (outcome.kind === 'answer') {
    const { status } = outcome;
    if (status >= 200 && status < 300) return { kind: 'done' };
    if (status < 500 && !RETRIED.has(status)) return { kind: 'giveUp', reason };
  }
  const askedForMs = outcome.kind === 'answer' ? retryAfterMs(outcome.retryAfter) : undefined;
  const isAskedToStop = askedForMs !== undefined && askedForMs < 0;
  if (isAskedToStop || tries.made > tries.maximumRetries || isTooOld(tries)) return { kind: 'giveUp', reason };
  return { kind: 'again', afterMs: Math.max(backoffMs(tries.made, random), askedForMs ?? 0) };
}

/** Whether an event is too old for another try. */
export const isTooOld = ({ ageMs, maximumAgeMs }: Pick<Tries, 'ageMs' | 'maximumAgeMs'>): boolean =>
  ageMs > maximumAgeMs;

function backoffMs(made: number, random: () => number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (made - 1), LONGEST_WAIT_MS);
  return longest * (0.5 + random() / 2);
}

/** `Retry-After` in seconds or as a date; a negative number forbids a retry. A date follows the machine's clock. */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^-?\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

const describe = (outcome: PostOutcome): string =>
  outcome.kind === 'answer' ? `it answered ${outcome.status}` : outcome.fault;
