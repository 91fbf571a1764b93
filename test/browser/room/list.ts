import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { nameOf, putInvitations } from '../support/many-invitations.ts';
import { createRoom } from '../support/room.ts';

/** Finding an invitation, also among thousands. */
export function describeList(browser: RunningBrowser): void {
  const room = createRoom(browser);

  describe('the list of invitations', () => {
    it('finds by name, phone and status', async () => {
      const { phone } = await room.aBooking('Søren Ångström', { date: dayOfNextMonth(2, 3) });
      const page = await room.open();
      const found = page.getByRole('row').filter({ hasText: 'Søren Ångström' });
      await found.waitFor();
      await page.getByLabel('Find').fill('angstrom');
      await page.getByText(/^1 of \d+ invitations/).waitFor();
      await page.getByLabel('Status').selectOption('failed');
      await page.getByText('Nothing fits').waitFor();
      await page.getByLabel('Status').selectOption('booked');
      await page.getByLabel('Find').fill(`+${phone}`);
      await page.getByRole('button', { name: `Look on all days for +${phone}` }).click();
      await page.getByText(`1 invitation for +${phone}`).waitFor();
      expect(await found.innerText()).toContain('Booked');
    });

    it('stays small with 2,000 invitations in it', async () => {
      const day = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);
      await putInvitations(z.string().parse(browser.aws.table), 2000, Date.parse(`${day}T10:00:00Z`));
      const page = await room.open();
      await page.getByLabel('Day', { exact: true }).fill(day);
      await page.getByText('2000 invitations on').waitFor();
      const rows = page.getByRole('row');
      await rows.filter({ hasText: nameOf(2000) }).waitFor();
      expect(await rows.count()).toBeLessThan(50);

      await page.getByRole('table').evaluate((table) => table.parentElement?.scrollTo(0, 1e6));
      await rows.filter({ hasText: nameOf(1) }).waitFor();
      expect(await rows.count()).toBeLessThan(50);
      expect(await rows.filter({ hasText: nameOf(1) }).getAttribute('aria-rowindex')).toBe('2001');

      await page.getByLabel('Find').fill(nameOf(1234));
      await page.getByText('1 of 2000 invitations').waitFor();
      expect(await rows.count()).toBe(2);
    });
  });
}
