import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimRequest, type Place, tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import { type Claim, type Day, hasEnded } from '../../../../functions/shared/domain/places/day.ts';
import { release } from '../../../../functions/shared/domain/places/day-changes.ts';
import type { Service } from '../../../../functions/shared/domain/places/service.ts';
import { slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import {
  aClinic,
  aRequest,
  aService,
  BEFORE,
  claimId,
  date,
  invitation,
  MONDAY,
  resourceId,
  written,
} from './support/clinic.ts';
import { brokenPromises } from './support/promises.ts';

const MINUTE = 60_000;
const OPEN = [{ from: '00:00', to: '24:00' }];
const clinic = aClinic({ hours: { monday: OPEN, tuesday: OPEN } });
const needs = (...lists: string[][]) => lists.map((list) => list.map(resourceId));
const SERVICES = [
  aService({ minutes: 60, bufferAfter: 15, needs: needs(['ana', 'ben']) }),
  aService({ minutes: 45, bufferBefore: 10, needs: needs(['ana', 'ben'], ['room']) }),
  aService({ minutes: 30, needs: needs(['ana'], ['ben', 'room']) }),
];

type State = { days: readonly Day[]; bookings: Map<number, Place>; now: number };

const act = fc.record({
  kind: fc.constantFrom('book', 'book', 'hold', 'confirm', 'move', 'cancel', 'erase', 'override', 'wait'),
  who: fc.nat(9),
  service: fc.constantFrom(...SERVICES),
  // Around midnight, so that many cross it.
  quarter: fc.nat(24),
  entry: fc.nat(),
});
type Step = typeof act extends fc.Arbitrary<infer T> ? T : never;

const startOf = (quarter: number): ClaimRequest['start'] => ({
  startsAt: Date.parse(`${MONDAY}T21:00Z`) + quarter * 15 * MINUTE,
});

function requestFor({ kind, who, service, quarter, entry }: Step, old: Place | undefined): ClaimRequest {
  return aRequest({
    ...clinic,
    service,
    start: startOf(quarter),
    kind: kind === 'hold' ? 'hold' : 'booking',
    invitationId: invitation(who),
    claimId: claimId(`${who}:${entry}`),
    replaces: old?.claimId,
    override: kind === 'override',
  });
}

/** Confirms what the customer holds: only they know when that is. */
function heldStart(days: readonly Day[], who: number, { bufferBefore = 0 }: Service, now: number) {
  const claims = days.flatMap((day) => Object.values(day.claims));
  const held = claims.find(
    (claim) => claim.invitationId === invitation(who) && claim.kind === 'hold' && !hasEnded(claim, now),
  );
  return held && { startsAt: held.from + bufferBefore * MINUTE };
}

function stateAfter(state: State, step: Step): State {
  const { days, bookings, now } = state;
  const { kind, who } = step;
  const old = bookings.get(who);
  if (kind === 'wait') return { ...state, now: now + 4 * MINUTE };
  if (kind === 'cancel' || kind === 'erase') {
    const id = kind === 'cancel' ? (old?.claimId ?? claimId('none')) : undefined;
    const changed = release(days, { invitationId: invitation(who), claimId: id }, now);
    return { days: written(days, changed), bookings: new Map([...bookings].filter(([other]) => other !== who)), now };
  }
  const request = requestFor(step, old);
  const start = kind === 'confirm' ? heldStart(days, who, step.service, now) : request.start;
  const answer = start && tryClaim(days, { ...request, start }, now);
  if (answer?.outcome !== 'claimed') return state;
  const isBooking = request.kind === 'booking';
  return {
    days: written(days, answer.changed),
    bookings: isBooking ? new Map([...bookings, [who, answer.place]]) : bookings,
    now,
  };
}

const steps = fc.array(act, { minLength: 5, maxLength: 40 });
const empty: State = { days: [], bookings: new Map(), now: BEFORE };

const othersIn = (days: readonly Day[], who: number, now: number) =>
  days.flatMap((day) =>
    Object.entries(day.claims)
      .filter(([, claim]: [string, Claim]) => claim.invitationId !== invitation(who) && !hasEnded(claim, now))
      .map(([id, claim]) => ({ at: `${day.resource} ${day.date} ${id}`, claim })),
  );

describe('after any sequence of claims, moves, releases and ends of holds', () => {
  it('no capacity is exceeded, and each booking has exactly its claims', () => {
    const property = fc.property(steps, (all) => {
      let state = empty;
      for (const step of all) {
        state = stateAfter(state, step);
        const standings = [...state.bookings].map(([who, booking]) => ({ invitationId: invitation(who), booking }));
        expect(brokenPromises(state.days, standings, clinic.resources, state.now)).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('nobody touches what is another’s', () => {
    const property = fc.property(steps, act, (all, last) => {
      const state = all.reduce(stateAfter, empty);
      const next = stateAfter(state, last);
      const before = othersIn(state.days, last.who, next.now);
      expect(othersIn(next.days, last.who, next.now)).toEqual(expect.arrayContaining(before));
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('asking again changes nothing, and answers the same place', () => {
    const property = fc.property(steps, act, (all, last) => {
      const { days, bookings, now } = all.reduce(stateAfter, empty);
      const request = requestFor(last, bookings.get(last.who));
      const first = tryClaim(days, request, now);
      if (first.outcome === 'refused') return;
      const again = tryClaim(written(days, first.changed), request, now);
      expect(again).toEqual({ ...first, changed: [] });
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('what is offered can be had, and what is not cannot', () => {
    const property = fc.property(steps, act, (all, last) => {
      const { days, bookings, now } = all.reduce(stateAfter, empty);
      const request = { ...requestFor(last, bookings.get(last.who)), kind: 'booking' as const, override: false };
      const slots = slotsFor({ ...request, days, now, from: MONDAY, to: date('2026-06-16') });
      const instants = new Set(slots.map(({ startsAt }) => Date.parse(startsAt)));
      for (let quarter = 0; quarter <= 24; quarter += 1) {
        const start = { startsAt: Date.parse(`${MONDAY}T21:00Z`) + quarter * 15 * MINUTE };
        const { outcome } = tryClaim(days, { ...request, start }, now);
        expect(outcome).toBe(instants.has(start.startsAt) ? 'claimed' : 'refused');
      }
    });
    fc.assert(property, { numRuns: 40 });
  });
});
