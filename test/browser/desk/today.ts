import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { InvitationView } from '../../../functions/shared/http/answers/invitation-schema.ts';
import { timesIn } from '../../../web/ui/times.ts';
import { eventually } from '../../local/support/eventually.ts';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';
import { drag, middleOf } from '../support/drag.ts';

const PHONE = { width: 360, height: 760 };

/**
 * A day of the desk, early in the morning. Each test has a day of its own, weeks after those of the other subjects, as some
 * of them are about a day on which there is nothing else.
 */
export function describeToday(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  const openOn = (date: string, look = {}) => desk.open(look, '#/today', Date.parse(`${date}T07:00:00Z`));
  const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const appointment = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) }).first();
  const move = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true });
  const bookingOf = async (invitationId: string) => {
    const { body } = await desk.ask('GET', `/invitations/${invitationId}`);
    return InvitationView.parse(body).booking;
  };
  /** When it starts by the clock in Madrid, and with whom. */
  async function placeOf(invitationId: string): Promise<string> {
    const { startsAt = '', resource } = (await bookingOf(invitationId)) ?? {};
    const options = { timeZone: 'Europe/Madrid', hour: '2-digit', minute: '2-digit' } as const;
    return `${new Intl.DateTimeFormat('en-GB', options).format(new Date(startsAt))} ${resource}`;
  }

  describe('today at the desk', () => {
    it('shows who comes, to whom and when', async () => {
      const date = dayOfNextMonth(5, 0);
      await desk.book(date, { customerName: 'Alma Reyes', resource: 'ana', time: '10:00' });
      await desk.book(date, { customerName: 'Bruno Sanz', resource: 'ben', time: '11:30', service: 'treatment' });
      const page = await openOn(date);
      await column(page, 'Ana').getByText('Alma Reyes').waitFor();
      await column(page, 'Ben').getByText('Bruno Sanz').waitFor();
      await column(page, 'Treatment room').getByText('Bruno Sanz').waitFor();
      await page.getByText('2 appointments').waitFor();
      expect(await page.locator('.cal-now').count()).toBe(3);
      expect(await page.locator('.cal-closed').count()).toBe(6);
      expect(await browser.seriousFindings(page)).toEqual([]);

      await page.setViewportSize(PHONE);
      await page.getByText('Treatment · Ben, Treatment room').waitFor();
      expect(await overflowsSideways(page)).toBe(false);
      expect(await browser.seriousFindings(page)).toEqual([]);
    });

    it('says when the day could not be read again, and keeps what it had', async () => {
      const date = dayOfNextMonth(7, 0);
      await desk.book(date, { customerName: 'Nora Ibarra', resource: 'ana', time: '09:00' });
      const page = await openOn(date);
      await column(page, 'Ana').getByText('Nora Ibarra').waitFor();
      await page.route('**/bookings?**', (route) => route.fulfill({ status: 503, json: { detail: 'It is busy.' } }));
      await desk.book(date, { customerName: 'Otto Weiss', resource: 'ben', time: '09:00' });
      await page.getByRole('alert').getByText('It is busy.').waitFor();
      expect(await column(page, 'Ana').getByText('Nora Ibarra').isVisible()).toBe(true);
      await page.unroute('**/bookings?**');
      await desk.book(date, { customerName: 'Pia Kern', resource: 'ben', time: '12:00' });
      await column(page, 'Ben').getByText('Otto Weiss').waitFor();
    });

    it('offers nothing as free before it has read what is booked', async () => {
      const page = await openOn(dayOfNextMonth(7, 0));
      const free = page.getByRole('button', { name: /^Free from/ });
      await free.first().waitFor();
      const held = Promise.withResolvers<void>();
      await page.route('**/bookings?**', async (route) => {
        await held.promise;
        await route.continue();
      });
      await desk.begin(page, `#/day/${dayOfNextMonth(7, 1)}`);
      await page.locator('.cal-grid[aria-busy="true"]').waitFor();
      expect(await free.count()).toBe(0);
      held.resolve();
      await free.first().waitFor();
      await page.unroute('**/bookings?**');
    });

    it('shows what another desk books, without a reload', async () => {
      const date = dayOfNextMonth(5, 1);
      const page = await openOn(date);
      await page.getByText('Nobody is booked yet.').waitFor();
      await desk.book(date, { customerName: 'Carla Otto', resource: 'ana' });
      await column(page, 'Ana').getByText('Carla Otto').waitFor();
    });

    it('moves an appointment by dragging, says what is in the way before, and what the customer knows after', async () => {
      const date = dayOfNextMonth(5, 2);
      const { invitationId } = await desk.book(date, { customerName: 'Dora Lind', resource: 'ana', time: '10:00' });
      await desk.book(date, { customerName: 'Emil Roth', resource: 'ben', time: '10:30' });
      const page = await openOn(date);
      await column(page, 'Ben').getByText('Emil Roth').waitFor();
      await drag(page, appointment(page, 'Dora Lind'), column(page, 'Ben'), 30, () =>
        page.getByText('taken by Emil Roth', { exact: true }).waitFor(),
      );
      await page.getByRole('dialog').getByText('This time is not free.').waitFor();
      await page.keyboard.press('Escape');
      expect(await placeOf(invitationId)).toBe('10:00 ana');

      await drag(page, appointment(page, 'Dora Lind'), column(page, 'Ben'), 90);
      await move(page).click();
      await page.getByText(/Dora Lind could not be told of the change/).waitFor();
      expect(await placeOf(invitationId)).toBe('11:30 ben');
    });

    it('moves an appointment with the arrow keys', async () => {
      const date = dayOfNextMonth(5, 3);
      const { invitationId } = await desk.book(date, { customerName: 'Fina Solé', resource: 'ana', time: '10:00' });
      const page = await openOn(date);
      await appointment(page, 'Fina Solé').focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
      await page.getByText('To 10:30 with Ben. free').waitFor();
      await page.keyboard.press('Enter');
      await move(page).press('Enter');
      await eventually(async () => (await placeOf(invitationId)) === '10:30 ben');
    });

    it('lets an appointment stay where it is when somebody thinks better of it', async () => {
      const date = dayOfNextMonth(5, 4);
      const { invitationId } = await desk.book(date, { customerName: 'Gil Ferrer', resource: 'ana', time: '10:00' });
      const page = await openOn(date);
      await appointment(page, 'Gil Ferrer').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Gil Ferrer' }).waitFor();
      expect(await placeOf(invitationId)).toBe('10:00 ana');
    });

    it('begins a booking at a free place, by a press or by the keyboard', async () => {
      const date = dayOfNextMonth(6, 0);
      const page = await openOn(date);
      const free = column(page, 'Ben').getByRole('button', { name: /^Free from/ });
      await free.waitFor();
      // It is ten hours high: this is a little after eleven o'clock.
      const { height } = await middleOf(free);
      await free.click({ position: { x: 40, y: 0.21 * height } });
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: /Consultation/ }).check({ force: true });
      await dialog.getByRole('radio', { name: '11:00', checked: true }).waitFor();
      expect(await dialog.getByLabel('With').inputValue()).toBe('ben');
      await page.keyboard.press('Escape');

      await free.focus();
      await page.keyboard.press('ArrowDown');
      await page.getByRole('button', { name: 'Free from 09:00 to 19:00. Book at 09:15' }).press('Enter');
      await dialog.getByRole('radio', { name: /Consultation/ }).check({ force: true });
      await dialog.getByRole('radio', { name: '09:15', checked: true }).waitFor();
    });

    it('is a list on a phone, of everybody or of one with what is free', async () => {
      const date = dayOfNextMonth(6, 2);
      await desk.book(date, { customerName: 'Jana Kral', resource: 'ana', time: '12:00' });
      await desk.book(date, { customerName: 'Kira Bosch', resource: 'ana', time: '12:00', override: true });
      const page = await openOn(date, PHONE);
      await page.getByText(/have the same hour with Ana/).waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Ana', exact: true }).click();
      await page.getByRole('button', { name: 'Free from 09:00 to 12:00' }).waitFor();
      expect(await overflowsSideways(page)).toBe(false);
    });

    it('is a table without the desk around it on paper', async () => {
      const date = dayOfNextMonth(6, 3);
      await desk.book(date, { customerName: 'Lara Pons', resource: 'ben' });
      const page = await openOn(date);
      await column(page, 'Ben').getByText('Lara Pons').waitFor();
      await page.emulateMedia({ media: 'print' });
      await page.getByRole('table').getByText('Lara Pons').waitFor();
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
    });

    it('shows a week, of everybody or of one, and opens a day of it', async () => {
      const date = dayOfNextMonth(6, 4);
      await desk.book(date, { customerName: 'Mila Torres', resource: 'ana' });
      const page = await desk.open({}, `#/week/${date}`);
      await page.getByText('Mila Torres').waitFor();
      await page.getByLabel('Whose appointments').selectOption('ben');
      await page.getByText('Mila Torres').waitFor({ state: 'detached' });
      await page.getByLabel('Whose appointments').selectOption('ana');
      await page.getByText('Mila Torres').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await page.setViewportSize(PHONE);
      await page.getByText('Mila Torres').waitFor();
      expect(await overflowsSideways(page)).toBe(false);
      await page.getByRole('link', { name: timesIn('en-GB', 'Europe/Madrid').dayName(date) }).click();
      await page.waitForURL(new RegExp(`#/day/${date}$`));
    });
  });
}
