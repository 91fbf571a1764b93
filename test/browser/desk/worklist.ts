import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone, textBody } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** Whom to call and whom to answer. */
export function describeWorklist(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  const entryOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

  describe('who was not told', () => {
    it.each([1280, 360])('is one press from Today, with the number to call, %i px wide', async (width) => {
      const name = `Vera ${width}`;
      // Nobody wrote from this number: no message may reach it.
      const { phone } = await desk.book(dayOfNextMonth(1, 3), {
        customerName: name,
        time: width === 360 ? '11:30' : '12:30',
      });
      const page = await desk.open({ width, height: 800 });
      await page.getByRole('link', { name: /^Worklist.* to do$/ }).click();
      const entry = entryOf(page, name);
      const call = entry.getByRole('link', { name: new RegExp(phone) }).first();
      expect(await call.getAttribute('href')).toBe(`tel:+${phone}`);
      expect(await desk.clicks(page)).toBe(1);
      expect(await browser.seriousFindings(page)).toEqual([]);
      await entry.getByRole('button', { name: `Called ${name}` }).press('Enter');
      await page.getByText(`Noted: ${name} was called.`).waitFor();
      await entry.waitFor({ state: 'detached' });
    });

    it('opens beside the list, and the focus returns to the name', async () => {
      await desk.book(dayOfNextMonth(1, 4), { customerName: 'Ida Blum', time: '13:30' });
      const page = await desk.open({}, '#/worklist');
      const opener = entryOf(page, 'Ida Blum').getByRole('button', { name: /^Ida Blum/ });
      await opener.press('Enter');
      await page.getByRole('complementary', { name: 'Booking' }).getByText('Ida Blum').first().waitFor();
      await page.getByRole('main', { name: 'Worklist' }).waitFor();
      await page.keyboard.press('Escape');
      await opener.and(page.locator(':focus')).waitFor();
    });
  });

  describe('a customer who wrote', () => {
    it('waits in Spanish words, and is answered', async () => {
      const phone = aPhone();
      await browser.webhook(
        'messages',
        textBody('normalised', { phone, name: 'Kim Roe', text: 'What are your prices?' }),
      );
      const page = await desk.open({ locale: 'es-ES' }, '#/worklist');
      const entry = entryOf(page, 'Kim Roe');
      await entry.getByText('Ha preguntado algo').waitFor();
      await entry.getByRole('button', { name: 'Respondido Kim Roe' }).click();
      await page.getByText('Anotado: se ha respondido a Kim Roe.').waitFor();
      await entry.waitFor({ state: 'detached' });
    });
  });
}
