/** What the simulator tells the phone of. */
const KINDS = ['message', 'status', 'refusal', 'customer', 'clock', 'reset'] as const;
export type ChangeKind = (typeof KINDS)[number];

/** The parts of a change the phone looks at. */
export type Change = { kind: ChangeKind; customer: string | undefined };

type Listener = {
  /** After the connection was made, the first time or again: whatever happened in between was not told. */
  connected(): void;
  lost(): void;
  changed(change: Change): void;
};

/** Listens to the simulator's stream of changes; the browser reconnects by itself. */
export function listenToChanges({ connected, lost, changed }: Listener): () => void {
  const source = new EventSource(`/_sim/stream?kinds=${KINDS.join(',')}`);
  source.onopen = connected;
  source.onerror = lost;
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }) => changed({ kind, customer: customerIn(JSON.parse(data)) }));
  }
  return () => source.close();
}

function customerIn(data: unknown): string | undefined {
  const isNamed = typeof data === 'object' && data !== null && 'customer' in data;
  return isNamed && typeof data.customer === 'string' ? data.customer : undefined;
}
