import type { Item } from './stream-record.ts';

/** Lets work on the same item happen one after the other, in the order it was asked for; other work is concurrent. */
export type ItemLocks = {
  /** Runs `work` once nobody else holds any of the items, and holds them until it has ended. */
  hold<T>(items: string[], work: () => Promise<T>): Promise<T>;
  /** Lets nobody hold anything any more: all work that has not begun fails for this reason. */
  refuse(reason: Error): void;
};

/** One name per item; numbers that are written differently and equal share it. */
export const lockName = (keys: Item): string =>
  JSON.stringify(Object.values(keys).map((value) => (value.N === undefined ? value : Number(value.N))));

export function createItemLocks(): ItemLocks {
  /** The last work queued for each item; it never rejects. */
  const tails = new Map<string, Promise<void>>();
  let refusal: Error | undefined;

  return {
    async hold(items, work) {
      const held = [...new Set(items)];
      const ahead = held.map((item) => tails.get(item));
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      // All places in the queues are taken in one step, so two pieces of work can never wait for each other.
      for (const item of held) tails.set(item, ended);
      await Promise.all(ahead);
      try {
        if (refusal) throw refusal;
        return await work();
      } finally {
        end();
        for (const item of held) if (tails.get(item) === ended) tails.delete(item);
      }
    },
    refuse(reason) {
      refusal ??= reason;
    },
  };
}
