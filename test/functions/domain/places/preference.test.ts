import { describe, expect, it } from 'vitest';
import { InvitationId } from '../../../../functions/shared/domain/invitation/invitation-id.ts';
import { type Claim, type Day, LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import { preferenceOn } from '../../../../functions/shared/domain/places/preference.ts';
import { ResourceId } from '../../../../functions/shared/domain/places/service.ts';

const [ANA, BEA] = [ResourceId.parse('ana'), ResourceId.parse('bea')];
const invitationId = InvitationId.parse('11111111-1111-5111-8111-111111111111');

const aClaim = (from: number): Claim => ({ kind: 'booking', invitationId, from, to: from + 1, units: 1 });

/** Who is given first to somebody who takes anyone, on a day with claims from these times. */
function firstOf(claimedFrom: { ana?: number[]; bea?: number[] }, who = 'somebody', counts = () => true): string {
  const dayOf = (resource: ResourceId): Day => {
    const starts = (resource === ANA ? claimedFrom.ana : claimedFrom.bea) ?? [];
    const claims = Object.fromEntries(starts.map((from, index) => [`claim:${index}`, aClaim(from)]));
    return { resource, date: LocalDate.parse('2031-05-06'), rev: 1, claims };
  };
  return [ANA, BEA].sort(preferenceOn(dayOf, counts, who))[0] ?? '';
}

describe('somebody who takes anyone', () => {
  it('gets whoever has the fewest claims on the day', () => {
    expect(firstOf({ ana: [1, 2], bea: [9] })).toBe('bea');
    expect(firstOf({ ana: [9], bea: [1, 2] })).toBe('ana');
  });

  it('gets, of those with as many, whoever has an earlier latest claim', () => {
    expect(firstOf({ ana: [1, 8], bea: [6, 7] })).toBe('bea');
    expect(firstOf({ ana: [7, 6], bea: [8, 1] })).toBe('ana');
  });

  it('is not told apart by claims that do not count', () => {
    const order = ['1', '2', '3', '4', '5', '6'].map((who) => firstOf({ ana: [1, 2] }, who, () => false));
    expect(order).toEqual(['1', '2', '3', '4', '5', '6'].map((who) => firstOf({}, who)));
  });

  it('gets the same one whenever they ask, and not everybody gets the same', () => {
    const asked = Array.from({ length: 40 }, (_, number) => `invitation ${number}`);
    const given = asked.map((who) => firstOf({}, who));
    expect(asked.map((who) => firstOf({}, who))).toEqual(given);
    const toAna = given.filter((name) => name === 'ana').length;
    expect(toAna).toBeGreaterThan(8);
    expect(toAna).toBeLessThan(32);
  });
});
