import type { MessageId } from './delivery.ts';
import { type Failure, REACTIONS } from './failure.ts';
import { type Instant, later } from './instant.ts';

/** What an attempt's outcome means for its invitation. */
export type Settlement =
  | { kind: 'accepted'; messageId: MessageId }
  | { kind: 'rejected'; failure: Failure }
  | { kind: 'retrying'; failure: Failure; retryAt: Instant }
  | { kind: 'unknown' };

/** How often an invitation is tried at most. */
export const MAX_ATTEMPTS = 4;

/** What follows from a definite refusal of attempt `number` (from 1): another try later, or the end. */
export function settleRefusal(failure: Failure, number: number, at: Instant, retryAfterMs = 0): Settlement {
  const reaction = REACTIONS[failure.reason];
  if (reaction.kind !== 'retry' || number >= MAX_ATTEMPTS) return { kind: 'rejected', failure };
  const delayMs = reaction.delaysMs[number - 1] ?? reaction.delaysMs.at(-1) ?? 0;
  return { kind: 'retrying', failure, retryAt: later(at, Math.max(delayMs, retryAfterMs)) };
}
