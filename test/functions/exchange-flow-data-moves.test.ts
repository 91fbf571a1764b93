import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { startLiveForm } from '../support/live-form.ts';

const form = await startLiveForm(aLiveClinicContract({ horizonDays: 60, leadMinutes: 60 }));
const { world, aCustomer, holding, aBooked } = form;

afterEach(() => {
  vi.useRealTimers();
});

describe('a customer who is booked', () => {
  const kept = { name: 'Alex', notes: 'By lift' };

  it('moves their appointment, which is announced as a change', async () => {
    const customer = await aBooked(kept);
    const before = await customer.booking();
    await world.announce();
    const [choose, when] = [await customer.open(), await customer.when()];
    for (const { data } of [choose, when]) expect(data.heading).toMatch('move');
    // The date of the appointment may have no other time.
    const { data } = await customer.look(addDays(LocalDate.parse(when.data.date), 14));
    const later = await customer.hold(data.date, data.times[0].id);
    expect(later.data).toMatchObject({ heading: expect.stringMatching('new time'), has_name: false });
    expect((await customer.confirm(later, { name: 'Alex' })).screen).toBe('SUCCESS');
    const after = await customer.booking();
    expect(after).toMatchObject({ state: 'booked', customerName: 'Alex', notes: 'By lift' });
    expect(after?.['startsAt']).not.toBe(before?.['startsAt']);
    const [event, ...others] = (await world.announce()).filter(({ type }) => type.startsWith('Appointment'));
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'Appointment Changed', detail: { previous: before, booking: after } });
  });

  it('leaves to others the time that they moved away from', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.confirm(held);
    const date = addDays(LocalDate.parse(held.data.date), 7);
    const later = await customer.look(date);
    await customer.confirm(await customer.hold(later.data.date, later.data.times[0].id));
    expect((await (await aCustomer()).hold(held.data.date, held.data.time)).screen).toBe('DETAILS');
  });

  it('may choose their own time again, which changes nothing', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.confirm(held, kept);
    const before = (await world.invitation(customer.id)).body;
    const { data } = await customer.at('WHEN', { ...held.data, step: 'look' });
    expect(data.times.map(({ id }: { id: string }) => id)).toContain(held.data.time);
    const again = await customer.hold(held.data.date, held.data.time);
    expect(again).toMatchObject({ screen: 'DETAILS', data: { summary: held.data.summary } });
    expect((await customer.confirm(again, { name: 'Somebody' })).screen).toBe('SUCCESS');
    expect((await world.invitation(customer.id)).body).toEqual(before);
  });

  it('finds the form over once the appointment has begun', async () => {
    const customer = await aBooked();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(String((await customer.booking())?.['startsAt'])) + 1 });
    expect(await customer.open()).toMatchObject({ status: 427, over: expect.any(String) });
  });
});
