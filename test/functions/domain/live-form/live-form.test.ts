import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../../functions/shared/domain/booking/booking-history.ts';
import { InvitationId } from '../../../../functions/shared/domain/invitation/invitation-id.ts';
import { confirmsHold } from '../../../../functions/shared/domain/live-form/confirmed-hold.ts';
import { endScreen, isLiveConfirm, tellsOfEnd } from '../../../../functions/shared/domain/live-form/end-of-form.ts';
import { HOLDS_PER_HOUR, TooOften, withOneMore } from '../../../../functions/shared/domain/live-form/hold-budget.ts';
import { isOver } from '../../../../functions/shared/domain/live-form/is-over.ts';
import { isOwnTime, keptPlace } from '../../../../functions/shared/domain/live-form/own-time.ts';
import { isWarmPing, WARM_PING } from '../../../../functions/shared/domain/live-form/warm-ping.ts';
import { ClaimId, LocalDate, WallTime } from '../../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';
import { HOUR_MS, Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aLiveClinicContract } from '../../../support/clinic.ts';

const uuid = '00000000-0000-7000-8000-000000000000';
const confirmId = `live-${uuid}`;
const startsAt = Instant.parse('2031-05-06T08:30:00.000Z');
const ANA = ResourceId.parse('ana');
const booked: Booking = {
  startsAt,
  endsAt: later(startsAt, HOUR_MS / 2),
  timeZone: 'Europe/Madrid',
  service: 'consultation',
  resource: ANA,
  attention: [],
  state: 'booked',
};

describe('the end of a live form', () => {
  it('is told with the token, and how the form ended', () => {
    expect(endScreen('token', { kind: 'booked', confirm_id: confirmId })).toEqual({
      screen: 'SUCCESS',
      data: {
        extension_message_response: { params: { flow_token: 'token', kind: 'booked', confirm_id: confirmId } },
      },
    });
  });

  it.each([
    [{ kind: 'none-suits' }, true],
    [{ kind: 'booked', confirm_id: confirmId }, true],
    [{ kind: 'booked', confirm_id: 'live-' }, false],
    [{ kind: 'booked' }, false],
    [{ kind: 'other', confirm_id: confirmId }, false],
    [{ confirm_id: confirmId }, false],
    [{}, false],
  ])('is told by %j: %s', (form, isTold) => {
    expect(tellsOfEnd(form)).toBe(isTold);
  });

  it('is named after its hold', () => {
    expect(isLiveConfirm(confirmId)).toBe(true);
    for (const id of [`x${confirmId}`, `${confirmId}0`, uuid, `hold-${uuid}`]) expect(isLiveConfirm(id)).toBe(false);
    const holding = (claim: string) => ({
      invitationId: InvitationId.parse(uuid),
      held: { claimId: ClaimId.parse(`${uuid}:${claim}`), days: [] },
    });
    expect(confirmsHold(holding(`hold-${uuid}`), confirmId)).toBe(true);
    expect(confirmsHold(holding('x-live-y'), 'x-live-y')).toBe(true);
    expect(confirmsHold(holding(`hold-${uuid}`), 'live-other')).toBe(false);
    expect(confirmsHold({ invitationId: InvitationId.parse(uuid) }, confirmId)).toBe(false);
  });
});

describe('the holds of an invitation', () => {
  it('are as many in an hour as a customer needs, and no more', () => {
    let count = withOneMore(undefined, startsAt);
    expect(count).toEqual({ since: startsAt, count: 1 });
    const lastMoment = later(startsAt, HOUR_MS - 1);
    for (let more = 2; more <= HOLDS_PER_HOUR; more += 1) {
      count = withOneMore(count, lastMoment);
      expect(count).toEqual({ since: startsAt, count: more });
    }
    expect(() => withOneMore(count, lastMoment)).toThrow(TooOften);
    const nextHour = later(startsAt, HOUR_MS);
    expect(withOneMore(count, nextHour)).toEqual({ since: nextHour, count: 1 });
  });
});

describe('a form whose appointment has begun', () => {
  it.each([
    ['is over', booked, 1, true],
    ['is over while it waits for approval', { ...booked, state: 'to-approve' as const }, 1, true],
    ['is not over at the moment it begins', booked, 0, false],
    ['is not over before', booked, -1, false],
    ['is not over once it is cancelled', { ...booked, state: 'cancelled' as const }, 1, false],
    ['is not over without a start', { ...booked, startsAt: undefined }, 1, false],
    ['is not over where nothing is booked', undefined, 1, false],
  ])('%s', (_, booking, ms, isThere) => {
    expect(isOver({ booking }, later(startsAt, ms))).toBe(isThere);
  });
});

describe('a customer who moves their appointment', () => {
  const policy = aLiveClinicContract({ timeZone: 'Europe/Madrid' }).booking;
  const start = { date: LocalDate.parse('2031-05-06'), time: WallTime.parse('10:30') };
  const own = { choice: { service: 'consultation' }, start };
  const chose = (asked: Parameters<typeof isOwnTime>[1], booking: Booking | undefined = booked, terms = policy) =>
    isOwnTime({ booking }, asked, terms);

  it('may choose what they have already, with whom they have it or with anyone', () => {
    expect(chose(own)).toBe(true);
    expect(chose({ ...own, choice: { ...own.choice, resource: 'ana' } })).toBe(true);
    expect(chose(own, { ...booked, state: 'to-approve' })).toBe(true);
  });

  it.each([
    ['somebody else', { ...own, choice: { ...own.choice, resource: 'ben' } }, booked],
    ['another service', { ...own, choice: { service: 'treatment' } }, booked],
    ['another date', { ...own, start: { ...start, date: LocalDate.parse('2031-05-07') } }, booked],
    ['another time', { ...own, start: { ...start, time: WallTime.parse('10:45') } }, booked],
    ['a service that is gone', { choice: { service: 'gone' }, start }, { ...booked, service: 'gone' }],
    ['what they cancelled', own, { ...booked, state: 'cancelled' as const }],
    ['what has no start', own, { ...booked, startsAt: undefined }],
  ])('moves it to %s', (_, asked, booking) => {
    expect(chose(asked, booking)).toBe(false);
  });

  it('moves it where nothing is booked, and where the contract has no services', () => {
    expect(isOwnTime({ booking: undefined }, own, policy)).toBe(false);
    expect(isOwnTime({ booking: booked }, own, { timeZone: 'UTC' })).toBe(false);
  });

  it('keeps the place that they have as it is, with what staff lifted for it and until when it waits', () => {
    const override = { actor: { kind: 'owner' as const }, lifted: ['outside-opening-hours' as const] };
    const placed = { startsAt, endsAt: later(startsAt, HOUR_MS), service: 'consultation', resources: [ANA], override };
    const booking = { ...booked, ...placed, notes: 'By lift', state: 'to-approve' as const, approveBy: startsAt };
    expect(keptPlace({ booking })).toEqual({
      outcome: 'placed',
      ...placed,
      timeZone: 'Europe/Madrid',
      resource: ANA,
      approveBy: startsAt,
    });
    expect(keptPlace({ booking: booked })).toBeUndefined();
    expect(keptPlace({})).toBeUndefined();
  });
});

describe('a scheduled ping', () => {
  it('is told from requests', () => {
    expect(isWarmPing(WARM_PING)).toBe(true);
    for (const event of [{}, { kind: 'other' }, null, undefined, 'warm-ping', ['warm-ping']]) {
      expect(isWarmPing(event)).toBe(false);
    }
  });
});
