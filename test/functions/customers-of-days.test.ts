import { describe, expect, it } from 'vitest';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createCustomers } from '../support/customers.ts';
import { itemsOf } from '../support/lists.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel());
const { aDate, book, get } = createCustomers(world);
const { cancel } = createBookings(world);

/** Staff may book at any time of the day. */
const bookAt = (name: string, date: string, time: string, more: object = {}) =>
  book(name, { date, time, override: true, ...more });
const namesOn = async (from: string, to = from) => itemsOf(await get({ from, to })).map(({ name }) => name);

describe('the customers of some days', () => {
  it('are in the order of their first booking on these days, whichever was made first', async () => {
    const date = aDate();
    const { phone } = await bookAt('Ana', date, '10:00');
    await bookAt('Ben', date, '11:00');
    await bookAt('Ana', date, '12:00', { phone });
    expect(await namesOn(date)).toEqual(['Ana', 'Ben']);
    const other = aDate();
    await bookAt('Ben', other, '11:00');
    const eva = await bookAt('Eva', other, '12:00');
    await bookAt('Eva', other, '10:00', { phone: eva.phone });
    expect(await namesOn(other)).toEqual(['Eva', 'Ben']);
  });

  it('are not those who cancelled, and are in the order of what stands of the others', async () => {
    const date = aDate();
    const ana = await bookAt('Ana', date, '10:00');
    const eva = await bookAt('Eva', date, '10:30');
    await bookAt('Ben', date, '11:00');
    await bookAt('Ana', date, '12:00', { phone: ana.phone });
    for (const { invitationId } of [ana, eva]) expect((await cancel(invitationId)).status).toBe(200);
    expect(await namesOn(date)).toEqual(['Ben', 'Ana']);
  });

  it('are among them whatever they have booked before and after', async () => {
    const [before, date, after] = [aDate(), aDate(), aDate()];
    const { phone } = await bookAt('Ana', before, '10:00');
    for (const day of [date, after]) await bookAt('Ana', day, '10:00', { phone });
    for (const day of [before, date, after]) expect(await namesOn(day), day).toEqual(['Ana']);
  });

  it('are among them from midnight to midnight, with and without an address', async () => {
    const date = aDate();
    await bookAt('Ana', date, '00:00');
    const { invitationId } = await bookAt('Ben', date, '23:30', { phone: undefined });
    expect(itemsOf(await get({ from: date, to: date }))).toMatchObject([
      { name: 'Ana' },
      { name: 'Ben', invitationId },
    ]);
  });
});

describe('a customer without an address', () => {
  it('is found by their booking, and nobody else is', async () => {
    const caller = await bookAt('Ana', aDate(), '10:00', { phone: undefined });
    const other = await bookAt('Ben', aDate(), '10:00');
    const byBooking = async (invitationId: string) => itemsOf(await get({ invitationId }));
    expect(await byBooking(caller.invitationId)).toMatchObject([{ name: 'Ana' }]);
    expect(await byBooking(other.invitationId)).toEqual([]);
    expect(await byBooking('0198d0a0-0000-7000-8000-000000000000')).toEqual([]);
  });
});
