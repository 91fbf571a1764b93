import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { SPANISH } from '../../../web/phone/words/spanish.ts';
import { request } from '../../integration/support/request.ts';
import { eventually } from '../../local/support/eventually.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer, dayOfNextMonth } from '../support/customer.ts';

const Listed = z.object({ items: z.array(z.looseObject({ invitationId: z.string() })) });

/** A customer books by clicking and typing, and changes the booking. */
export function describeBookings(browser: RunningBrowser): void {
  /** The customer's newest invitation once there are so many forms in its history, and how many invitations there are. */
  async function bookingOf(phone: string, forms = 1) {
    const { api, apiKey } = browser.endpoints;
    const authorization = `Bearer ${apiKey}`;
    const listed = await request('GET', `${api}/invitations?phone=${phone}`, undefined, { authorization });
    const { items } = Listed.parse(listed.body);
    return eventually(async () => {
      const found = await browser.invitation(items[0]?.invitationId);
      return found.history.length >= forms && { ...found, invitations: items.length };
    });
  }

  describe('a customer', () => {
    it('books by writing, pressing the button and filling in the form', async () => {
      const page = await browser.open();
      const phone = aPhone();
      const customer = createCustomer(page);
      await customer.take('Alex', phone);
      await customer.write('I would like to book an appointment');
      await customer.chat.getByText('book your appointment:').waitFor();
      await customer.chat.locator('[data-delivery="read"]').waitFor();

      const wishes = {
        service: 'Consultation',
        date: dayOfNextMonth(0, 1),
        time: '10:30',
        name: 'Alex',
        notes: 'Quick',
      };
      await customer.openForm();
      await customer.chooseTime(wishes);
      await customer.goOn();
      await customer.sayWho(wishes);
      await customer.goOn();
      await customer.sheet.getByText(wishes.notes).waitFor();
      await customer.goOn('Confirm appointment');
      await customer.sentForms.waitFor();

      const { booking } = await bookingOf(phone);
      expect(booking).toMatchObject({ state: 'booked', service: 'Consultation', customerName: 'Alex', notes: 'Quick' });
      expect(String(booking?.['startsAt'])).toContain(wishes.date);
      await page.getByRole('link', { name: 'Invitations' }).click();
      await page.locator('#room').getByRole('row', { name: 'Booked' }).waitFor();
    });

    it('books in Spanish with one press of a suggestion', async () => {
      const page = await browser.openPhone();
      const phone = aPhone();
      const customer = createCustomer(page, SPANISH);
      await customer.take('Marta', phone);
      await page.getByRole('button', { name: 'Quiero reservar' }).click();
      await customer.chat.getByText('reserva tu cita:').waitFor();
      await customer.openForm('Reservar');
      await customer.book({ service: 'First visit', date: dayOfNextMonth(0, 2), time: '09:00', name: 'Marta' });

      expect(await bookingOf(phone)).toMatchObject({ language: 'es', booking: { customerName: 'Marta' } });
    });

    it('changes the booking by answering the same invitation again', async () => {
      const page = await browser.openPhone();
      const phone = aPhone();
      const customer = createCustomer(page);
      const wishes = { service: 'Treatment', date: dayOfNextMonth(0, 3), time: '12:00', name: 'Priya' };
      await customer.take('Priya', phone);
      await customer.write('an appointment, please');
      await customer.openForm();
      await customer.book(wishes);
      await customer.openForm();
      await customer.book({ ...wishes, time: '16:30' });

      const { booking, revision, invitations } = await bookingOf(phone, 2);
      expect({ revision, invitations }).toEqual({ revision: 2, invitations: 1 });
      expect(booking?.['startsAt']).toMatch(/T1[45]:30/);
      await customer.sentForms.nth(1).waitFor();
      expect(await customer.sentForms.count()).toBe(2);
    });

    it('ends with one booking when every webhook comes twice and out of order', async () => {
      await browser.simulator.behave({ duplicate: true, shuffle: true, seed: 5, webhookConcurrency: 4 });
      const page = await browser.openPhone();
      const phone = aPhone();
      const customer = createCustomer(page);
      await customer.take('Noor', phone);
      await customer.write('I want to book');
      await customer.openForm();
      await customer.book({ service: 'First visit', date: dayOfNextMonth(0, 4), time: '17:00', name: 'Noor' });
      await browser.untilQuiet();

      expect(await bookingOf(phone)).toMatchObject({ status: 'completed', revision: 1, invitations: 1 });
      expect(await customer.chat.getByRole('button', { name: 'Book now' }).count()).toBe(1);
    });
  });
}
