import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../../functions/shared/domain/people/actor.ts';
import { tryClaim } from '../../../../functions/shared/domain/places/claim.ts';
import { claimIdFor, type Day, LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import {
  doClaimsStand,
  isAhead,
  isPlacedOverOthers,
  rebuildRequest,
} from '../../../../functions/shared/domain/places/rebuilt-claim.ts';
import { epochMs, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aClinicContract } from '../../../support/clinic.ts';
import { ANA, aBooking, BEN, invitation, minute, READ, START } from '../booking/support/bookings.ts';

const policy = aClinicContract({ timeZone: 'Europe/Madrid' }).booking;
const { endsAt = START } = READ;
const timed = { ...aBooking(), startsAt: START, endsAt };
const now = epochMs(minute(0));
const mine = { invitationId: invitation(1) };
const date = LocalDate.parse('2031-05-06');

const mustRequest = (booking = timed, of: Parameters<typeof rebuildRequest>[0] = mine) =>
  rebuildRequest(of, booking, policy) ?? expect.fail();
/** The days once an invitation has the place of a booking. */
function daysOf(number: number, booking = timed, days: readonly Day[] = [], claimId = 'own'): Day[] {
  const { request } = mustRequest(booking, { invitationId: invitation(number) });
  const claim = tryClaim(days, { ...request, claimId: claimIdFor(invitation(number), claimId) }, now);
  return claim.outcome === 'claimed' ? [...claim.changed] : expect.fail();
}

describe('a booking that has to have its place', () => {
  it.each([
    ['it stands', timed, -1, true],
    ['it waits for approval', { ...timed, state: 'to-approve' as const }, -1, true],
    ['it is over', timed, 0, false],
    ['it is cancelled', { ...timed, state: 'cancelled' as const }, -1, false],
    ['it has no start', { ...timed, startsAt: undefined }, -1, false],
    ['it has no end', { ...timed, endsAt: undefined }, -1, false],
    ['it is not there', undefined, -1, false],
  ])('is ahead where %s', (_, booking, ms, isThere) => {
    expect(isAhead(booking, epochMs(endsAt) + ms)).toBe(isThere);
  });

  it('has it where its claim stands in all its days', () => {
    const days = daysOf(1);
    const place = { claimId: claimIdFor(invitation(1), 'own'), days: [{ resource: ANA.resource, date }] };
    expect(doClaimsStand({ place }, days)).toBe(true);
    expect(doClaimsStand({ place: { ...place, claimId: claimIdFor(invitation(1), 'other') } }, days)).toBe(false);
    const two = [...place.days, { resource: BEN.resource, date }];
    expect(doClaimsStand({ place: { ...place, days: two } }, days)).toBe(false);
    expect(doClaimsStand({ place: { ...place, days: [{ resource: BEN.resource, date }] } }, days)).toBe(false);
    const next = [{ resource: ANA.resource, date: LocalDate.parse('2031-05-07') }];
    expect(doClaimsStand({ place: { ...place, days: next } }, days)).toBe(false);
    expect(doClaimsStand({}, days)).toBe(false);
  });

  it('gets it at its own time, as long as it is, whoever is there', () => {
    const place = { claimId: claimIdFor(invitation(1), 'own'), days: [] };
    expect(mustRequest(timed, { ...mine, place })).toMatchObject({
      service: { id: 'consultation', minutes: 30 },
      request: {
        service: { id: 'consultation', minutes: 60 },
        resource: 'ana',
        kind: 'booking',
        by: 'staff',
        override: true,
        invitationId: invitation(1),
        claimId: claimIdFor(invitation(1), 'rebuilt'),
        replaces: place.claimId,
        start: { startsAt: epochMs(START) },
        zone: 'Europe/Madrid',
      },
    });
    expect(mustRequest().request.replaces).toBeUndefined();
    expect(mustRequest({ ...timed, service: 'Consulta' }).service.id).toBe('consultation');
  });

  it('gets anybody where who had it does not give the service any more', () => {
    expect(mustRequest({ ...timed, service: 'first-visit', ...BEN }).request.resource).toBeUndefined();
    expect(mustRequest({ ...timed, resource: undefined }).request.resource).toBeUndefined();
  });

  it('gets none where it is of none of the services', () => {
    expect(rebuildRequest(mine, { ...timed, service: 'other' }, policy)).toBeUndefined();
  });
});

describe('a booking that was placed over others', () => {
  const lifted = { actor: SYSTEM, lifted: ['slot-taken' as const] };
  const over = { ...timed, override: lifted };
  const place = { claimId: claimIdFor(invitation(1), 'own'), days: [{ resource: ANA.resource, date }] };
  const both = daysOf(1, timed, daysOf(2));
  const isOver = (booking = over, days: readonly Day[] = both) =>
    isPlacedOverOthers({ ...mine, place }, booking, policy, days, now);

  it('is named while they have the place still', () => {
    expect(isOver()).toBe(true);
    expect(isOver(over, daysOf(1))).toBe(false);
    expect(isOver(over, daysOf(1, timed, daysOf(2, { ...timed, ...BEN })))).toBe(false);
    const later = { ...timed, startsAt: endsAt, endsAt: minute(10_000) };
    expect(isOver(over, daysOf(1, timed, daysOf(2, later)))).toBe(false);
  });

  it('is named by its own people only', () => {
    expect(isOver({ ...over, resources: BEN.resources })).toBe(false);
    expect(isOver({ ...over, resources: undefined })).toBe(false);
  });

  it('is none that a person placed there, that had other rules lifted, or that is of no service', () => {
    expect(isOver({ ...timed, override: { ...lifted, actor: { kind: 'owner' } } } as typeof over)).toBe(false);
    expect(isOver({ ...timed, override: { ...lifted, lifted: ['off-step'] } } as unknown as typeof over)).toBe(false);
    expect(isOver({ ...over, service: 'other' })).toBe(false);
    expect(isPlacedOverOthers({ ...mine, place }, timed, policy, both, now)).toBe(false);
  });

  it('is told from one that is over closed hours alone', () => {
    const night = { ...over, startsAt: later(START, 12 * 3_600_000), endsAt: later(endsAt, 12 * 3_600_000) };
    expect(isOver(night, daysOf(1, night))).toBe(false);
    expect(isOver(night, daysOf(1, night, daysOf(2, night)))).toBe(true);
  });
});
