import { describe, expect, it } from 'vitest';
import { overflowsSideways, type RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';

/** The phone without a mouse, in light and dark, and in a narrow window. */
export function describeEverybody(browser: RunningBrowser): void {
  describe('without a mouse', () => {
    it('the form is opened, walked through, closed and left where it was', async () => {
      const page = await browser.openPhone();
      const customer = createCustomer(page);
      await customer.take('Ana', aPhone());
      await customer.write('I want to book');
      const button = customer.chat.getByRole('button', { name: 'Book now' });
      await button.focus();
      await page.keyboard.press('Enter');
      await customer.sheet.waitFor();
      const isInside = () => page.evaluate('document.activeElement.closest("[role=dialog]") !== null');
      for (const key of [
        'Shift+Tab',
        'Tab',
        'Tab',
        'Space',
        'ArrowDown',
        'Tab',
        'Enter',
        'PageDown',
        'Home',
        'Enter',
      ]) {
        await page.keyboard.press(key);
        expect(await isInside()).toBe(true);
      }
      expect(await customer.sheet.getByLabel('Consultation').isChecked()).toBe(true);
      expect(await customer.sheet.getByRole('button', { name: /^Day/ }).textContent()).toMatch(/^Monday \d/);

      await page.keyboard.press('Escape');
      await customer.sheet.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Book now');
    });
  });

  describe('everybody', () => {
    it('sees the times of the business, wherever the browser is and whatever its language', async () => {
      const page = await browser.openPhone({ locale: 'ar-EG', timezoneId: 'Pacific/Kiritimati' });
      const customer = createCustomer(page);
      await customer.take('Kirika', aPhone());
      await customer.write('What time is it?');
      const time = customer.chat.locator('time').first();
      const at = new Date((await time.getAttribute('datetime')) ?? '');
      const timeZone = 'Europe/Madrid';
      const format = (parts: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(at);
      expect(await time.textContent()).toBe(format({ timeStyle: 'short' }));
      expect(await time.getAttribute('title')).toContain(
        `${format({ day: 'numeric', month: 'long', year: 'numeric' })}, ${format({ timeStyle: 'medium' })}`,
      );
      expect(await customer.chat.locator('.chat-day').allTextContents()).toEqual(['Today']);
    });

    it.each([
      { look: 'light and wide', colorScheme: 'light', width: 1280, height: 860 },
      { look: 'dark', colorScheme: 'dark', width: 1280, height: 860 },
      { look: 'narrow', colorScheme: 'light', width: 360, height: 740 },
    ] as const)('can use the page: $look', async ({ look, ...window }) => {
      const page = await browser.open(window);
      const customer = createCustomer(page);
      await customer.take('Alex', aPhone());
      await customer.write('I want to book');
      await customer.chat.locator('[data-delivery="read"]').waitFor();
      // The narrow window has the colours and the words of the wide one, but for the form over all of it.
      if (look !== 'narrow') expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      await customer.openForm();
      await customer.goOn();
      await customer.sheet.getByRole('button', { name: /^Day/ }).click();
      expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);

      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'All customers' }).click();
      if (look !== 'narrow') expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
    });
  });
}
