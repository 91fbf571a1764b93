import { describe, expect, it } from 'vitest';
import { request } from '../../integration/support/request.ts';
import { eventually } from '../../local/support/eventually.ts';
import type { RunningBrowser } from '../../support/browser.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** The switches and the clock; the clock stays ahead. */
export function describeFaults(browser: RunningBrowser): void {
  const room = createRoom(browser);
  const behaviour = async () => (await request('GET', `${browser.endpoints.provider}/_sim/behaviour`)).body;

  describe('making it fail', () => {
    it('switches faults on, shows how many, and puts all back', async () => {
      const page = await room.open({ width: 1440, height: 900 });
      await room.show(page, 'Make it fail');
      const usual = await behaviour();
      await page.getByRole('switch', { name: 'Duplicates' }).click();
      await page.getByLabel('Refused sends').selectOption('Wrong channel token');
      await page.getByRole('switch', { name: 'CRM down' }).click();
      await room.view(page, /Make it fail.*3 in force/).waitFor();
      expect(await behaviour()).toMatchObject({ duplicate: true, refuse: { status: 401, text: 'invalid token' } });

      await page.getByRole('button', { name: 'Reset all' }).click();
      await page.getByText('Everything is as on a good day.').waitFor();
      await eventually(async () => (await page.getByRole('switch', { checked: true }).count()) === 0);
      expect(await behaviour()).toMatchObject({ duplicate: false, refuse: null, seed: usual['seed'] });
    });

    it('moves the clock of everything forward', async () => {
      const page = await room.open();
      const before = browser.clock.now().getTime();
      await page.getByRole('button', { name: '+1 h forward' }).click();
      await page.getByText('One hour forward.').waitFor();
      expect(browser.clock.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000);
      const shown = page.getByLabel('Clock').getByRole('time');
      await eventually(async () => Date.parse((await shown.getAttribute('datetime')) ?? '') >= before + 3_600_000);
    });

    it('moves the day of the desk and of the phone with the clock', async () => {
      const page = await browser.open({}, `${browser.endpoints.phone}#/today`);
      const { chat, take, write } = createCustomer(page);
      await take('Zoe Camps', aPhone());
      await write('Good morning');
      await chat.getByText('Today', { exact: true }).waitFor();
      const shown = page.getByRole('main', { name: 'Today' }).locator('time[datetime]').first();
      const before = (await shown.getAttribute('datetime')) ?? '';
      await page.getByRole('button', { name: '+1 day forward' }).click();
      await page.getByText('One day forward.').waitFor();
      const next = new Date(Date.parse(before) + 86_400_000).toISOString().slice(0, 10);
      await eventually(async () => (await shown.getAttribute('datetime')) === next);
      await chat.getByText('Today', { exact: true }).waitFor({ state: 'detached' });
      await write('And again');
      await chat.getByText('Today', { exact: true }).waitFor();
    });
  });
}
