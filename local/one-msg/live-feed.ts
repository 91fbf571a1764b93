/** A change for live views: a message, a status, a request, a webhook, the clock … */
export type Change = { kind: string; data: unknown };

/** Reports each change to all listeners, at once and in order. */
export type LiveFeed = {
  publish(kind: string, data: unknown): void;
  /** Calls `listener` for every change, until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void;
};

export function createLiveFeed(): LiveFeed {
  const listeners = new Set<(change: Change) => void>();
  return {
    publish(kind, data) {
      for (const listener of listeners) listener({ kind, data });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
