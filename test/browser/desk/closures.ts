import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** A closed day is shown as such, and what is closed can be deleted again. */
export function describeClosures(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  const dayButton = (page: Page, date: string) => page.locator(`[data-day="${date}"]`);

  /** Goes on to the month of a day, which is the next one. */
  const nextMonth = (page: Page) => page.getByRole('button', { name: 'Month after' });

  describe('a holiday', () => {
    it('is closed on the calendar, stands there then, and can be deleted again', async () => {
      const date = dayOfNextMonth(1, 2);
      await desk.book(date, { customerName: 'Ines Roth' });
      const page = await desk.open({}, '#/closures');
      await nextMonth(page).click();
      await dayButton(page, date).click();
      const dialog = page.getByRole('dialog', { name: 'Close days or hours' });
      await dialog.getByRole('button', { name: /Ines Roth/ }).waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Save closure' }).click();
      await page
        .getByRole('button', { name: /^Close on .* Already: Everybody, Closed/ })
        .and(dayButton(page, date))
        .waitFor();

      await page
        .getByRole('button', { name: /^Delete the closure of/ })
        .first()
        .click();
      await page.getByText('The closure is deleted').waitFor();
    });

    it('is closed by the keyboard alone, for one person and some hours', async () => {
      const date = dayOfNextMonth(3, 3);
      const page = await desk.open();
      await page.getByRole('link', { name: 'Closures' }).press('Enter');
      await nextMonth(page).press('Enter');
      await dayButton(page, `${date.slice(0, 8)}01`).focus();
      for (let day = 1; day < Number(date.slice(8)); day++) await page.keyboard.press('ArrowRight');
      await dayButton(page, date).and(page.locator(':focus')).press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: 'Who' }).selectOption('Ana');
      await dialog.getByRole('radio', { name: 'A stretch of time' }).press('Space');
      await dialog.getByLabel('Closed from').fill('12:00');
      await dialog.getByLabel('Closed until').fill('14:00');
      await dialog.getByLabel('Reason').fill('Training');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(/12:00 – 14:00/).waitFor();
      await page.getByText('Ana · Closed · Training').waitFor();
      // The focus is back on the day.
      await dayButton(page, date).and(page.locator(':focus')).waitFor();
      expect(await desk.clicks(page)).toBe(0);
    });

    it('is not begun by Escape, and an end before the beginning is said', async () => {
      const page = await desk.open({}, '#/closures');
      await page.getByRole('button', { name: 'Close …' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Last day').fill('2020-01-01');
      await dialog.getByRole('button', { name: 'Save closure' }).click();
      await dialog.getByText('Choose when it begins and ends').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });
}
