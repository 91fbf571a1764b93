/** One finished invocation of a function, for people who look into the running stack. */
export type Invocation = {
  requestId: string;
  /** What people call the function. */
  function: string;
  /** When it was given the event: ISO, UTC, on the stack's clock. */
  at: string;
  durationMs: number;
  /** `success`, or the type of the error it ended with. */
  status: string;
  /** What it was given, as JSON: it may hold secrets in headers and paths. */
  event: string;
  /** What it answered, as JSON; undefined if it failed. */
  result: string | undefined;
};

/** The newest invocations of all functions, in memory only. */
export type InvocationJournal = {
  add(invocation: Invocation): void;
  /** Oldest first, in the order in which they ended. */
  recent(): readonly Invocation[];
  /** Calls `listener` after each one that is added, until the function it answers is called. */
  subscribe(listener: (invocation: Invocation) => void): () => void;
};

/** A burst of large webhooks must not fill the machine's memory. */
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
