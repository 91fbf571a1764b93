import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { eventually } from '../../local/support/eventually.ts';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

const NewKey = z.object({ key: z.string() });

/** A walk through several views, on a machine that may be busy. */
const LONG_MS = 60_000;

const COLD_START_MS = 25_000;

/** Customers: how they are found, and what their page shows and does. */
export function describeCustomers(browser: RunningBrowser): void {
  const desk = createDesk(browser);
  const dialogOf = (page: Page) => page.getByRole('dialog');
  const mainOf = (page: Page) => page.getByRole('main');
  const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Booking' });

  /** A customer with an appointment, who is found by `word` already. */
  async function aCustomer(customerName: string, date: string, more: { time?: string; phone?: string } = {}) {
    const booked = await desk.book(date, { customerName, ...more });
    await eventually(async () => (await found(customerName)).includes(booked.phone));
    return booked;
  }

  const found = async (q: string) => (await desk.ask('GET', `/customers?q=${encodeURIComponent(q)}`)).text;

  describe('a customer', () => {
    it.each([1280, 360])(
      'is found by the start of a name, from every view, %i px wide',
      { timeout: LONG_MS },
      async (width) => {
        const name = `Zoë Quint${width === 360 ? 'an' : 'er'}`;
        const { phone } = await aCustomer(name, dayOfNextMonth(4, 4), { time: width === 360 ? '16:00' : '17:00' });
        const page = await desk.open({ width, height: 800 }, '#/week');
        await page.getByRole('button', { name: 'Find a customer' }).click();
        await page.keyboard.type(name.slice(4).toLowerCase());
        await dialogOf(page).getByRole('link', { name }).waitFor();
        expect(await browser.seriousFindings(page)).toEqual([]);
        await page.keyboard.press('Enter');
        await mainOf(page).getByRole('heading', { name }).waitFor();
        await mainOf(page)
          .getByRole('link', { name: `Call +${phone}` })
          .waitFor();
        expect(await browser.seriousFindings(page)).toEqual([]);
        expect(await overflowsSideways(page)).toBe(false);
        await mainOf(page).getByRole('button', { name: 'Back' }).click();
        await page.getByRole('main', { name: 'Week' }).waitFor();
      },
    );

    it('is found by a number as somebody says it, with the keyboard alone', { timeout: LONG_MS }, async () => {
      const phone = aPhone();
      await aCustomer('Pau Ferrer', dayOfNextMonth(4, 4), { time: '12:00', phone });
      const page = await desk.open();
      await page.keyboard.press('/');
      await page.keyboard.type(`${phone.slice(2, 5)} ${phone.slice(5, 8)} ${phone.slice(8)}`);
      await dialogOf(page).getByRole('link', { name: 'Pau Ferrer' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await mainOf(page).getByRole('heading', { name: 'Pau Ferrer' }).waitFor();
    });

    it('is not found where nobody is, and what was typed is still there on the way back', {
      timeout: LONG_MS,
    }, async () => {
      await aCustomer('Ona Xirgu', dayOfNextMonth(4, 4), { time: '13:00' });
      const page = await desk.open({}, '#/customers');
      await page.keyboard.type('qqzzx');
      await page.getByText('Nobody is found').waitFor();
      await page.getByLabel('Name or phone number').fill('xirg');
      await mainOf(page).getByRole('link', { name: 'Ona Xirgu' }).click();
      await mainOf(page).getByRole('button', { name: 'Back' }).click();
      await mainOf(page).getByRole('link', { name: 'Ona Xirgu' }).waitFor();
    });

    it('shows their appointments, and each beside their page', { timeout: LONG_MS }, async () => {
      const { phone } = await aCustomer('Biel Tort', dayOfNextMonth(4, 4), { time: '10:00' });
      const page = await desk.open({}, `#/customers?phone=${phone}`);
      await mainOf(page)
        .getByRole('region', { name: 'To come' })
        .getByRole('button', { name: /Consultation/ })
        .click();
      await panelOf(page).getByRole('heading', { name: 'Biel Tort' }).waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await panelOf(page).waitFor({ state: 'detached' });
      await mainOf(page).getByText('What they were told').click();
      await mainOf(page)
        .getByText(/^Customer (not )?told: booked$/)
        .waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
    });

    it('is one press away from a booking of theirs, also without a number', { timeout: LONG_MS }, async () => {
      const { invitationId } = await desk.book(dayOfNextMonth(1, 0), {
        customerName: 'Iris Mata',
        time: '17:00',
        phone: undefined,
      });
      const page = await desk.open({}, `#/bookings/${invitationId}`);
      await panelOf(page).getByRole('link', { name: 'Customer’s page' }).click();
      await mainOf(page).getByRole('heading', { name: 'Iris Mata' }).waitFor();
      await mainOf(page).getByText('No number').waitFor();
      await mainOf(page).getByRole('button', { name: 'Back' }).click();
      await panelOf(page).getByRole('heading', { name: 'Iris Mata' }).waitFor();
    });

    it('is in Spanish for whoever reads Spanish', { timeout: LONG_MS }, async () => {
      const { phone } = await desk.book(dayOfNextMonth(4, 4), {
        customerName: 'Uma Rius',
        time: '18:00',
        language: 'es',
      });
      const page = await desk.open(
        { width: 360, height: 740, locale: 'es-ES', colorScheme: 'dark' },
        `#/customers?phone=${phone}`,
      );
      await mainOf(page).getByText('Próximas citas').waitFor();
      await mainOf(page).getByText('Qué se le ha comunicado').click();
      await mainOf(page).getByRole('list', { name: 'Qué ha pasado' }).waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      expect(await page.locator('body').innerText()).not.toMatch(/\b(the|customer|booked|told|find)\b/i);
    });

    it('is renamed in place, and found by the new name', { timeout: LONG_MS }, async () => {
      const { phone } = await aCustomer('Jon Smiht', dayOfNextMonth(4, 4), { time: '11:00' });
      const page = await desk.open({}, `#/customers?phone=${phone}`);
      await mainOf(page).getByRole('button', { name: 'Correct name or language' }).click();
      await mainOf(page).getByLabel('Name').fill('Jon Smith');
      await mainOf(page).getByLabel('Language of the messages').selectOption('es');
      await mainOf(page).getByRole('button', { name: 'Save', exact: true }).click();
      await mainOf(page).getByRole('heading', { name: 'Jon Smith' }).waitFor();
      await mainOf(page).getByText('Messages in: Spanish').waitFor();
      await eventually(async () => (await found('smith')).includes(phone));
    });

    it('is booked again from their page, with their number', { timeout: LONG_MS }, async () => {
      const { phone } = await aCustomer('Rita Sala', dayOfNextMonth(1, 0), { time: '12:30' });
      const page = await desk.open({}, `#/customers?phone=${phone}`);
      await mainOf(page).getByRole('button', { name: 'Book', exact: true }).click();
      expect(await dialogOf(page).getByLabel('Name').inputValue()).toBe('Rita Sala');
      expect(await dialogOf(page).getByLabel('Phone').inputValue()).toBe(`+${phone}`);
    });

    it('takes all that is kept about them along as a file', { timeout: LONG_MS }, async () => {
      const { phone, invitationId } = await aCustomer('Max Ripoll', dayOfNextMonth(1, 0), { time: '13:00' });
      const page = await desk.open({}, `#/customers?phone=${phone}`);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        mainOf(page).getByRole('button', { name: 'Save all that is kept' }).click(),
      ]);
      expect(await readFile(await download.path(), 'utf8')).toContain(invitationId);
    });

    it('is erased by the owner alone, and changed by nobody who may only look', { timeout: LONG_MS }, async () => {
      const { phone } = await desk.book(dayOfNextMonth(1, 0), { customerName: 'Eva Coll', time: '11:00' });
      for (const role of ['desk', 'read']) {
        const { body } = await desk.ask('POST', '/keys', { holder: 'Ana', role });
        const { key } = NewKey.parse(body);
        const page = await browser.open({}, `${browser.endpoints.api}/console#/customers?phone=${phone}`);
        await page.getByRole('textbox').fill(key);
        await page.keyboard.press('Enter');
        await mainOf(page).getByRole('button', { name: 'Save all that is kept' }).waitFor();
        expect(await mainOf(page).getByRole('button', { name: 'Erase' }).count(), role).toBe(0);
        const mayChange = role === 'desk' ? 1 : 0;
        expect(await mainOf(page).getByRole('button', { name: 'Correct name or language' }).count()).toBe(mayChange);
        expect(await mainOf(page).getByRole('button', { name: 'Book', exact: true }).count()).toBe(mayChange);
      }
    });

    it('is erased after somebody read what goes', { timeout: LONG_MS }, async () => {
      const { phone } = await aCustomer('Gil Oms', dayOfNextMonth(1, 0), { time: '16:30' });
      const page = await desk.open({ width: 360, height: 740 }, `#/customers?phone=${phone}`);
      await mainOf(page).getByRole('button', { name: 'Erase' }).click();
      await dialogOf(page).getByText('Nothing brings it back.').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await dialogOf(page).getByRole('button', { name: 'Erase for good' }).click();
      // The first erasure starts a function of its own.
      await dialogOf(page).getByText('Not erased from here:').waitFor({ timeout: COLD_START_MS });
      await dialogOf(page).getByRole('button', { name: 'Done' }).click();
      await page.getByLabel('Name or phone number').waitFor();
      expect(await found('Gil Oms')).not.toContain(phone);
    });
  });
}
