import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { request } from '../../integration/support/request.ts';
import { eventually } from '../../local/support/eventually.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone, textBody } from '../../support/webhooks.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createDesk } from '../support/desk.ts';

/** Whom to call and whom to answer. */
export function describeWorklist(browser: RunningBrowser): void {
  const desk = createDesk(browser);

  const entryOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

  describe('who was not told', () => {
    it('stands there until somebody called them', async () => {
      // Nobody wrote from this number: no message may reach it.
      await desk.book(dayOfNextMonth(1, 3), { customerName: 'Vera Sorl', time: '12:30' });
      const page = await desk.open({ width: 360, height: 800 }, '#/worklist');
      const entry = entryOf(page, 'Vera Sorl');
      await entry.waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      await entry.getByRole('button', { name: 'Called Vera Sorl' }).press('Enter');
      await page.getByText('Noted: Vera Sorl was called.').waitFor();
      await entry.waitFor({ state: 'detached' });
    });

    it('is told by a message once it may reach them, and no message goes to others', async () => {
      // Nobody wrote from this number: no message may reach it.
      const { phone } = await desk.book(dayOfNextMonth(2, 2), { customerName: 'Nina Pohl', time: '12:30' });
      const page = await desk.open({}, '#/worklist');
      const entry = entryOf(page, 'Nina Pohl');
      await entry.waitFor();
      expect(await entry.getByRole('button', { name: 'Send again' }).count()).toBe(0);
      // WhatsApp has to know as well that the window is open.
      const { provider } = browser.endpoints;
      await request('POST', `${provider}/_sim/customers/${phone}/messages`, { text: 'Hello', name: 'Nina' });
      const again = entry.getByRole('button', { name: 'Send again Nina Pohl' });
      // The message comes by a webhook of its own, after the answer.
      await eventually(async () => {
        await desk.begin(page, '#/worklist');
        await entry.waitFor();
        return (await again.count()) > 0 || undefined;
      });
      expect(await browser.seriousFindings(page)).toEqual([]);
      await again.press('Enter');
      await page.getByText('Nina Pohl was told.').waitFor();
      await entry.waitFor({ state: 'detached' });
    });

    it('still stands there nine days later', async () => {
      await desk.book(dayOfNextMonth(2, 3), { customerName: 'Otto Lenz', time: '13:30' });
      const page = await desk.open({}, '#/worklist', Date.now() + 9 * 86_400_000);
      await entryOf(page, 'Otto Lenz').waitFor();
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
