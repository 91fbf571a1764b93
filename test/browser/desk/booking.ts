import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../local/support/eventually.ts';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

const PHONE = { width: 360, height: 740 };

/** A walk through several views, on a machine that may be busy. */
const LONG_MS = 60_000;

/** One booking: how it is made, moved and cancelled by hand, and whether the customer knows. */
export function describeBooking(browser: RunningBrowser): void {
  const desk = createDesk(browser);
  const { simulator } = browser;

  const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Booking' });
  const dialogOf = (page: Page) => page.getByRole('dialog');
  const time = (page: Page, clock: string) => dialogOf(page).getByRole('radio', { name: clock, exact: true });

  /** Somebody who wrote to the business today, so that a message reaches them, with an appointment. */
  async function aKnownCustomer(name: string, date: string, more: object = {}) {
    const phone = aPhone();
    await simulator.write(phone, 'Hello', name);
    return desk.book(date, { customerName: name, phone, ...more });
  }

  const lastMessage = async (phone: string) => (await simulator.messages(phone)).at(-1)?.text ?? '';

  describe('a booking for somebody who phones', () => {
    it('offers whoever is known by the first letters of their name', { timeout: LONG_MS }, async () => {
      const { phone } = await desk.book(dayOfNextMonth(3, 1), { customerName: 'Quim Àvila' });
      const page = await desk.open({ width: 1280, height: 860 }, `#/day/${dayOfNextMonth(3, 2)}`);
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      await eventually(async () => (await desk.ask('GET', '/customers?q=avil')).text.includes(phone));
      await dialogOf(page).getByLabel('Name').fill('avil');
      await dialogOf(page).getByRole('button', { name: 'Quim Àvila' }).click();
      expect(await dialogOf(page).getByLabel('Phone').inputValue()).toBe(`+${phone}`);
    });

    it('says that a time is taken before it is saved, offers others, and takes it only if somebody says so', {
      timeout: LONG_MS,
    }, async () => {
      const date = dayOfNextMonth(0, 3);
      for (const resource of ['ana', 'ben']) await desk.book(date, { resource, time: '11:00' });
      const page = await desk.open({ width: 1280, height: 860 }, `#/day/${date}`);
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      const dialog = dialogOf(page);
      await dialog.getByRole('radio', { name: /Consultation/ }).click();
      await time(page, '10:00').waitFor();
      expect(await time(page, '11:00').count()).toBe(0);
      await dialog.getByRole('radio', { name: 'Another time' }).click();
      await dialog.getByLabel('Time', { exact: true }).fill('11:00');
      await dialog.getByText('This time is not free.').waitFor();
      await dialog
        .getByRole('button', { name: /10:\d\d$/ })
        .first()
        .waitFor();
      await dialog.getByLabel('Name').fill('Pau Mas');
      const book = dialog.getByRole('button', { name: 'Book', exact: true });
      await book.click();
      await dialog.getByRole('alert').getByText('This time is taken.').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await dialog.getByLabel('All the same, although the time was taken').check();
      await book.click();
      await page.getByText('Pau Mas is booked.').waitFor();
      await page
        .getByRole('button', { name: /Pau Mas/ })
        .first()
        .click();
      await panelOf(page).getByText('By the owner, although the time was taken').waitFor();
    });
  });

  describe('a booking that is moved', () => {
    it('is moved beside the day, and the customer reads the new time', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(1, 1);
      const { phone } = await aKnownCustomer('Vera Lund', date);
      const page = await desk.open({ width: 1280, height: 860 }, `#/day/${date}`);
      await page.getByRole('button', { name: /Vera Lund/ }).click();
      await panelOf(page).getByText('Customer told: booked').first().waitFor();
      await panelOf(page).getByRole('button', { name: 'Move' }).click();
      await time(page, '12:15').press('Space');
      await time(page, '12:15').press('Enter');
      await page.getByText('Vera Lund is moved.').waitFor();
      await panelOf(page).getByText('Customer told: changed').first().waitFor();
      expect(await lastMessage(phone)).toContain('12:15');
    });

    it('never overwrites what somebody else did meanwhile', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(1, 0);
      const { invitationId } = await desk.book(date, { customerName: 'Ugo Neri' });
      const page = await desk.open({ width: 1280, height: 860 }, `#/day/${date}`);
      await page.getByRole('button', { name: /Ugo Neri/ }).click();
      await panelOf(page).getByRole('button', { name: 'Move' }).click();
      await time(page, '15:00').check();
      await page.route('**/changes', (route) => route.abort());
      await desk.ask('PATCH', `/bookings/${invitationId}`, { notes: 'Needs a lift' });
      await dialogOf(page).getByRole('button', { name: 'Move' }).click();
      await dialogOf(page)
        .getByText(/^Meanwhile the owner changed this/)
        .waitFor();
      await page.unroute('**/changes');
      await page.keyboard.press('Escape');
      await panelOf(page).getByText('Needs a lift').first().waitFor();
    });
  });

  describe('a booking that is cancelled', () => {
    it('asks once more where nobody wrote a reason', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(1, 4);
      await desk.book(date, { customerName: 'Ida Roth' });
      const page = await desk.open(PHONE, `#/day/${date}`);
      await page
        .getByRole('button', { name: /Ida Roth/ })
        .first()
        .press('Enter');
      await panelOf(page).getByLabel('Reason for cancelling').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      await panelOf(page).getByRole('button', { name: 'Cancel the appointment' }).press('Enter');
      await panelOf(page).getByRole('button', { name: 'Cancel without a reason' }).press('Enter');
      await panelOf(page).getByText('Appointment, cancelled').waitFor();
      await page.keyboard.press('Escape');
      await panelOf(page).waitFor({ state: 'detached' });
    });
  });

  describe('the panel of a booking', () => {
    it('says whom to call, why and what to say, until somebody called them', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(0, 0);
      const { phone } = await desk.book(date, { customerName: 'Sam Vale' });
      const page = await desk.open({ width: 1280, height: 860, colorScheme: 'dark' }, `#/day/${date}`);
      await page.getByRole('button', { name: /Sam Vale/ }).click();
      const panel = panelOf(page);
      await panel.getByText('Not told: call').waitFor();
      expect(await panel.getByRole('link', { name: `Call +${phone}` }).getAttribute('href')).toBe(`tel:+${phone}`);
      expect(await browser.seriousFindings(page)).toEqual([]);
      await panel.getByRole('button', { name: 'Called Sam Vale' }).click();
      await page.getByText('Noted: Sam Vale was called.').waitFor();
      await panel.getByText('Not told: call').waitFor({ state: 'detached' });
    });

    it('corrects the name and the notes', { timeout: LONG_MS }, async () => {
      const { invitationId } = await desk.book(dayOfNextMonth(1, 0), { customerName: 'Mar Sol', time: '14:00' });
      const page = await desk.open({ width: 1280, height: 860 }, `#/bookings/${invitationId}`);
      await panelOf(page).getByRole('button', { name: 'Name and notes' }).click();
      await dialogOf(page).getByLabel('Name').fill('Mar Solà');
      await dialogOf(page).getByLabel('Notes').fill('Comes with her son');
      await dialogOf(page).getByRole('button', { name: 'Save' }).click();
      await panelOf(page).getByRole('heading', { name: 'Mar Solà' }).waitFor();
      await panelOf(page).getByText('Comes with her son').first().waitFor();
    });

    it('is in Spanish for whoever reads Spanish', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(1, 1);
      await desk.book(date, { customerName: 'Olga Prat', language: 'es', time: '17:00' });
      const page = await desk.open({ width: 1280, height: 860, locale: 'es-ES' }, `#/day/${date}`);
      await page.getByRole('button', { name: /Olga Prat/ }).click();
      const panel = page.getByRole('complementary', { name: 'Cita' });
      await panel.getByText('Reservada a mano').waitFor();
      await panel.getByRole('button', { name: 'Cambiar' }).click();
      await dialogOf(page).getByText('Otra hora').waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/\b(the|Customer|Appointment|Free)\b/);
    });
  });

  describe('an invitation by hand', () => {
    it('is sent, and followed', { timeout: LONG_MS }, async () => {
      const phone = aPhone();
      await simulator.write(phone, 'Hello', 'Lea Font');
      const page = await desk.open({ width: 1280, height: 860 }, '#/invitations');
      await page.getByRole('button', { name: 'Invite to book' }).click();
      await dialogOf(page).getByLabel('Name').fill('Lea Font');
      await dialogOf(page).getByLabel('Phone').fill(phone.slice(2));
      await dialogOf(page)
        .getByText(/^The customer has written to you: until/)
        .waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await dialogOf(page).getByRole('button', { name: 'Send the invitation' }).click();
      await page.getByText('The invitation to Lea Font is sent.').waitFor();
      await panelOf(page).getByText('Accepted by the provider').waitFor();
    });
  });
}
