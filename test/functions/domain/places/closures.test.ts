import { describe, expect, it } from 'vitest';
import { type DayClosure, emptyDay } from '../../../../functions/shared/domain/places/day.ts';
import { slotsFor } from '../../../../functions/shared/domain/places/slots.ts';
import { ANA, ANA_ONLY } from './support/claims.ts';
import { aClinic, BEFORE, MONDAY, time } from './support/clinic.ts';

describe('a closure of a part of a day', () => {
  const until = (open: { from: string; to: string }[]) => ({ from: time('12:00'), to: '24:00', open, at: 1 });
  const query = { ...aClinic(), service: ANA_ONLY, now: BEFORE, from: MONDAY, to: MONDAY };
  const starts = (hours: Record<string, DayClosure>) => {
    const days = [{ ...emptyDay({ resource: ANA, date: MONDAY }), hours }];
    return slotsFor({ ...query, days }).map((slot) => slot.time as string);
  };

  it('closes that part, or opens it at other hours', () => {
    expect(starts({ half: until([]) }).at(-1)).toBe('11:30');
    expect(starts({ half: until([{ from: '20:00', to: '21:00' }]) }).slice(-3)).toEqual(['20:00', '20:15', '20:30']);
  });

  it('gives way to what was decided after it, in whatever order they were written', () => {
    const feast = { from: time('00:00'), to: '24:00', open: [], at: 1 };
    const duty = { from: time('10:00'), to: '11:00', open: [{ from: '10:00', to: '11:00' }], at: 2 };
    for (const hours of [
      { feast, duty },
      { duty, feast },
    ]) {
      expect(starts(hours)).toEqual(['10:00', '10:15', '10:30']);
    }
    expect(starts({ feast: { ...feast, at: 3 }, duty })).toEqual([]);
  });
});
