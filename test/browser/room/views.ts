import { beforeAll, describe, expect, it } from 'vitest';
import { type Look, overflowsSideways, picture, type RunningBrowser } from '../../support/browser.ts';
import { dayOfNextMonth } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** All views of the control room, in light and dark, narrow and by the keyboard. */
export function describeViews(browser: RunningBrowser): void {
  const room = createRoom(browser);

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
      const isNarrow = name === 'narrow';
      await room.openInvitation(page, 'Sasha Lind');
      await page.getByText('Taken by the CRM: Appointment Booked').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);
      expect(await overflowsSideways(page)).toBe(false);
      if (name === 'light') await picture(page, 'control-room.png');
      // The others are made of the same parts.
      const others =
        name === 'light' ? ['Functions', 'Webhooks', 'Live forms', 'Hand-offs', 'Attention', 'Events'] : [];
      for (const title of ['Agenda', 'Make it fail', 'Inside', ...others]) {
        await room.tab(page, title).click();
        await page.getByText('Reading …').waitFor({ state: 'detached' });
        // The narrow window has the colours and the words of the wide one.
        if (!isNarrow) expect(await browser.seriousFindings(page, '#room'), title).toEqual([]);
        expect(await overflowsSideways(page), title).toBe(false);
      }
    });

    it('is walked through by the arrow keys', async () => {
      const page = await room.open();
      await room.tab(page, 'Invitations').focus();
      await page.keyboard.press('ArrowRight');
      expect(await room.tab(page, 'Agenda').getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('End');
      expect(await room.tab(page, 'Make it fail').getAttribute('aria-selected')).toBe('true');
    });
  });
}
