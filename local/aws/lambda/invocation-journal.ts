/** One finished invocation of a function, for display. */
export type Invocation = {
  requestId: string;
  /** The function's short name, for display. */
  function: string;
  /** When the invocation began: ISO, UTC, by the stack's clock. */
  at: string;
  durationMs: number;
  /** `success`, or the type of the error. */
  status: string;
  /** The event as JSON: it may hold secrets in headers and paths. */
  event: string;
  /** The result as JSON; undefined after an error. */
  result: string | undefined;
};

/** The newest invocations of all functions, in memory only. */
export type InvocationJournal = {
  add(invocation: Invocation): void;
  /** In the order in which they ended, oldest first. */
  recent(): readonly Invocation[];
  /** Calls `listener` after each new entry, until the returned function is called. */
  subscribe(listener: (invocation: Invocation) => void): () => void;
};

/** Limits the memory that a burst of large webhooks can take. */
const LARGEST_JOURNAL_CHARACTERS = 16 * 1024 * 1024;

const sizeOf = ({ event, result }: Invocation) => event.length + (result?.length ?? 0);

export function createInvocationJournal(): InvocationJournal {
  const invocations: Invocation[] = [];
  const listeners = new Set<(invocation: Invocation) => void>();
  let characters = 0;
  return {
    add(invocation) {
      invocations.push(invocation);
      characters += sizeOf(invocation);
      let gone = 0;
      while (characters > LARGEST_JOURNAL_CHARACTERS && gone < invocations.length) {
        const oldest = invocations[gone];
        characters -= oldest ? sizeOf(oldest) : 0;
        gone += 1;
      }
      if (gone > 0) invocations.splice(0, gone);
      for (const listener of listeners) listener(invocation);
    },
    recent: () => [...invocations],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
