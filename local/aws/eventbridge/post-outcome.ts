import type { DestinationTarget } from '../template/stack-model.ts';

/** How one try to post an event ended. */
export type PostOutcome =
  | { kind: 'answer'; status: number; retryAfter?: string }
  /** No answer; `fault` says why, in words for people. */
  | { kind: 'silence'; fault: string };

/** What becomes of an event after a try. */
export type NextStep = { kind: 'done' } | { kind: 'again'; afterMs: number } | { kind: 'giveUp'; reason: string };

/** How often an event was tried, how old it is, and how long it may be tried. */
export type Tries = Pick<DestinationTarget, 'maximumRetries' | 'maximumAgeMs'> & { made: number; ageMs: number };

/** What is tried again beside 5xx ("API destination error codes" in the EventBridge User Guide). */
const RETRIED = new Set([401, 407, 409, 429]);

/**
 * EventBridge backs off exponentially with jitter, and says no more of it than that it makes 185 retries in 24 hours:
 * from one second, doubling, up to ten minutes comes to that, with half of each wait left to chance.
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

/** Whether an event is past the age at which it is tried once more. */
export const isTooOld = ({ ageMs, maximumAgeMs }: Pick<Tries, 'ageMs' | 'maximumAgeMs'>): boolean =>
  ageMs > maximumAgeMs;

function backoffMs(made: number, random: () => number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (made - 1), LONGEST_WAIT_MS);
  return longest * (0.5 + random() / 2);
}

/** `Retry-After` in seconds or as a date; a negative one asks for no further try. A date is by the outside's clock. */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^-?\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

const describe = (outcome: PostOutcome): string =>
  outcome.kind === 'answer' ? `it answered ${outcome.status}` : outcome.fault;
