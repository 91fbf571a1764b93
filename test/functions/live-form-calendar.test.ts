import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../functions/shared/domain/business-terms.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { startLiveForm } from '../support/live-form.ts';
import { aPhone } from '../support/webhooks.ts';

const hours = [{ from: '09:00', to: '10:00' }];
/** Ana and Ben have two half hours each on every day. */
const contract = aLiveClinicContract({
  openingHours: Object.fromEntries(WEEKDAYS.map((day) => [day, hours])),
  slotEveryMinutes: 30,
  horizonDays: 60,
});
const { world, aCustomer } = await startLiveForm(contract);
const aDate = createFreeDates(20);

async function give(resource: string, date: string, time: string): Promise<void> {
  const body = { service: 'consultation', resource, date, time, customerName: 'Gina', phone: `+${aPhone()}` };
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  expect(await world.call({ route: 'POST /bookings', headers, body })).toMatchObject({ status: 201 });
}

/** The dates that nobody can choose, as a form shows them that is opened now. */
async function closedFor(service: string, resource = '-'): Promise<string[]> {
  const customer = await aCustomer();
  return (await customer.at('CHOOSE', { service, resource })).data.unavailable_dates;
}

describe('the calendar of a form', () => {
  it('leaves a date open until nobody has a time', async () => {
    const date = aDate();
    await give('ana', date, '09:00');
    await give('ana', date, '09:30');
    await give('ben', date, '09:30');
    expect(await closedFor('consultation')).not.toContain(date);
    await give('ben', date, '09:00');
    expect(await closedFor('consultation')).toContain(date);
  });

  it('closes a date on which the chosen person has no time, whoever else has one', async () => {
    const date = aDate();
    await give('ben', date, '09:00');
    await give('ben', date, '09:30');
    expect(await closedFor('consultation', 'ben')).toContain(date);
    expect(await closedFor('consultation', 'ana')).not.toContain(date);
  });
});

const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function fill(date: string): Promise<void> {
  for (const resource of ['ana', 'ben']) for (const time of ['09:00', '09:30']) await give(resource, date, time);
}

describe('a date in more than four weeks', () => {
  const [full, closed, fourthWeek] = [dateIn(40), dateIn(43), dateIn(25)];

  it('is open although it is full, while nothing in the fourth week is, and is left as soon as somebody looks at it', async () => {
    await fill(full);
    const customer = await aCustomer();
    const { data } = await customer.at('CHOOSE', { service: 'consultation', resource: '-' });
    expect(data.unavailable_dates).not.toContain(full);
    const seen = await customer.at('WHEN', { service: 'consultation', resource: '-', date: full });
    expect(seen.data.date > full).toBe(true);
    expect(seen.data.unavailable_dates).toContain(full);
  });

  it('is closed by a closure', async () => {
    const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
    const body = { from: `${closed}T00:00`, to: `${dateIn(44)}T00:00` };
    expect(await world.call({ route: 'POST /closures', headers, body })).toMatchObject({ status: 201 });
    expect(await closedFor('consultation')).toContain(closed);
  });

  it('is closed once it is full, where a date of the fourth week is', async () => {
    await fill(fourthWeek);
    expect(await closedFor('consultation')).toEqual(expect.arrayContaining([fourthWeek, full, closed]));
  });
});
