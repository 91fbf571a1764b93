import * as z from 'zod/mini';
import { epochMs, HOUR_MS, Instant } from '../time/instant.ts';

/** Times that one invitation may hold in an hour: a customer tries some, and no more than one hold stands at once. */
export const HOLDS_PER_HOUR = 20;

/** The holds of an invitation since the first one of an hour. */
export const HoldCount = z.object({ since: Instant, count: z.number() });
export type HoldCount = z.infer<typeof HoldCount>;

/** The customer has tried too often, and may try again later. */
export class TooOften extends Error {
  override name = 'TooOften';
}

/** The count with one more hold. Throws `TooOften` where there are as many as an hour may have. */
export function withOneMore(known: HoldCount | undefined, now: Instant): HoldCount {
  const isRunning = known !== undefined && epochMs(now) < epochMs(known.since) + HOUR_MS;
  if (!isRunning) return { since: now, count: 1 };
  if (known.count >= HOLDS_PER_HOUR) throw new TooOften('This invitation has held as many times as an hour may have.');
  return { ...known, count: known.count + 1 };
}
