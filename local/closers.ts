/** What has to be closed, collected while it is opened. */
export type Closers = {
  add(close: () => Promise<void> | void): void;
  /** Closes everything, the last opened first; a second call does nothing more. */
  closeAll(): Promise<void>;
};

export function createClosers(): Closers {
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  }

  return {
    add: (close) => void closers.push(close),
    closeAll() {
      closing ??= closeAll();
      return closing;
    },
  };
}
