import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Look, overflowsSideways, picture, type RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** All views of the control room, in light and dark, narrow and by the keyboard. */
export function describeViews(browser: RunningBrowser): void {
  const room = createRoom(browser);

  /** Expects the view to fit into the window and, if asked, to be accessible. */
  async function fits(page: Page, title: string, isJudged: boolean): Promise<void> {
    await page.getByText('Reading …').waitFor({ state: 'detached' });
    if (isJudged) expect(await browser.seriousFindings(page, '#room'), title).toEqual([]);
    expect(await overflowsSideways(page), title).toBe(false);
  }

  describe('every view', () => {
    beforeAll(async () => {
      await room.aBooking('Sasha Lind', { date: dayOfNextMonth(3, 1), time: '20:00' });
    });

    it.each([
      ['light', { width: 1440, height: 900 }],
      ['dark', { width: 1440, height: 900, colorScheme: 'dark' }],
      ['narrow', { width: 360, height: 740 }],
    ] satisfies [string, Look][])('is accessible and fits, %s', async (name, look) => {
      const page = await room.open(look);
      await room.openInvitation(page, 'Sasha Lind');
      await page.getByText('Taken by the CRM: Appointment Booked').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      if (name === 'light') await picture(page, 'control-room.png');
      await page.getByRole('complementary', { name: 'Booking' }).press('Escape');
      // The narrow window has the colours and the words of the wide one.
      const isFitting = (title: string) => fits(page, title, name !== 'narrow');
      for (const title of ['Week', 'Worklist', 'Closures', 'Events', 'Make it fail', 'Inside']) {
        await room.show(page, title);
        await isFitting(title);
      }
      if (name !== 'light') return;
      // The others are made of the same parts.
      for (const title of ['Functions', 'Webhooks', 'Live forms', 'Hand-offs']) {
        await page.getByRole('tab', { name: title }).click();
        await isFitting(title);
      }
    });

    it('is reached by the keyboard alone, and a booking gives the focus back', async () => {
      const page = await room.open();
      await page.keyboard.press('Tab');
      const skip = page.getByRole('button', { name: 'Skip to the view' });
      await skip.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('main', { name: 'Invitations' }).and(page.locator(':focus')).waitFor();
      const opener = page.getByRole('button', { name: 'Sasha Lind', exact: true });
      await opener.press('Enter');
      await page.getByRole('heading', { name: 'Sasha Lind' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Escape');
      await opener.and(page.locator(':focus')).waitFor();
    });
  });
}
