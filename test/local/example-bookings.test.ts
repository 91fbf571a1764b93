import { describe, expect, it } from 'vitest';
import { SlotList, type SlotView } from '../../functions/shared/http/answers/slots.ts';
import { planBookings } from '../../local/example-bookings/plan.ts';

/** Half hours from 9:00 to 17:00 with two people, on these days. */
const slotsOn = (dates: readonly string[]): SlotView[] =>
  SlotList.parse({
    items: dates.flatMap((date) =>
      Array.from({ length: 16 }, (_, half) => {
        const startsAt = new Date(Date.parse(`${date}T09:00:00Z`) + half * 1_800_000).toISOString();
        const endsAt = new Date(Date.parse(startsAt) + 1_800_000).toISOString();
        return { startsAt, endsAt, date, time: startsAt.slice(11, 16), resources: ['ana', 'ben'] };
      }),
    ),
  }).items;

const WEEK = ['2031-05-05', '2031-05-06', '2031-05-07', '2031-05-08', '2031-05-09'];

describe('the appointments of a first start', () => {
  const services = new Map(['check-up', 'treatment'].map((service) => [service, slotsOn(WEEK)]));
  const planned = planBookings(services, ['en', 'es']);

  it('are some on each of the first days, and leave most of each free', () => {
    const counts = WEEK.map((day) => planned.filter(({ date }) => date === day).length);
    expect(counts).toEqual([3, 3, 3, 3, 0]);
  });

  it('are at times that are free, never two at one', () => {
    const free = new Set(slotsOn(WEEK).map(({ date, time }) => `${date} ${time}`));
    const times = planned.map(({ date, time }) => `${date} ${time}`);
    expect(times.filter((time) => !free.has(time))).toEqual([]);
    expect(new Set(times).size).toBe(times.length);
  });

  it('are of every service, by both people, in both languages, each of somebody else', () => {
    const all = (values: readonly unknown[]) => [...new Set(values)].sort();
    expect(all(planned.map(({ service }) => service))).toEqual(['check-up', 'treatment']);
    expect(all(planned.map(({ resource }) => resource))).toEqual(['ana', 'ben']);
    expect(all(planned.map(({ language }) => language))).toEqual(['en', 'es']);
    expect(all(planned.map(({ customerName }) => customerName))).toHaveLength(planned.length);
  });

  it('are none where nothing is free, or there are no services', () => {
    expect(planBookings(new Map([['check-up', []]]), ['en'])).toEqual([]);
    expect(planBookings(new Map(), ['en'])).toEqual([]);
  });
});
