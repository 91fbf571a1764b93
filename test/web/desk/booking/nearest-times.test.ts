import { describe, expect, it } from 'vitest';
import { SlotList } from '../../../../functions/shared/http/answers/slots.ts';
import { firstOfLaterDays, nearestTimes } from '../../../../web/desk/booking/when/nearest-times.ts';

/** Free times in UTC, an hour each. */
const slotsAt = (...starts: string[]) =>
  SlotList.parse({
    items: starts.map((start) => ({
      startsAt: `${start}:00.000Z`,
      endsAt: `${start}:30.000Z`,
      date: start.slice(0, 10),
      time: start.slice(11),
      resources: ['ana'],
    })),
  }).items;

const shown = (slots: ReturnType<typeof slotsAt>) => slots.map(({ date, time }) => `${date} ${time}`);

describe('what is free instead of a time that is taken', () => {
  const slots = slotsAt('2031-05-06T09:00', '2031-05-06T10:30', '2031-05-06T12:00', '2031-05-07T09:00');

  it('is what lies nearest to it, in order of time', () => {
    expect(shown(nearestTimes(slots, { date: '2031-05-06', time: '11:00' }))).toEqual([
      '2031-05-06 09:00',
      '2031-05-06 10:30',
      '2031-05-06 12:00',
    ]);
  });

  it('may be on the next day', () => {
    expect(shown(nearestTimes(slots, { date: '2031-05-07', time: '08:00' })).at(-1)).toBe('2031-05-07 09:00');
  });

  it('is the first time of each later day, where a day has none', () => {
    const later = slotsAt('2031-05-07T09:00', '2031-05-07T09:30', '2031-05-09T15:00');
    expect(shown(firstOfLaterDays([...slots, ...later], '2031-05-06'))).toEqual([
      '2031-05-07 09:00',
      '2031-05-09 15:00',
    ]);
  });
});
