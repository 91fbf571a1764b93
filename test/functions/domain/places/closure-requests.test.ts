import { describe, expect, it } from 'vitest';
import { OWNER } from '../../../../functions/shared/domain/people/caller.ts';
import {
  closureHash,
  closureIdFor,
  newClosure,
  readClosure,
} from '../../../../functions/shared/domain/places/closure-request.ts';
import { aClinicContract } from '../../../support/clinic.ts';

const policy = aClinicContract({ timeZone: 'Europe/Madrid' }).booking;
const times = { from: '2031-12-24T12:00', to: '2031-12-27T00:00' };
const nowMs = Date.UTC(2031, 0, 1);
const of = { channelId: 'main', key: undefined, nowMs, actor: OWNER.actor };
const madeOf = (asked: object, more: Partial<typeof of> = {}) =>
  newClosure(readClosure({ ...times, ...asked }), policy, { ...of, ...more });

describe('a request for a closure', () => {
  it('may be of a time alone, or say of whom, at which hours and why', () => {
    expect(readClosure(times)).toEqual(times);
    const more = { resource: 'ana', hours: [{ from: '10:00', to: '11:00' }], reason: 'x'.repeat(200) };
    expect(readClosure({ ...times, ...more, reason: ` ${more.reason} ` })).toEqual({ ...times, ...more });
    expect(readClosure({ from: '2031-01-01T00:00', to: '2031-04-03T00:00' })).toBeDefined();
    expect(readClosure({ from: '2000-01-01T23:59', to: '2000-01-02T00:00' })).toBeDefined();
    expect(readClosure({ from: '2100-12-31T23:58', to: '2100-12-31T23:59' })).toBeDefined();
  });

  const span = (hour: number) => ({ from: `1${hour}:00`, to: `1${hour}:30` });
  const form = 'must be a date from 2000 to 2100 and a time, such as "2026-12-24T09:00"';
  it.each([
    [{ from: undefined }, 'from', form],
    [{ from: '2031-12-24' }, 'from', form],
    [{ from: '2031-12-24 12:00' }, 'from', form],
    [{ from: 'x2031-12-24T12:00' }, 'from', form],
    [{ to: '2031-12-24T12:000' }, 'to', form],
    [{ to: '2031-12-24T24:00' }, 'to', form],
    [{ to: '2031-12-24T12:60' }, 'to', form],
    [{ to: '2031-02-29T12:00' }, 'to', form],
    [{ to: '2101-01-01T00:00' }, 'to', form],
    [{ to: 7 }, 'to', form],
    [{ to: times.from }, 'to', 'must be later than from'],
    [{ to: '2031-12-24T11:59' }, 'to', 'must be later than from'],
    [{ from: '2031-01-01T00:00', to: '2031-04-03T00:01' }, 'to', 'must be at most 92 days after from'],
    [{ resource: 7 }, 'resource', 'must be the id of a resource'],
    [{ hours: 7 }, 'hours', 'must be a list of times from and to'],
    [{ hours: [] }, 'hours', 'must not be empty when it is given: without it the time is closed'],
    [{ hours: [0, 1, 2, 3, 4, 5].map(span) }, 'hours', 'must be at most 5 times'],
    [{ reason: 7 }, 'reason', 'must be text'],
    [{ reason: ' ' }, 'reason', 'must not be empty when it is given'],
    [{ reason: 'x'.repeat(201) }, 'reason', 'must be at most 200 characters'],
  ])('names what is wrong, and the rule: %j', (body, field, rule) => {
    expect(() => readClosure({ ...times, ...body })).toThrow(
      expect.objectContaining({ kind: 'malformed', faults: [{ field, rule }] }),
    );
  });

  it('may name five times of a day', () => {
    expect(readClosure({ ...times, hours: [0, 1, 2, 3, 4].map(span) })).toBeDefined();
  });

  it('is told from any other under the same key, whatever way it is written', () => {
    expect(closureHash({ to: times.to, from: times.from, reason: undefined })).toBe(closureHash(times));
    const others = [{ from: '2031-12-24T12:01' }, { to: '2031-12-27T00:01' }, { reason: 'x' }, { resource: 'ana' }];
    const hashes = [{}, ...others].map((more) => closureHash({ ...times, ...more }));
    expect(new Set(hashes).size).toBe(hashes.length);
    // What releases before have stored.
    expect(hashes[0]).toBe('un3e2BQtC5zV9fDsw11gmI8aQ_s2nrsX-8usPP9h2O0');
  });

  it('has the same id for the same key of a channel, and another one for any other', () => {
    const key = { kind: 'idempotency-key' as const, value: 'k' };
    const id = closureIdFor('main', key);
    expect(closureIdFor('main', { ...key })).toBe(id);
    const others = [
      ...[closureIdFor('other', key), closureIdFor('main', { ...key, value: 'l' })],
      ...[closureIdFor('main', { ...key, kind: 'event' as const }), closureIdFor('main', undefined)],
      closureIdFor('main', undefined),
    ];
    expect(new Set([id, ...others]).size).toBe(6);
  });
});

describe('a new closure', () => {
  it('is of all resources, by the clock of the business', () => {
    expect(madeOf({})).toStrictEqual({
      ...times,
      closureId: expect.any(String),
      createdAt: '2031-01-01T00:00:00.000Z',
      actor: OWNER.actor,
      startsAt: '2031-12-24T11:00:00.000Z',
      endsAt: '2031-12-26T23:00:00.000Z',
      resources: ['ana', 'ben', 'room', 'hall'],
      requestHash: closureHash(times),
    });
  });

  it('is of one resource, with hours and a reason', () => {
    const asked = { resource: 'ben', hours: [{ from: '10:00', to: '11:00' }], reason: 'ill' };
    expect(madeOf(asked)).toMatchObject({ ...asked, resources: ['ben'] });
  });

  it('is of what the contract has', () => {
    const refusal = (message: string) => expect.objectContaining({ kind: 'unknown-resource', message });
    expect(() => madeOf({ resource: 'zoe' })).toThrow(refusal('The resources are: ana, ben, room, hall.'));
    const nothing = refusal('The contract names no resources that could be closed.');
    expect(() => newClosure(times, { timeZone: 'UTC' }, of)).toThrow(nothing);
  });

  it('is not over', () => {
    const end = Date.parse('2031-12-26T23:00:00.000Z');
    expect(madeOf({}, { nowMs: end - 1 })).toMatchObject(times);
    expect(() => madeOf({}, { nowMs: end })).toThrow(
      expect.objectContaining({ kind: 'malformed', faults: [{ field: 'to', rule: 'must be in the future' }] }),
    );
  });
});
