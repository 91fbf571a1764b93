import { describe, expect, it } from 'vitest';
import { bookedIn, decisionEntry, decisionId } from '../../../../functions/shared/domain/booking/booking-decision.ts';
import type { HistoryEntry } from '../../../../functions/shared/domain/booking/booking-history.ts';
import {
  type Decision,
  decisionHash,
  readApproval,
  readBookingChange,
  readCancellation,
  readRefusal,
} from '../../../../functions/shared/domain/booking/booking-request.ts';
import { checkRevision } from '../../../../functions/shared/domain/booking/expected-revision.ts';
import { HOUR_MS, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { ANA, aBooking, actor, aForm, BEN, invitation, minute, START } from './support/bookings.ts';

const policy = { ...aContract().booking, timeZone: 'Europe/Madrid', durationMinutes: 30 };
const now = minute(10);
const entryOf = (decision: Decision, booking = aBooking(), history = {}, placed?: object): HistoryEntry =>
  decisionEntry({ decision, actor }, { booking, history }, policy, now, placed);
const changesOf = (asked: object, booking = aBooking(), placed?: object) => {
  const entry = entryOf(readBookingChange(asked), booking, {}, placed);
  return entry.kind === 'change' ? entry.changes : expect.fail();
};

describe('the id of a decision', () => {
  const key = { kind: 'idempotency-key' as const, value: 'k' };

  it('is the same for the same key of an invitation, and another one for any other', () => {
    const id = decisionId(invitation(1), key);
    expect(decisionId(invitation(1), { ...key })).toBe(id);
    const others = [
      decisionId(invitation(2), key),
      decisionId(invitation(1), { ...key, value: 'l' }),
      decisionId(invitation(1), { ...key, kind: 'event' }),
      decisionId(invitation(1), undefined),
      decisionId(invitation(1), undefined),
    ];
    expect(new Set([id, ...others]).size).toBe(6);
  });

  it('stays as releases before have stored it', () => {
    expect(decisionId(invitation(1), key)).toBe('07a9f4e7-5abb-5cdc-a848-88935f90a7b4');
  });
});

describe('a request under a key', () => {
  it('is told from another one by what it asks and by its kind', () => {
    const hashes = [
      ...[readCancellation({}), readCancellation({ reason: 'a' }), readRefusal({}), readRefusal({ reason: 'a' })],
      ...[readApproval({}), readBookingChange({ notes: 'a' }), readBookingChange({ customerName: 'a' })],
    ].map(decisionHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is the same in whatever order its fields come', () => {
    const one = readBookingChange({ notes: 'a', service: 'b', customerName: 'c' });
    const other = readBookingChange({ customerName: 'c', service: 'b', notes: 'a' });
    expect(decisionHash(other)).toBe(decisionHash(one));
    expect(decisionHash({ kind: 'change', asked: { service: 'b', notes: 'a', customerName: 'c' } })).toBe(
      decisionHash({ kind: 'change', asked: { notes: 'a', customerName: 'c', service: 'b' } }),
    );
  });

  it('has the hash that releases before have stored', () => {
    const decision = readBookingChange({ service: 'b', notes: 'a' });
    expect(decision).toEqual({ kind: 'change', asked: { service: 'b', notes: 'a' } });
    expect(decisionHash(decision)).toBe('sV3w70DRvVIQVy72ILY-xx50SDz9D4zDTlkEyV2by9c');
  });
});

describe('the booking to decide about', () => {
  it.each(['requested', 'to-approve', 'booked'] as const)('may be %s', (state) => {
    expect(bookedIn({ booking: aBooking({ state }) })).toEqual(aBooking({ state }));
  });

  it('is neither cancelled nor missing', () => {
    const refusal = (message: string) =>
      expect.objectContaining({ kind: 'nothing-booked', message: expect.stringContaining(message) });
    expect(() => bookedIn({})).toThrow(refusal('has not booked'));
    expect(() => bookedIn({ booking: aBooking({ state: 'cancelled' }) })).toThrow(refusal('is cancelled'));
    expect(() => entryOf(readCancellation({}), aBooking({ state: 'cancelled' }))).toThrow(refusal('is cancelled'));
  });

  it('is as the caller saw it', () => {
    expect(() => checkRevision({ revision: 3 }, undefined)).not.toThrow();
    expect(() => checkRevision({ revision: 3 }, 3)).not.toThrow();
    expect(() => checkRevision({ revision: 3 }, 2)).toThrow(
      expect.objectContaining({
        kind: 'changed-meanwhile',
        revision: 3,
        message: expect.stringContaining('read it again'),
      }),
    );
  });
});

describe('a decision in the history', () => {
  it('says who made it, and is newer than all before it', () => {
    const decision = readCancellation({ reason: 'ill' });
    const entry = { kind: 'cancellation', reason: 'ill', actor, requestHash: decisionHash(decision) };
    expect(entryOf(decision)).toEqual({ ...entry, at: now });
    expect(entryOf(decision, aBooking(), { form: aForm(now) })).toEqual({ ...entry, at: later(now, 1) });
  });

  const waiting = aBooking({ state: 'to-approve' });

  it('approves what waits, with what it takes', () => {
    const decision = readApproval({});
    const approval = { kind: 'approval', at: now, actor, requestHash: decisionHash(decision), startsAt: START };
    expect(entryOf(decision, waiting)).toEqual({ ...approval, service: 'consultation', resources: ANA.resources });
    expect(entryOf(decision, { ...waiting, service: undefined, resources: undefined })).toEqual(approval);
    const seen = { startsAt: START, service: 'consultation', resources: ANA.resources };
    expect(entryOf({ kind: 'approval', asked: {}, seen }, waiting)).toMatchObject(seen);
  });

  it('declines what waits, with the reason', () => {
    const decision = readRefusal({ reason: 'full' });
    expect(entryOf(decision, waiting)).toEqual({
      kind: 'cancellation',
      at: now,
      actor,
      requestHash: decisionHash(decision),
      reason: 'full',
      declined: true,
    });
    expect(entryOf(readCancellation({}), waiting)).not.toHaveProperty('declined');
  });

  it.each([readApproval({}), readRefusal({})])('decides only on what waits', (decision) => {
    const nothing = expect.objectContaining({ kind: 'nothing-to-approve' });
    expect(() => entryOf(decision, aBooking())).toThrow(nothing);
    expect(() => entryOf({ kind: 'refusal', asked: {}, seen: { startsAt: minute(0) } }, waiting)).toThrow(nothing);
  });
});

describe('a change of a booking', () => {
  it('takes its texts as they are given', () => {
    expect(changesOf({ service: 'cut', customerName: 'Ana', notes: 'x' })).toEqual({
      service: 'cut',
      customerName: 'Ana',
      notes: 'x',
    });
    expect(changesOf({ notes: 'x' })).toStrictEqual({ notes: 'x' });
    expect(changesOf({ service: 'cut' })).toStrictEqual({ service: 'cut' });
    expect(entryOf(readBookingChange({ notes: 'x' }))).toMatchObject({ kind: 'change', at: now, actor });
  });

  it('sets start, end and zone together by the clock of the business, and keeps the length', () => {
    const asked = { date: '2031-05-07', time: '12:00' };
    const startsAt = '2031-05-07T10:00:00.000Z';
    expect(changesOf(asked)).toEqual({ startsAt, endsAt: '2031-05-07T11:00:00.000Z', timeZone: 'Europe/Madrid' });
    const elsewhere = aBooking({ timeZone: 'UTC' });
    expect(changesOf(asked, elsewhere)).toMatchObject({ timeZone: 'Europe/Madrid' });
    expect(changesOf({ ...asked, durationMinutes: 45 })).toMatchObject({ endsAt: '2031-05-07T10:45:00.000Z' });
    for (const times of [{ startsAt: undefined }, { endsAt: undefined }]) {
      expect(changesOf(asked, aBooking(times))).toMatchObject({ startsAt, endsAt: '2031-05-07T10:30:00.000Z' });
    }
  });

  it('may make it longer where it is, on the clock that it was set by', () => {
    const elsewhere = aBooking({ timeZone: 'UTC' });
    expect(changesOf({ durationMinutes: 90 }, elsewhere)).toEqual({
      startsAt: START,
      endsAt: later(START, 1.5 * HOUR_MS),
      timeZone: 'UTC',
    });
  });

  it('takes the place that was claimed for it, and its service with it', () => {
    const placed = { ...BEN, startsAt: minute(0), service: 'treatment' };
    const asked = { date: '2031-05-07', time: '12:00', service: 'Treatment', notes: 'x', customerName: 'Ana' };
    expect(changesOf(asked, aBooking(), placed)).toEqual({ ...placed, notes: 'x', customerName: 'Ana' });
  });

  it.each([
    ['time', 'does not exist on this date in Europe/Madrid', { date: '2031-03-30', time: '02:30' }, aBooking()],
    ['durationMinutes', 'needs date and time', { durationMinutes: 45 }, aBooking({ startsAt: undefined })],
  ])('is refused where %s %s', (field, rule, asked, booking) => {
    expect(() => changesOf(asked, booking)).toThrow(
      expect.objectContaining({ kind: 'malformed', faults: [{ field, rule: expect.stringContaining(rule) }] }),
    );
  });
});

describe('a request to change a booking', () => {
  const faultsOf = (read: () => unknown) => {
    try {
      read();
      return [];
    } catch (error) {
      return (error as { faults: { field: string; rule: string }[] }).faults; // Only refusals come.
    }
  };
  const duration = 'must be a whole number from 5 to 1440';
  const [empty, date, time] = [
    'must not be empty when it is given',
    'must be a date from 2000 to 2100, such as "2026-12-01"',
    'must be a time such as "09:30"',
  ];

  it.each([
    [{ durationMinutes: 4 }, 'durationMinutes', duration],
    [{ durationMinutes: 1_441 }, 'durationMinutes', duration],
    [{ durationMinutes: 5.5 }, 'durationMinutes', duration],
    [{ durationMinutes: '30' }, 'durationMinutes', duration],
    [{ service: ' ' }, 'service', empty],
    [{ service: 'x'.repeat(201) }, 'service', 'must be at most 200 characters'],
    [{ customerName: '' }, 'customerName', empty],
    [{ customerName: 'x'.repeat(201) }, 'customerName', 'must be at most 200 characters'],
    [{ notes: '' }, 'notes', empty],
    [{ notes: 'x'.repeat(2_001) }, 'notes', 'must be at most 2000 characters'],
    [{ notes: 7 }, 'notes', 'must be text'],
    [{ resource: 7 }, 'resource', 'must be the id of a resource'],
    [{ notes: 'x', override: 'yes' }, 'override', 'must be true or false'],
    [{ date: '2031-02-29', time: '10:00' }, 'date', date],
    [{ date: 7, time: '10:00' }, 'date', date],
    [{ date: '2031-05-06', time: '24:00' }, 'time', time],
    [{ date: '2031-05-06', time: 10 }, 'time', time],
    [{ date: 'soon', notes: 'x' }, 'date', date],
    [{ time: 'soon', notes: 'x' }, 'time', time],
  ])('names what is wrong, and the rule: %j', (body, field, rule) => {
    expect(faultsOf(() => readBookingChange(body))).toEqual([{ field, rule }]);
  });

  it('may be as short or as long as a booking', () => {
    for (const durationMinutes of [5, 1_440]) {
      expect(readBookingChange({ durationMinutes })).toHaveProperty('asked', { durationMinutes });
    }
    const texts = { service: 'x'.repeat(200), customerName: 'x'.repeat(200), notes: 'x'.repeat(2_000) };
    expect(readBookingChange({ ...texts, notes: ` ${texts.notes} ` })).toHaveProperty('asked', texts);
  });

  it('cancels with a reason, or without', () => {
    expect(readCancellation({ reason: ' ill ' })).toEqual({ kind: 'cancellation', asked: { reason: 'ill' } });
    expect(readRefusal({})).toEqual({ kind: 'refusal', asked: {} });
    expect(readApproval({})).toEqual({ kind: 'approval', asked: {} });
    for (const read of [readCancellation, readRefusal]) {
      expect(faultsOf(() => read({ reason: '' }))).toEqual([{ field: 'reason', rule: empty }]);
      expect(faultsOf(() => read({ reason: 'x'.repeat(501) }))).toEqual([
        { field: 'reason', rule: 'must be at most 500 characters' },
      ]);
      expect(read({ reason: 'x'.repeat(500) })).toHaveProperty('asked.reason');
    }
  });
});
