import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { request } from '../../integration/support/request.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

const Listed = z.object({ items: z.array(z.object({ invitationId: z.string() })) });

/** The same control room behind the API, as on AWS. */
export function describeConsole(browser: RunningBrowser): void {
  const room = createRoom(browser);

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel('Your access key').fill(browser.endpoints.apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  describe('the console behind the API', () => {
    it('lets in who has the key, and shows and mends what the API tells', async () => {
      await room.aBooking('Chris Vale', { date: dayOfNextMonth(2, 4), time: '06:00' });
      const address = `${browser.endpoints.api}/console`;
      expect((await request('GET', address)).headers.get('content-security-policy')).toContain("default-src 'none'");
      const page = await browser.open({}, address);
      await page.getByLabel('Your access key').fill('not-the-key');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('This key is not accepted.').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      await signIn(page);
      await room.show(page, 'Invitations');
      await room.openInvitation(page, 'Chris Vale');
      await page.getByText('The business is closed at this time.').waitFor();
      expect(await page.getByRole('list', { name: 'How far it got' }).getByRole('listitem').count()).toBe(7);
      await room.move(page, '12:00');
      await page.getByText('Changed by the business').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      await page.reload();
      await page.getByRole('heading', { name: 'Chris Vale' }).waitFor();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.getByRole('button', { name: 'Sign out here' }).click();
      await page.getByLabel('Your access key').waitFor();
      await page.reload();
      await page.getByLabel('Your access key').waitFor();
    });

    it('opens what a link in an e-mail to the staff names', async () => {
      const { phone } = await room.aBooking('Dana Frost', { date: dayOfNextMonth(2, 4), time: '16:00' });
      const { api, apiKey } = browser.endpoints;
      const authorization = `Bearer ${apiKey}`;
      const listed = await request('GET', `${api}/invitations?phone=${phone}`, undefined, { authorization });
      const [{ invitationId } = {}] = Listed.parse(listed.body).items;
      const page = await browser.open({}, `${api}/console#/invitations/${invitationId}`);
      await signIn(page);
      await page.getByRole('heading', { name: 'Dana Frost' }).waitFor();

      await page.evaluate('location.hash = "#/attention"');
      await page.getByRole('main', { name: 'Worklist' }).waitFor();
    });
  });
}
