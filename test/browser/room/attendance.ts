import { describe, expect, it } from 'vitest';
import type { RunningBrowser } from '../../support/browser.ts';
import { inMinutes } from '../../support/chat.ts';
import { createRoom } from '../support/room.ts';

/** A walk through two views, on a machine that may be busy. */
const LONG_MS = 60_000;

/** Whether customers came, as staff note it. */
export function describeAttendance(browser: RunningBrowser): void {
  const room = createRoom(browser);

  describe('an appointment whose day has come', () => {
    it('is noted as a no-show, is counted, and can be corrected by the keyboard', { timeout: LONG_MS }, async () => {
      const today = inMinutes((browser.clock.now().getTime() - Date.now()) / 60_000);
      await room.aBooking('Uma Reed', today);
      const page = await room.open({ width: 1440, height: 900 });
      await room.openInvitation(page, 'Uma Reed');
      const group = page.getByRole('group', { name: 'Did the customer come?' });
      await group.getByRole('button', { name: 'No-show' }).click();
      await page.getByText('Noted: No-show.').waitFor();
      await group.getByRole('button', { name: 'No-show', pressed: true }).waitFor();
      await page.getByText('Did not come once').waitFor();
      await page.getByText('The customer did not come, noted by the owner').waitFor();
      expect(await browser.seriousFindings(page)).toEqual([]);

      await group.getByRole('button', { name: 'Came' }).press('Enter');
      await page.getByText('Came once').waitFor();
      await group.getByRole('button', { name: 'Came', pressed: true }).and(page.locator(':focus')).waitFor();

      await room.show(page, 'Week');
      await page
        .getByRole('main', { name: 'Week' })
        .getByRole('button', { name: /Uma Reed.*came/ })
        .waitFor();
    });
  });
}
