/** What has to be closed, collected while it is opened. */
export type Closers = {
  add(close: () => Promise<void> | void): void;
  /** Closes everything, the last opened first; a second call does nothing more. */
  closeAll(): Promise<void>;
};

function createClosers(): Closers {
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

/** Starts something that opens many things. If that fails, what was opened before is closed again. */
export async function startOrClose<T>(start: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = createClosers();
  try {
    return await start(closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}
