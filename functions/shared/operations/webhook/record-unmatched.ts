import type { Contract } from '../../contract/contract.ts';
import type { UnmatchedElement, UnmatchedReason } from '../../domain/customer/inbound.ts';
import { DAY_MS, type Instant, later } from '../../domain/time/instant.ts';
import { keepUnmatched } from '../../store/delivery/unmatched.ts';
import type { Table } from '../../store/table/table.ts';

/** The result of recording one element of a webhook. A `duplicate` was stored before. */
export type ElementResult = 'recorded' | 'duplicate' | 'ignored' | 'unmatched';

/** Keeps an element that could not be matched or understood, for the contract's `unmatchedDays`. */
export async function recordUnmatched(
  { table, contract }: { table: Table; contract: Pick<Contract, 'retention'> },
  unmatched: UnmatchedElement,
  now: Instant,
): Promise<ElementResult> {
  const expiresAt = later(now, contract.retention.unmatchedDays * DAY_MS);
  return (await keepUnmatched(table, unmatched, { now, expiresAt })) ? 'unmatched' : 'duplicate';
}

/** The reasons for which every route keeps an element. */
const ANYBODYS: readonly UnmatchedReason[] = ['not-json', 'unknown-shape', 'other-channel', 'too-large'];

/** Keeps an unmatched element if its reason concerns every route or is the route's `own`. */
export async function recordOwnUnmatched(
  own: UnmatchedReason,
  context: Parameters<typeof recordUnmatched>[0],
  unmatched: UnmatchedElement,
  now: Instant,
): Promise<ElementResult> {
  const isOurs = unmatched.reason === own || ANYBODYS.includes(unmatched.reason);
  return isOurs ? recordUnmatched(context, unmatched, now) : 'ignored';
}
