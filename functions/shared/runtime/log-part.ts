import { AsyncLocalStorage } from 'node:async_hooks';

/** What the log lines of one part of a run are about: ids, and nothing personal. */
export type LogIds = Record<string, string | number>;

const parts = new AsyncLocalStorage<LogIds>();

/**
 * Does one part of a run: an element of a webhook, a message of a queue, a record of the stream. All lines that it logs
 * carry these ids, and none that other parts log at the same time.
 */
export const logPart = <Result>(ids: LogIds, work: () => Promise<Result>): Promise<Result> =>
  parts.run({ ...parts.getStore(), ...ids }, work);

/** The ids of the part that is being done; `undefined` outside of all parts. They can be added to. */
export const idsOfPart = (): LogIds | undefined => parts.getStore();
