import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** Figures: how many invitations became bookings. */
export function describeFigures(browser: RunningBrowser): void {
  const desk = createDesk(browser);
  const invite = () => desk.ask('POST', '/invitations', { phone: aPhone() });

  describe('figures', () => {
    it('show how far invitations got', async () => {
      await Promise.all([invite(), desk.book(dayOfNextMonth(2, 3), { time: '13:00' })]);
      const page = await desk.open({}, '#/figures');
      const funnel = page.getByRole('region', { name: 'How far invitations got' });
      expect(await funnel.getByRole('listitem').first().textContent()).toMatch(/^Invited\d+/);
      expect(await browser.seriousFindings(page)).toEqual([]);
    });

    it('are told by service, person, language and source, by keyboard as well', async () => {
      await Promise.all([invite(), desk.book(dayOfNextMonth(2, 4), { time: '12:00' })]);
      const page = await desk.open({}, '#/figures');
      await page.getByRole('button', { name: 'Source' }).focus();
      await page.keyboard.press('Enter');
      const row = page.getByRole('region', { name: 'Source' }).getByRole('row', { name: /^Your systems/ });
      await row.waitFor();
      expect(await row.textContent()).toMatch(/^Your systems\d+/);
      await page.getByText('As a table').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'By day of the invitation' }).getByRole('row').nth(1).waitFor();
    });

    it('can be had as a file, of as many days as are shown', async () => {
      await invite();
      const page = await desk.open({}, '#/figures');
      await page.getByRole('button', { name: '7 days' }).click();
      await page
        .getByText(/became/)
        .first()
        .waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download CSV' }).click(),
      ]);
      const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
      expect(lines[0]).toBe('date,countedAt,invited,delivered,read,opened,booked,came,cancelled,noShow,bookedByHand');
      expect(lines).toHaveLength(9);
    });

    it('fit a phone, in Spanish and in dark colours', async () => {
      await invite();
      const page = await desk.open({ width: 360, height: 740, locale: 'es-ES', colorScheme: 'dark' }, '#/figures');
      await page.getByText(/acabado en cita/).waitFor();
      expect(await overflowsSideways(page)).toBe(false);
      expect(await browser.seriousFindings(page)).toEqual([]);
    });
  });
}
