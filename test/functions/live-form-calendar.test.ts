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
});
const { world, aCustomer } = await startLiveForm(contract);
const aDate = createFreeDates(50);

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
