import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

const LONG_MS = 60_000;

/** What can be had of a month as a file. */
export function describeMonthFiles(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  /** The lines of the file that a press has the browser save. */
  async function linesOf(page: Page, list: string | RegExp, press: 'click' | 'Enter'): Promise<string[]> {
    const button = page.getByRole('dialog').getByRole('button', { name: list });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press === 'click' ? button.click() : button.press(press),
    ]);
    return (await readFile(await download.path(), 'utf8')).split('\r\n');
  }

  describe('a month as a file', () => {
    it('has all bookings, for a spreadsheet', { timeout: LONG_MS }, async () => {
      const date = dayOfNextMonth(3, 0);
      const { phone } = await desk.book(date, { customerName: 'Mia Font', time: '12:00' });
      const page = await desk.open({ width: 360, height: 800 }, `#/day/${date}`);
      await page.getByRole('button', { name: 'Files' }).click();
      expect(await browser.seriousFindings(page)).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      const [names, ...lines] = await linesOf(page, /^Bookings/, 'click');
      expect(names).toMatch(/^\ufeffdate,time,/);
      expect(lines.find((line) => line.includes('Mia Font'))).toContain(`${date},12:00`);
      expect(lines.find((line) => line.includes('Mia Font'))).toContain(phone);
    });

    it('has the customers and the invitations, by keyboard as well', { timeout: LONG_MS }, async () => {
      const { phone } = await desk.book(dayOfNextMonth(3, 0), { customerName: 'Noa Prim', time: '16:00' });
      const page = await desk.open({}, `#/day/${dayOfNextMonth(3, 0)}`);
      await page.getByRole('button', { name: 'Files' }).press('Enter');
      const customers = await linesOf(page, /^Customers/, 'Enter');
      expect(customers.some((line) => line.startsWith(`Noa Prim,${phone},`))).toBe(true);

      // Invitations belong to the day on which they were made.
      await page.goto(page.url().replace(/#.*/, '#/today'));
      await page.getByRole('button', { name: 'Files' }).press('Enter');
      const invitations = await linesOf(page, /^Invitations/, 'Enter');
      expect(invitations.filter((line) => line.includes('date,time,status'))).toHaveLength(1);
      expect(invitations.some((line) => line.includes('Noa Prim'))).toBe(true);
    });
  });
}
