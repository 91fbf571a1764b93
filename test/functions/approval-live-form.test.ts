/** What customers book by a live form where the contract has manual approval. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { startLiveForm } from '../support/live-form.ts';

const form = await startLiveForm(aLiveClinicContract({ horizonDays: 60, leadMinutes: 60, approval: 'manual' }));
const { world, aCustomer, holding, aBooked } = form;

afterEach(() => {
  vi.useRealTimers();
});

const approve = (id: unknown) =>
  world.call({
    route: 'POST /bookings/{invitationId}/approve',
    path: { invitationId: String(id) },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

describe('a live form whose appointments wait for approval', () => {
  it.each([
    ['en', 'Ask for this appointment', /We will tell you whether/],
    ['es', 'Pedir esta cita', /Te diremos si/],
  ])('says on its last screen that it asks for the time: %s', async (language, label, heading) => {
    const { data } = await holding(await aCustomer({ language }));
    expect(data.confirm_label).toBe(label);
    expect(data.heading).toMatch(heading);
  });

  it('takes the place that is confirmed, and it waits', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    expect(await customer.confirm(held)).toMatchObject({ screen: 'SUCCESS' });
    const waiting = await customer.booking();
    expect(waiting).toMatchObject({ state: 'to-approve', approveBy: expect.any(String), resources: ['ana'] });
    expect(await customer.confirm(held)).toMatchObject({ screen: 'SUCCESS' });
    expect(await customer.booking()).toEqual(waiting);
    const late = await (await aCustomer()).hold(held.data.date, held.data.time);
    expect(late.screen).toBe('WHEN');
  });

  it('has what was approved wait again when the customer moves it, and keeps the notes', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.confirm(held, { name: 'Alex', notes: 'First' });
    expect((await customer.open()).data.heading).toMatch(/move your appointment/);
    await approve(customer.id);
    const before = await customer.booking();
    expect(before).toMatchObject({ state: 'booked' });
    const date = addDays(LocalDate.parse(held.data.date), 7);
    const later = await customer.look(date);
    await customer.confirm(await customer.hold(later.data.date, later.data.times[0].id));
    expect(await customer.booking()).toMatchObject({ state: 'to-approve', notes: 'First' });
    expect((await customer.booking())?.['startsAt']).not.toBe(before?.['startsAt']);
    expect((await (await aCustomer()).hold(held.data.date, held.data.time)).screen).toBe('DETAILS');
  });

  it.each(['waits', 'is approved'])('changes nothing for who chooses again the time that %s', async (what) => {
    const customer = await aCustomer();
    const held = await holding(customer);
    await customer.confirm(held);
    if (what === 'is approved') await approve(customer.id);
    const before = (await world.invitation(customer.id)).body;
    const again = await customer.hold(held.data.date, held.data.time);
    expect((await customer.confirm(again)).screen).toBe('SUCCESS');
    expect((await world.invitation(customer.id)).body).toEqual(before);
  });

  it('is over when what waits has begun', async () => {
    const customer = await aBooked();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 86_400_000 });
    expect(await customer.open()).toMatchObject({ status: 427 });
  });
});
