import type { Instant } from '../../functions/shared/domain/time/instant.ts';

/** One thing that happened, or is planned, in the story of an invitation. It names no customer. */
export type Happening = {
  at: Instant;
  /** A sentence without its full stop. */
  what: string;
  /** Where it is known from: the stack's table, the log of one of its functions, or the CRM's dead-letter queue. */
  from: 'table' | 'log' | 'dead letters';
  /** The function whose log has it. */
  function?: string;
  /** The line as it stands in the log. */
  line?: Record<string, unknown>;
};

/** A sentence about a time that may not have come: none, if it has not. */
export const fact = (at: Instant | undefined, what: string): Happening[] => (at ? [{ at, what, from: 'table' }] : []);

/** The order of time; of what happened at the same time, the order in which it is given. */
export const inOrderOfTime = (happenings: readonly Happening[]): Happening[] =>
  happenings.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
