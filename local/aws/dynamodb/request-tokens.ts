import type { Operation } from './commit-queue.ts';
import type { Database } from './database.ts';

/** A transaction's `ClientRequestToken`, and what stands for the request's other parameters. */
export type RequestToken = { name: string; fingerprint: string };

/** The tokens of the transactions that were made in the last minutes. */
export type RequestTokens = {
  /** Whether a transaction with this token was made, and whether with the same parameters. */
  find(token: RequestToken): 'new' | 'same' | 'other';
  /** Remembers a token. Gives what is to be written together with its transaction. */
  remember(token: RequestToken): Operation[];
};

type Kept = { fingerprint: string; at: number };

/** "A client request token is valid for 10 minutes after the first request that uses it is completed." (API reference) */
const VALID_MS = 10 * 60 * 1000;

export async function openRequestTokens(database: Database, now: () => Date): Promise<RequestTokens> {
  const sublevel = database.sublevel<string, Kept>('tokens', { valueEncoding: 'json' });
  const known = new Map(await sublevel.iterator().all());

  const isOver = ({ at }: Kept) => now().getTime() - at > VALID_MS;

  return {
    find({ name, fingerprint }) {
      const kept = known.get(name);
      if (!kept || isOver(kept)) return 'new';
      return kept.fingerprint === fingerprint ? 'same' : 'other';
    },
    remember({ name, fingerprint }) {
      const over = [...known].flatMap(([token, kept]) => (isOver(kept) ? [token] : []));
      for (const token of over) known.delete(token);
      const kept: Kept = { fingerprint, at: now().getTime() };
      known.set(name, kept);
      return [
        ...over.map((key): Operation => ({ type: 'del', sublevel, key })),
        { type: 'put', sublevel, key: name, value: kept },
      ];
    },
  };
}
