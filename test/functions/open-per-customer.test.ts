/** How many bookings ahead one customer may have. */
import { describe, expect, it } from 'vitest';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { aPhone, bsuidOf } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({ horizonDays: 90, openPerCustomer: 2 }));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { announced, complete, patch, cancel, write } = createBookings(world);

const aDate = createFreeDates(88);

/** One more invitation to the same customer, by their phone or by another of their addresses. */
async function invite(phone: string, chatId?: string) {
  const { body } = await world.invite(chatId === undefined ? { phone } : { chatId });
  const requests = world.provider.requests.filter((request) =>
    [request.body['chatId'], request.body['phone']].includes(chatId ?? phone),
  );
  const token = String(requests.at(-1)?.body['flowToken']);
  return { id: body['invitationId'], phone, token, messageId: String(body['messageId']) };
}

const aForm = (date = aDate(), time = '10:00') => ({ service: 'Consultation', date, time, name: 'Alex' });

/** The customer is invited, and books by the form. */
async function bookByForm(phone: string, chatId?: string) {
  const invited = await invite(phone, chatId);
  await complete(invited, aForm());
  return invited;
}

const bookByHand = (phone: string): Promise<Answer> =>
  world.call({
    route: 'POST /bookings',
    headers,
    body: { service: 'consultation', date: aDate(), time: '10:00', customerName: 'Alex', phone },
  });

const bookingOf = async (id: unknown) => (await world.invitation(id)).body['booking'];
const BOOKED = { state: 'booked', attention: [] };
const ONE_TOO_MANY = { state: 'requested', attention: ['too-many-open'] };

describe('a customer', () => {
  it('has as many bookings ahead as the contract says; one more waits for a person, and takes no place', async () => {
    const phone = aPhone();
    for (const { id } of [await bookByForm(phone), await bookByForm(phone)]) {
      expect(await bookingOf(id)).toMatchObject(BOOKED);
    }
    await announced();
    const { id } = await bookByForm(phone);
    expect(await bookingOf(id)).toMatchObject(ONE_TOO_MANY);
    expect(await bookingOf(id)).not.toHaveProperty('resources');
    expect((await announced()).map(({ type }) => type)).not.toContain('Appointment Booked');
  });

  it('may move what they have, and book again after a cancellation', async () => {
    const phone = aPhone();
    const first = await bookByForm(phone);
    await bookByForm(phone);
    await complete(first, aForm(aDate(), '11:00'), 60);
    expect(await bookingOf(first.id)).toMatchObject(BOOKED);
    await cancel(first.id);
    const { id } = await bookByForm(phone);
    expect(await bookingOf(id)).toMatchObject(BOOKED);
  });

  it('is not bound by what is over', async () => {
    const phone = aPhone();
    await bookByForm(phone);
    const past = await bookByForm(phone);
    await patch(past.id, { date: '2020-11-27', time: '10:00', override: true });
    const { id } = await bookByForm(phone);
    expect(await bookingOf(id)).toMatchObject(BOOKED);
  });

  it('is one person under all their addresses', async () => {
    const phone = aPhone();
    await write(phone, 'Hola');
    await bookByForm(phone);
    const { id } = await bookByForm(phone, `${bsuidOf(phone)}@lid`);
    expect(await bookingOf(id)).toMatchObject(BOOKED);
    for (const chatId of [undefined, `${bsuidOf(phone)}@lid`]) {
      const third = await bookByForm(phone, chatId);
      expect(await bookingOf(third.id)).toMatchObject(ONE_TOO_MANY);
    }
  });

  it('is bound by what staff booked for them; staff are not', async () => {
    const phone = aPhone();
    for (let count = 0; count < 3; count++) expect((await bookByHand(phone)).status).toBe(201);
    const { id } = await bookByForm(phone);
    expect(await bookingOf(id)).toMatchObject(ONE_TOO_MANY);
    const moved = await patch(id, { date: aDate(), time: '10:00' });
    expect(moved.body['booking']).toMatchObject(BOOKED);
  });

  it('is not bound by the bookings of others', async () => {
    for (let count = 0; count < 3; count++) {
      const { id } = await bookByForm(aPhone());
      expect(await bookingOf(id)).toMatchObject(BOOKED);
    }
  });
});
