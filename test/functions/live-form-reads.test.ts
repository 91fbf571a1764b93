import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { createCountedLine, type TableCall } from '../support/counted-line.ts';
import { startLiveForm } from '../support/live-form.ts';
import { readUnits } from '../support/read-units.ts';

const calls: TableCall[] = [];
const line = createCountedLine((call) => calls.push(call));
const { aCustomer } = await startLiveForm(aLiveClinicContract(), line);

/** The read units of all that is called meanwhile, and what it gives. */
async function unitsOf<Found>(look: () => Promise<Found>): Promise<{ found: Found; units: number }> {
  calls.length = 0;
  const found = await look();
  return { found, units: calls.reduce((sum, call) => sum + readUnits(call), 0) };
}

describe('what a look at the times reads', () => {
  it('is all days once, and then only the day that is looked at', async () => {
    const customer = await aCustomer();
    const first = await unitsOf(() => customer.when());
    const { data } = first.found;
    const other = await unitsOf(() => customer.at('WHEN', { service: 'first-visit', resource: '-', date: data.date }));
    expect(other.found).toMatchObject({ status: 200, screen: 'WHEN', data: { date: data.date, times: data.times } });
    expect(other.units).toBeLessThan(first.units / 3);
  });

  it('is the days of further people only where the first one has no time', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const withAna = await unitsOf(() => one.at('CHOOSE', { service: 'first-visit', resource: '-' }));
    const withAnybody = await unitsOf(() => other.at('CHOOSE', { service: 'consultation', resource: '-' }));
    expect(withAnybody.units).toBeLessThan(1.6 * withAna.units);
  });

  it('is the day as it is now, whatever the calendar of the phone says', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    // The first date may have one time alone; two weeks later there are many.
    const { data } = await one.look(addDays(LocalDate.parse((await one.when()).data.date), 14));
    const time = data.times[0].id;
    expect(await other.hold(data.date, time)).toMatchObject({ screen: 'DETAILS' });
    const again = await one.look(data.date);
    expect(again.data.times.map(({ id }: { id: string }) => id)).not.toContain(time);
  });
});

/** Whose days are read for what is called meanwhile. */
async function whoseDays(say: () => Promise<unknown>): Promise<Set<string | undefined>> {
  calls.length = 0;
  await say();
  const keys = calls.flatMap(({ operation, request }) =>
    operation === 'BatchGetItem' ? (JSON.stringify(request).match(/day#[^"]+/g) ?? []) : [],
  );
  return new Set(keys.map((key) => key.split('#')[2]));
}

it('a confirmation reads the days of those alone who were held', async () => {
  const customer = await aCustomer();
  const choice = { service: 'consultation', resource: '-' };
  const { data } = await customer.at('CHOOSE', choice);
  const asked = { ...choice, step: 'hold', date: data.date, time: data.times[0].id };
  expect(await whoseDays(() => customer.at('WHEN', asked))).toEqual(new Set(['ana', 'ben']));
  const held = await customer.at('WHEN', asked);
  expect((await whoseDays(() => customer.confirm(held))).size).toBe(1);
  expect(await customer.booking()).toMatchObject({ state: 'booked', service: 'consultation' });
});
