import { describe, expect, it } from 'vitest';
import { request } from '../../integration/support/request.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** The same control room behind the API, as on AWS. */
export function describeConsole(browser: RunningBrowser): void {
  const room = createRoom(browser);

  describe('the console behind the API', () => {
    it('lets in who has the key, and shows and mends what the API tells', async () => {
      await room.aBooking('Chris Vale', { date: dayOfNextMonth(2, 4), time: '06:00' });
      const address = `${browser.endpoints.api}/console`;
      expect((await request('GET', address)).headers.get('content-security-policy')).toContain("default-src 'none'");
      const page = await browser.open({}, address);
      await page.getByLabel('API key').fill('not-the-key');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('This key is not accepted: copy it again.').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      await page.getByLabel('API key').fill(browser.endpoints.apiKey);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await room.openInvitation(page, 'Chris Vale');
      await page.getByText('The business is closed at this time.').waitFor();
      expect(await page.getByRole('list', { name: 'How far it got' }).getByRole('listitem').count()).toBe(6);
      await page.getByRole('button', { name: 'Change time' }).click();
      await page.getByLabel('Time').fill('12:00');
      await page.getByRole('button', { name: 'Save time' }).click();
      await page.getByText('Changed by the business').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      await page.reload();
      await page.getByLabel('API key').waitFor();
    });
  });
}
