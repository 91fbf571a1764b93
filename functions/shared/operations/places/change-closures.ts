import { Refusal, reusedKey } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { RequestKey } from '../../domain/invitation/invitation-id.ts';
import type { Actor } from '../../domain/people/actor.ts';
import type { Closure, ClosureId } from '../../domain/places/closure.ts';
import { type ClosureBody, closureHash, closureIdFor, newClosure } from '../../domain/places/closure-request.ts';
import { isAhead } from '../../domain/places/rebuilt-claim.ts';
import { businessOf } from '../../domain/places/wish.ts';
import { now } from '../../domain/time/instant.ts';
import {
  beginRemoval,
  createClosure,
  extendClosure,
  findClosure,
  noteApplied,
  noteGone,
  readClosures,
} from '../../store/places/closures.ts';
import { ALL_TIME } from '../../store/table/pages.ts';
import { checkPlacesReady } from './decide-place.ts';
import { reviewClosedBookings } from './review-closed-bookings.ts';
import { type ClosureContext, closeDays, reopenDays } from './write-closure.ts';

/** Closures that are not over. A day then holds so many of them at most, and its item stays small. */
export const MOST_CLOSURES = 100;

/** A closure as it is, with the bookings it lies over that are not over themselves. */
export type ClosureOutcome = { closure: Closure; bookings: Invitation[] };

/** Who closes, once per key. */
export type ClosingRequest = { actor: Actor; key?: RequestKey | undefined };

/** The closure of an earlier request under the same key, or a new one. */
async function closureFor({ table, contract }: ClosureContext, asked: ClosureBody, { actor, key }: ClosingRequest) {
  const known = key && (await findClosure(table, closureIdFor(table.channelId, key)));
  if (known) return { closure: known, isNew: false };
  await checkPlacesReady(table);
  const closure = newClosure(asked, contract.booking, { channelId: table.channelId, key, nowMs: Date.now(), actor });
  const others = await readClosures(table, { ...ALL_TIME, from: closure.createdAt });
  if (others.length >= MOST_CLOSURES) {
    throw new Refusal('too-many-closures', `There are ${MOST_CLOSURES} that are not over: delete one, or join some.`);
  }
  if (await createClosure(table, closure, contract)) return { closure, isNew: true };
  return { closure: (await findClosure(table, closure.closureId)) ?? closure, isNew: false };
}

/** Brings a closure into all its days, and tells what it lies over. */
async function apply(context: ClosureContext, closure: Closure): Promise<ClosureOutcome> {
  const found = await closeDays(context, closure);
  const marked = found && (await reviewClosedBookings(context, found));
  const applied = marked && (await noteApplied(context.table, closure, now()));
  if (!applied) return { closure: (await findClosure(context.table, closure.closureId)) ?? closure, bookings: [] };
  const isConcerned = ({ booking }: Invitation) =>
    isAhead(booking, Date.now()) && booking.startsAt < closure.endsAt && closure.startsAt < booking.endsAt;
  return { closure: applied, bookings: marked.filter(isConcerned) };
}

/** Takes a closure out of all its days, and its mark from the bookings. */
async function remove(context: ClosureContext, closure: Closure): Promise<Closure> {
  const found = await reopenDays(context, closure);
  await reviewClosedBookings(context, found);
  return (await noteGone(context.table, closure, now())) ?? closure;
}

/**
 * Closes, or opens at other hours, once per key, and answers when all days are written. A repeat goes on where the first
 * request stopped, and tells again what the closure lies over; of one that was deleted since it tells that. Throws
 * Refusal `idempotency-key-reused`, `unknown-resource`, `malformed` for a time that is over, `too-many-closures`,
 * `not-ready`, and `Contention` if others keep writing the days.
 */
export async function addClosure(
  context: ClosureContext,
  asked: ClosureBody,
  request: ClosingRequest,
): Promise<ClosureOutcome & { repeated: boolean }> {
  const { closure, isNew } = await closureFor(context, asked, request);
  if (closure.requestHash !== closureHash(asked)) {
    throw reusedKey();
  }
  const outcome = closure.removedAt ? { closure, bookings: [] } : await apply(context, closure);
  return { ...outcome, repeated: !isNew };
}

/**
 * Deletes a closure: the days are as if it had never been. A repeat goes on where the first request stopped. Throws
 * Refusal `not-found`, and `Contention` if others keep writing the days.
 */
export async function deleteClosure(context: ClosureContext, closureId: ClosureId, actor: Actor): Promise<Closure> {
  const closure = await beginRemoval(context.table, closureId, { actor, at: now() });
  if (!closure) throw new Refusal('not-found', 'There is no closure with this id.');
  return closure.goneAt ? closure : remove(context, closure);
}

/** A closure of all resources that knows of those which the contract has by now; `undefined` if somebody deletes it. */
async function extended({ table, contract }: ClosureContext, closure: Closure): Promise<Closure | undefined> {
  const known = businessOf(contract.booking).resources.map(({ id }) => id);
  const isMissing = !closure.resource && known.some((id) => !closure.resources.includes(id));
  return isMissing ? extendClosure(table, closure, [...new Set([...closure.resources, ...known])]) : closure;
}

async function finish(context: ClosureContext, closure: Closure): Promise<void> {
  const current = closure.removedAt ? undefined : await extended(context, closure);
  if (current) await apply(context, current);
  else await remove(context, closure);
}

/**
 * Finishes what was begun: closures that are not in all their days yet, deletions, and closures of all resources where
 * the contract has more of them by now. Returns how many closures it looked at.
 */
export async function reapplyClosures(context: ClosureContext): Promise<number> {
  const closures = await readClosures(context.table, { ...ALL_TIME, from: now() });
  for (const closure of closures) await finish(context, closure);
  return closures.length;
}
