import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** One booking: how it is made, moved and cancelled, and whether the customer knows. */
export function describeBooking(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  describe('one booking', () => {
    it('looks', async () => {
      const date = dayOfNextMonth(1, 1);
      const { invitationId } = await desk.book(date, {
        customerName: 'Vera Lund',
        notes: 'First visit, brings a letter',
      });
      const page = await desk.open({ width: 1440, height: 900 }, `#/day/${date}`);
      await page.getByText('Vera Lund').first().waitFor();
      await page.screenshot({ path: '/tmp/u3-day.png' });
      await page.evaluate(`location.hash = '#/bookings/${invitationId}'`);
      await page.getByRole('heading', { name: 'Vera Lund' }).waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: '/tmp/u3-panel.png' });
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      await page.waitForTimeout(800);
      await page.screenshot({ path: '/tmp/u3-move.png' });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      await page.waitForTimeout(500);
      await page.getByRole('radio', { name: /Consultation/ }).check({ force: true });
      await page.waitForTimeout(800);
      await page.screenshot({ path: '/tmp/u3-book.png' });
      expect(await browser.seriousFindings(page)).toEqual([]);
    }, 120_000);
  });
}
