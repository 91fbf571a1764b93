/** The simulator's changes that the phone shows. */
const KINDS = ['message', 'status', 'refusal', 'customer', 'clock', 'reset'] as const;
export type ChangeKind = (typeof KINDS)[number];

/** The fields of a change that the phone reads. */
export type Change = { kind: ChangeKind; customer: string | undefined };

type Listener = {
  /** Called after each connection, also a renewed one: changes before it were not reported. */
  connected(): void;
  lost(): void;
  changed(change: Change): void;
};

/** Subscribes to the simulator's stream of changes; the browser reconnects by itself. */
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
