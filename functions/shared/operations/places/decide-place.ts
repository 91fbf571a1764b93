import { Refusal } from '../../domain/delivery/refusal.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import {
  type ClaimRefusal,
  type ClaimRequest,
  daysToClaim,
  type RefusedClaim,
  type SuccessfulClaim,
  tryClaim,
} from '../../domain/places/claim.ts';
import { claimRefusal } from '../../domain/places/claim-refusal.ts';
import { type Day, daysOf, isOverfull, type StoredPlace } from '../../domain/places/day.ts';
import { release } from '../../domain/places/day-changes.ts';
import { now } from '../../domain/time/instant.ts';
import { readDays } from '../../store/places/days.ts';
import { arePlacesReady } from '../../store/places/readiness.ts';
import type { Table } from '../../store/table/table.ts';
import { alternativesTo } from './alternatives.ts';

async function refusalOf(table: Table, request: ClaimRequest, reason: ClaimRefusal): Promise<Refusal> {
  return claimRefusal(reason, reason === 'slot-taken' ? await alternativesTo(table, request) : undefined);
}

/** The place of an invitation's booking, and that of its hold. */
export type InvitationPlaces = Pick<Invitation, 'place' | 'held'>;

/**
 * Judges by the days as they are now whether a request can have its place, what the invitation has now released. What it
 * answers is to be written in one transaction with the invitation. A day that is full to its bound is taken.
 */
export async function judgePlace(
  table: Table,
  request: ClaimRequest,
  has: InvitationPlaces,
): Promise<SuccessfulClaim | RefusedClaim> {
  const days = await readDays(table, [...daysToClaim(request), ...daysOf([has.place, has.held])]);
  const decision = tryClaim(days, { ...request, replaces: has.place?.claimId }, Date.now());
  const isFull = decision.outcome === 'claimed' && decision.changed.some(isOverfull);
  return isFull ? { outcome: 'refused', reason: 'slot-taken' } : decision;
}

/** Throws Refusal `not-ready` while the days do not tell what is taken. */
export async function checkPlacesReady(table: Table): Promise<void> {
  if (await arePlacesReady(table, now())) return;
  throw new Refusal(
    'not-ready',
    'Bookings that were made before services were configured have no places yet: run "npm run channel -- claims rebuild".',
  );
}

/**
 * Decides for staff whether a request can have its place, as `judgePlace` does. Throws the Refusal of the rule that
 * speaks against it, "taken" with what can be had instead, and `not-ready`.
 */
export async function decidePlace(
  table: Table,
  request: ClaimRequest,
  has: InvitationPlaces,
): Promise<SuccessfulClaim> {
  await checkPlacesReady(table);
  const decision = await judgePlace(table, request, has);
  if (decision.outcome === 'claimed') return decision;
  throw await refusalOf(table, { ...request, replaces: has.place?.claimId }, decision.reason);
}

/** The same request, met by nobody but those in whose days the hold stands. */
function ofHeld(request: ClaimRequest, held: StoredPlace): ClaimRequest {
  const ids = new Set(held.days.map(({ resource }) => resource));
  const needs = request.service.needs.map((need) => need.filter((id) => ids.has(id)));
  return { ...request, service: { ...request.service, needs } };
}

/**
 * Decides on a confirmation as `decidePlace` does. Who was held is asked first, so that the days of the others are read only
 * where the hold does not stand any more.
 */
export async function decideConfirmation(
  table: Table,
  request: ClaimRequest,
  has: InvitationPlaces,
): Promise<SuccessfulClaim> {
  await checkPlacesReady(table);
  const decision = has.held && (await judgePlace(table, ofHeld(request, has.held), has));
  return decision?.outcome === 'claimed' ? decision : decidePlace(table, request, has);
}

/** The days to write so that an invitation has no claim where it has its places. */
export async function daysWithout(table: Table, invitationId: InvitationId, has: InvitationPlaces): Promise<Day[]> {
  return release(await readDays(table, daysOf([has.place, has.held])), { invitationId }, Date.now());
}
