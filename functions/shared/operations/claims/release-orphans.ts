import { Invitation } from '../../domain/invitation/invitation.ts';
import { type Claim, type Day, type DayKey, emptyDay } from '../../domain/places/day.ts';
import { changedDays } from '../../domain/places/day-changes.ts';
import type { ClaimFinding } from '../../domain/places/rebuilt-claim.ts';
import { isErased } from '../../store/customer/erased.ts';
import { dayWrites, readDays } from '../../store/places/days.ts';
import { readManyItems } from '../../store/table/items.ts';
import { invitationKey } from '../../store/table/keys.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import { transact } from '../../store/table/transaction.ts';
import type { RebuildContext } from './rebuild-booking.ts';

type Named = (claimId: string, claim: Claim) => boolean;

/** Whether a claim of the day is where its invitation says that its place is. Read after the day. */
async function namedBy({ table }: RebuildContext, { resource, date, claims }: Day): Promise<Named> {
  const ids = [...new Set(Object.values(claims).map(({ invitationId }) => invitationId))];
  const named = new Set<string>();
  const items = await readManyItems(
    table,
    ids.map((id) => invitationKey(id).pk),
  );
  for (const item of items.values()) {
    const place = isErased(item) ? undefined : Invitation.parse(item).place;
    const isHere = place?.days.some((day) => day.resource === resource && day.date === date);
    if (isHere) named.add(`${String(item['invitationId'])} ${place?.claimId}`);
  }
  return (claimId, { invitationId }) => named.has(`${invitationId} ${claimId}`);
}

/**
 * Releases the claims of a day that no booking has. Bookings and their claims are written together, so that an
 * invitation that was read after the day, and does not name a claim, never will. `check` says what it would do.
 */
export function releaseOrphans(context: RebuildContext, key: DayKey, check: boolean): Promise<ClaimFinding[]> {
  const { table, contract } = context;
  return untilWritten(async () => {
    const [day = emptyDay(key)] = await readDays(table, [key]);
    const isNamed = await namedBy(context, day);
    const goes = (claim: Claim, claimId: string) => claim.kind === 'booking' && !isNamed(claimId, claim);
    const orphans = Object.entries(day.claims).filter(([claimId, claim]) => goes(claim, claimId));
    const findings = orphans.map(([, { invitationId }]) => ({ kind: 'released' as const, invitationId }));
    if (check || findings.length === 0) return findings;
    const changed = changedDays([day], { goes }, Date.now());
    return (await transact(table, dayWrites(table, changed, contract))) === 'done' ? findings : LOST;
  });
}
