/** Collects what was opened, to close it later. */
export type Closers = {
  add(close: () => Promise<void> | void): void;
  /** Closes everything, the last opened first; a second call has no effect. */
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

/** Runs a start that opens several things. If it fails, everything opened so far is closed again. */
export async function startOrClose<T>(start: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = createClosers();
  try {
    return await start(closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}
