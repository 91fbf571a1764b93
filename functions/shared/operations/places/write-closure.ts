import type { Contract } from '../../contract/contract.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { type Closure, daysOfClosure, withClosure, withoutClosure } from '../../domain/places/closure.ts';
import type { Day, DayKey } from '../../domain/places/day.ts';
import { meets } from '../../domain/places/time-set.ts';
import { epochMs } from '../../domain/time/instant.ts';
import { unlessRemoved } from '../../store/places/closures.ts';
import { dayWrites, readDays } from '../../store/places/days.ts';
import { BATCH, chunksOf } from '../../store/table/items.ts';
import { LOST, untilWritten } from '../../store/table/lost-race.ts';
import type { Table } from '../../store/table/table.ts';
import { transact } from '../../store/table/transaction.ts';

export type ClosureContext = { table: Table; contract: Pick<Contract, 'booking' | 'retention'> };

/** So many days are written at once. Where somebody books on one of them meanwhile, each is written alone. */
const DAYS_AT_ONCE = 20;

type Alter = (day: Day) => Day | undefined;

/** The invitations that have a claim on these days at a time of the closure; of one that comes, at a time to come. */
function bookedDuring({ startsAt, endsAt, removedAt }: Closure, days: readonly Day[]): InvitationId[] {
  const [begin, to] = [epochMs(startsAt), epochMs(endsAt)];
  const from = removedAt ? begin : Math.max(begin, Date.now());
  return days
    .flatMap(({ claims }) => Object.values(claims))
    .filter((claim) => claim.kind === 'booking' && meets([claim], from, to))
    .map(({ invitationId }) => invitationId);
}

/** What became of a write of some days: `removed` if somebody deletes the closure. */
type Written = 'done' | 'lost' | 'removed';

/** Writes days on condition that nobody wrote them since they were read, nor deleted a closure that comes into them. */
async function writeDays(
  { table, contract }: ClosureContext,
  closure: Closure,
  days: readonly Day[],
): Promise<Written> {
  const guard = closure.removedAt ? [] : [unlessRemoved(closure)];
  const result = await transact(table, [...guard, ...dayWrites(table, days, contract)]);
  if (result === 'done') return 'done';
  const isRemoved = guard.length > 0 && result.conflict === 'condition' && result.failed.includes(0);
  return isRemoved ? 'removed' : 'lost';
}

async function writeInChunks(context: ClosureContext, closure: Closure, chunks: readonly Day[][]): Promise<Written> {
  let all: Written = 'done';
  for (const chunk of chunks) {
    const written = await writeDays(context, closure, chunk);
    if (written === 'removed') return 'removed';
    if (written === 'lost') all = 'lost';
  }
  return all;
}

/**
 * Alters some days and returns them as they were read last: nobody who claimed something before the closure came is
 * missing in them. `undefined` if somebody deletes the closure.
 */
const alterDays = (context: ClosureContext, closure: Closure, keys: readonly DayKey[], alter: Alter) =>
  untilWritten(async (attempt) => {
    const days = await readDays(context.table, keys);
    const changed = days.flatMap((day) => alter(day) ?? []);
    const written = await writeInChunks(context, closure, chunksOf(changed, attempt === 1 ? DAYS_AT_ONCE : 1));
    if (written === 'lost') return LOST;
    return written === 'done' ? days : undefined;
  });

async function alterAll(context: ClosureContext, closure: Closure, alter: Alter): Promise<InvitationId[] | undefined> {
  const found = new Set<InvitationId>();
  for (const keys of chunksOf(daysOfClosure(closure, closure.resources), BATCH)) {
    const days = await alterDays(context, closure, keys, alter);
    if (!days) return undefined;
    for (const invitationId of bookedDuring(closure, days)) found.add(invitationId);
  }
  return [...found];
}

/**
 * Writes a closure into all days of its resources that lack it, and returns the invitations that have a claim at its
 * time: whoever books later meets the closure. Goes on where a former run stopped. `undefined` if somebody deletes the
 * closure. Throws `Contention` if others keep writing the days.
 */
export const closeDays = (context: ClosureContext, closure: Closure) =>
  alterAll(context, closure, (day) => withClosure(day, closure));

/** Takes a closure that is being deleted out of all days that have it, and returns the invitations likewise. */
export const reopenDays = async (context: ClosureContext, closure: Closure): Promise<InvitationId[]> =>
  (await alterAll(context, closure, (day) => withoutClosure(day, closure))) ?? [];
