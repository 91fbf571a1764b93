import pMap from 'p-map';
import type { Contract } from '../../contract/contract.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/** How many of each kind were blanked. */
export type ErasedCounts = Record<
  'invitations' | 'messages' | 'bookings' | 'intents' | 'questions' | 'unmatched' | 'chats',
  number
>;

export const NOTHING_ERASED: ErasedCounts = {
  invitations: 0,
  messages: 0,
  bookings: 0,
  intents: 0,
  questions: 0,
  unmatched: 0,
  chats: 0,
};

/** One run of an erasure, and what it has done so far. */
export type ErasureRun = {
  table: CustomerTable;
  policy: Pick<Contract, 'retention'>;
  /** The requested address. It is blanked last, so that a repeat finds everything again. */
  asked: ChatId;
  erasedAt: Instant;
  /** Tombstones stay until then at least (TTL, s): nothing late comes any more. */
  expiresAt: number;
  hasTime(): boolean;
  erased: ErasedCounts;
};

export const CONCURRENT_WRITES = 8;

/** Processes each item while time is left. Returns whether all were processed. */
export async function eachInTime<Item>(
  { hasTime }: Pick<ErasureRun, 'hasTime'>,
  items: Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<boolean> {
  const done = await pMap(
    items,
    async (item) => {
      if (!hasTime()) return false;
      await work(item);
      return true;
    },
    { concurrency: CONCURRENT_WRITES },
  );
  return done.every(Boolean);
}
