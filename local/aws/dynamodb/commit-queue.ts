import type { AbstractBatchOperation } from 'abstract-level';
import type { Database } from './database.ts';

export type Operation = AbstractBatchOperation<Database, string, unknown>;

/** Writes to a database in the order they were asked for; what waits meanwhile goes together in one batch. */
export type CommitQueue = {
  /**
   * Writes all the operations or none. Resolves when the operating system has them, so that they survive the end of
   * this process. After one failure everything later fails too: nothing may be written after a gap.
   */
  commit(operations: Operation[]): Promise<void>;
  /** Resolves when nothing is waiting or under way. */
  settled(): Promise<void>;
};

export function createCommitQueue(database: Database): CommitQueue {
  let waiting: { operations: Operation[]; resolve: () => void; reject: (error: Error) => void }[] = [];
  let writing: Promise<void> | undefined;
  let failure: Error | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (failure) throw failure;
        await database.batch(batch.flatMap(({ operations }) => operations));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        failure ??= new Error("The table's stream cannot be written: make room on the disk and start again.", {
          cause: error,
        });
        for (const { reject } of batch) reject(failure);
      }
    }
    writing = undefined;
  }

  return {
    commit(operations) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ operations, resolve, reject });
      writing ??= writeAll();
      return promise;
    },
    settled: async () => writing,
  };
}
