import type { Contract } from '../../functions/shared/contract/contract.ts';
import { DUE_SHARDS, EVERY_DUE_SHARD } from '../../functions/shared/store/table/keys.ts';

/** Lambda's least for a queue. */
const FEWEST = 2;
/** Where an account has room, so many take what comes one by one. */
const SOME = 5;
/** Invitations that a sender has turns for in a second. It bears more, so that the turns decide (docs/benchmark.md, "Throughput"). */
const SENDS_EACH = 7;
/** Bookings of which one worker tells the customers in a second, likewise. */
const TOLD_EACH = 1.5;

/** How many runs of a kind the stack's own work takes at once. */
export type WorkAtOnce = {
  /** Of the function that sends what was asked for in bulk. */
  senders: number;
  /** Of the function that tells customers of their bookings: where each invitation becomes a booking, as many as are sent. */
  tellers: number;
  /** Of each other function behind a queue. */
  workers: number;
  /** The shards of due items that each run of reconcile works off. */
  reconciled: number[][];
  /**
   * Batches of each shard of the stream that bookings are settled from at a time. To announce facts takes so little that one
   * is enough for all that a shard can bring.
   */
  settledOfShard: number;
};

/**
 * How much of the account's room the stack's own work may take, as the contract says. A new account runs ten functions at
 * once. Nothing can be reserved there, so webhooks have the room that the rest leaves: each kind of work gets the least
 * that there is.
 */
export function workAtOnce({
  concurrency,
  sending: { perSecond },
}: Pick<Contract, 'concurrency' | 'sending'>): WorkAtOnce {
  if (concurrency === 'new-account') {
    return { senders: FEWEST, tellers: FEWEST, workers: FEWEST, reconciled: [[...EVERY_DUE_SHARD]], settledOfShard: 1 };
  }
  return {
    senders: Math.max(SOME, Math.ceil(perSecond / SENDS_EACH)),
    tellers: Math.max(SOME, Math.ceil(perSecond / TOLD_EACH)),
    workers: SOME,
    reconciled: Array.from({ length: DUE_SHARDS }, (_, shard) => [shard]),
    settledOfShard: 2,
  };
}
