import type { Contract } from '../../contract/contract.ts';
import type { UnmatchedElement, UnmatchedReason } from '../../domain/customer/inbound.ts';
import { DAY_MS, type Instant, later } from '../../domain/time/instant.ts';
import { keepUnmatched } from '../../store/delivery/unmatched.ts';
import type { Table } from '../../store/table/table.ts';

/** What became of one element of a webhook; a `duplicate` was known already, in whatever form. */
export type ElementResult = 'recorded' | 'duplicate' | 'ignored' | 'unmatched';

/** Keeps what could not be matched or understood for a person to look at, for as long as the contract says. */
export async function recordUnmatched(
  { table, contract }: { table: Table; contract: Pick<Contract, 'retention'> },
  unmatched: UnmatchedElement,
  now: Instant,
): Promise<ElementResult> {
  const expiresAt = later(now, contract.retention.unmatchedDays * DAY_MS);
  return (await keepUnmatched(table, unmatched, { now, expiresAt })) ? 'unmatched' : 'duplicate';
}

/** What a route keeps whatever its own subject is. */
const ANYBODYS: readonly UnmatchedReason[] = ['not-json', 'unknown-shape', 'other-channel', 'too-large'];

/** Keeps what is nobody's in particular, and of the rest only what belongs to the asking route. */
export async function recordOwnUnmatched(
  own: UnmatchedReason,
  context: Parameters<typeof recordUnmatched>[0],
  unmatched: UnmatchedElement,
  now: Instant,
): Promise<ElementResult> {
  const isOurs = unmatched.reason === own || ANYBODYS.includes(unmatched.reason);
  return isOurs ? recordUnmatched(context, unmatched, now) : 'ignored';
}
