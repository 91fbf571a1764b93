import type { InvitationId } from '../invitation/invitation-id.ts';
import { type Instant, instantAt } from '../time/instant.ts';
import { type Appointment, limitsFor, reasonsAgainst, type WishedStart, wishedAppointment } from './appointment.ts';
import { candidatesFor, isFreeFor, isOpenFor, keysOf, timelinesOf, type Wish } from './availability.ts';
import { type Caller, givesWay, othersOf } from './caller.ts';
import { type Claim, type ClaimId, type Day, type DayKey, dayFinder, type LiftableReason } from './day.ts';
import { changedDays } from './day-changes.ts';
import type { LocalDay } from './local-days.ts';
import { assign, canServe, type Needs } from './needs.ts';
import { isKept, type OwnPlace, ownPlaces, servedBy } from './own-place.ts';
import { preferenceOn } from './preference.ts';
import type { Resource, ResourceId } from './service.ts';
import { type EpochMs, MINUTE_MS } from './time-set.ts';
import type { Timeline } from './timeline.ts';

/**
 * A hold ends by itself; a booking stands. A booking at the time of the invitation's own hold confirms it; one with
 * `replaces` moves. `override` lifts every LiftableReason, and the claim says which it lifted.
 */
export type ClaimRequest = Wish &
  Caller & {
    readonly invitationId: InvitationId;
    readonly claimId: ClaimId;
    readonly start: WishedStart;
    /** When it was asked for, if that was before now: lead time and horizon count from then. */
    readonly askedAt?: EpochMs | undefined;
  } & ({ readonly kind: 'hold' } | { readonly kind: 'booking'; readonly override?: boolean | undefined });

/** What was claimed: `resources` in the order of the needs, so that the first is the one a customer may choose. */
export type Place = {
  readonly claimId: ClaimId;
  readonly claim: Claim;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly resources: readonly ResourceId[];
  /** What the contract calls each of `resources`, in the same order. */
  readonly resourceNames: readonly string[];
  /** The days in which the claim stands: those to read when it is released. */
  readonly days: readonly DayKey[];
};

/** `changed` has the days to write, as `changedDays` says; none if the claim stands already. */
export type SuccessfulClaim = { readonly outcome: 'claimed'; readonly place: Place; readonly changed: readonly Day[] };

export type ClaimRefusal = LiftableReason | 'start-in-dst-gap' | 'unknown-resource';
export type RefusedClaim = { readonly outcome: 'refused'; readonly reason: ClaimRefusal };

const refused = (reason: ClaimRefusal): RefusedClaim => ({ outcome: 'refused', reason });

/** The days that decide a request. To them come those of the place that it replaces: see `Place.days`. */
export function daysToClaim(request: Wish & Pick<ClaimRequest, 'start'>): DayKey[] {
  const wished = wishedAppointment(request.zone, request.service, request.start);
  return wished ? keysOf(candidatesFor(request), wished.touched) : [];
}

type ClaimInput = {
  readonly days: readonly Day[];
  readonly request: ClaimRequest;
  readonly now: EpochMs;
  readonly appointment: Appointment;
  readonly touched: readonly LocalDay[];
};

/** The caller's place at this very time, with what serves each need. A hold counts while it has its place. */
function ownPlaceOf({ days, request, now, appointment, touched }: ClaimInput) {
  const isMet = ({ claim }: OwnPlace, served: readonly Resource[]) =>
    claim.kind === 'booking' || isKept(served, request, appointment, { days, touched, caller: request, now });
  for (const place of ownPlaces(days, request, now)) {
    const served = servedBy(place, request, appointment);
    if (served && isMet(place, served)) return { place, resources: served.map(({ id }) => id) };
  }
  return undefined;
}

/** The best resources there are, even if some are closed or taken: nobody is preferred to somebody open and free. */
function bestFor({ days, request, now, appointment, touched }: ClaimInput): Timeline[] | undefined {
  const others = othersOf(request, now);
  const dayOf = dayFinder(days);
  const prefer = preferenceOn((resource) => dayOf({ resource, date: appointment.date }), others, request.invitationId);
  const isOpen = (one: Timeline) => isOpenFor(one, appointment);
  const isFree = (one: Timeline) => isFreeFor(one, appointment);
  const needs: Needs<Timeline> = timelinesOf(request, candidatesFor(request), touched, days, others).map((need) =>
    need.toSorted(
      (one, other) =>
        Number(isOpen(other)) - Number(isOpen(one)) ||
        Number(isFree(other)) - Number(isFree(one)) ||
        prefer(one.resource.id, other.resource.id),
    ),
  );
  const only = (fits: (one: Timeline) => boolean) => needs.map((need) => need.filter(fits));
  return assign(only((one) => isOpen(one) && isFree(one))) ?? assign(only(isOpen)) ?? assign(needs);
}

/** The claim, beside what speaks against it. */
function newClaim({ request, now, appointment: { from, to } }: ClaimInput, lifted: LiftableReason[]): Claim {
  const taken = { invitationId: request.invitationId, from, to, units: 1 };
  if (request.kind === 'hold') return { kind: 'hold', ...taken, until: now + request.rules.holdMinutes * MINUTE_MS };
  return { kind: 'booking', ...taken, ...(lifted.length > 0 && { overridden: lifted }) };
}

function claimed(
  input: ClaimInput,
  claimId: ClaimId,
  claim: Claim,
  resources: readonly ResourceId[],
  stands = false,
): SuccessfulClaim {
  const { days, request, now, appointment, touched } = input;
  const into = resources.flatMap((resource) => touched.map(({ date }) => ({ resource, date })));
  const isForBookingOnly = ({ kind }: Claim) => kind === 'booking' && request.kind === 'hold';
  const goes = (other: Claim, id: string) =>
    givesWay(other, id, request) && !isForBookingOnly(other) && !(stands && id === claimId);
  const [startsAt, endsAt] = [instantAt(appointment.startsAt), instantAt(appointment.endsAt)];
  const resourceNames = resources.map((id) => request.resources.find((one) => one.id === id)?.name ?? id);
  return {
    outcome: 'claimed',
    place: { claimId, claim, startsAt, endsAt, resources, resourceNames, days: into },
    changed: changedDays(days, { goes, comes: stands ? undefined : { claimId, claim, into } }, now),
  };
}

/** What the caller has at this time: a claim that stands is answered again, a hold becomes the booking. */
function claimOwn(
  input: ClaimInput,
  { place, resources }: { place: OwnPlace; resources: readonly ResourceId[] },
): SuccessfulClaim {
  const { request } = input;
  const stands = place.claim.kind === 'booking' || request.kind === 'hold';
  return stands
    ? claimed(input, place.claimId, place.claim, resources, true)
    : claimed(input, request.claimId, newClaim(input, []), resources);
}

/**
 * Judges a request by the days as they were read, and says which of them to write. Asked again it answers the claim
 * that stands, and renews no hold. The caller's own holds and the claim that is replaced never block the caller. A new
 * place releases the holds, a booking also what it replaces: while somebody holds where they might move, they keep what
 * they have. One's own live hold is confirmed whatever became of rules, hours and closures; an
 * override is judged, and says what it lifts.
 */
export function tryClaim(days: readonly Day[], request: ClaimRequest, now: EpochMs): SuccessfulClaim | RefusedClaim {
  const { zone, service, start, claimId } = request;
  if (!canServe(candidatesFor(request))) return refused('unknown-resource');
  const wished = wishedAppointment(zone, service, start);
  if (!wished) return refused('start-in-dst-gap');
  const input = { days, request, now, ...wished };
  const mayLift = request.kind === 'booking' && request.override;
  const own = ownPlaceOf(input);
  if (own && !(mayLift && own.place.claim.kind === 'hold')) return claimOwn(input, own);
  const best = bestFor(input);
  if (!best) return refused('unknown-resource');
  const against = reasonsAgainst(wished.appointment, limitsFor(request, request, now, request.askedAt));
  if (!best.every((one) => isOpenFor(one, wished.appointment))) against.push('outside-opening-hours');
  if (!best.every((one) => isFreeFor(one, wished.appointment))) against.push('slot-taken');
  const [reason] = against;
  if (reason !== undefined && !mayLift) return refused(reason);
  const resources = best.map(({ resource }) => resource.id);
  return claimed(input, claimId, newClaim(input, against), resources);
}
