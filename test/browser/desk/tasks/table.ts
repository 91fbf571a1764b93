import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../../../local/support/eventually.ts';
import { overflowsSideways, type RunningBrowser } from '../../../support/browser.ts';
import { aPhone } from '../../../support/webhooks.ts';
import type { Hands } from '../../support/hands.ts';
import type { WorkingDay } from './working-day.ts';

/** Whoever does the tasks of a day, and how. */
export type Worker = {
  browser: RunningBrowser;
  page: Page;
  hands: Hands;
  day: WorkingDay;
  /** Whether there is no room for columns: the day is a list. */
  isNarrow: boolean;
};

type Task = {
  name: string;
  /** The most presses that it may take; what is typed does not count. */
  presses: number;
  /** Where it begins, if not in Today. */
  on?: 'the day';
  run(worker: Worker): Promise<void>;
};

const dialogOf = (page: Page) => page.getByRole('dialog');
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Booking' });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
const confirm = (page: Page, name: string | RegExp) => dialogOf(page).getByRole('button', { name, exact: true });

/** Says yes to a proposed move, once the dialog shows what is free. */
async function confirmMove(page: Page, hands: Hands): Promise<void> {
  await dialogOf(page).getByRole('radio').first().waitFor();
  await hands.press(confirm(page, 'Move'));
}

/** The tasks of a day at the desk, each from Today, with the most presses that it may take. */
export const TASKS: readonly Task[] = [
  {
    name: 'prints the day',
    presses: 1,
    on: 'the day',
    async run({ page, hands, day }) {
      await page.evaluate('print = () => { globalThis.printed = document.querySelector(".day-sheet").textContent; }');
      await hands.press(button(page, 'Print'));
      const printed = await eventually(async () => page.evaluate('globalThis.printed'));
      for (const part of [day.untold.name, `+${day.untold.phone}`, 'Consultation', 'Brings the X-rays'])
        expect(printed).toContain(part);
    },
  },
  {
    name: 'sees who was not told, with the number to call',
    presses: 1,
    async run({ page, hands, day: { untold } }) {
      await hands.press(page.getByRole('link', { name: /^Worklist/ }));
      const entry = page.getByRole('listitem').filter({ hasText: untold.name });
      const call = entry.getByRole('link', { name: `Call +${untold.phone}` }).first();
      expect(await call.getAttribute('href')).toBe(`tel:+${untold.phone}`);
    },
  },
  {
    name: 'tells how many invitations became bookings',
    presses: 1,
    async run({ page, hands }) {
      await hands.press(page.getByRole('link', { name: 'Figures' }));
      await page.getByText(/^\d+ of \d+ invitations? became (a booking|bookings) \(\d+%\)\.$/).waitFor();
    },
  },
  {
    name: 'books somebody who phones',
    presses: 3,
    on: 'the day',
    async run({ page, hands, isNarrow }) {
      const consultation = dialogOf(page).getByRole('radio', { name: /^Consultation/ });
      await hands.press(button(page, isNarrow ? 'Book' : /^Free from/));
      await hands.choose(consultation);
      // A free place has its time.
      if (isNarrow) await hands.choose(dialogOf(page).getByRole('radio', { name: '15:00', exact: true }));
      else await dialogOf(page).getByRole('radio', { name: /:/, checked: true }).waitFor();
      await hands.write(dialogOf(page).getByLabel('Name'), 'Rosa Vidal');
      await hands.write(dialogOf(page).getByLabel('Phone'), `+${aPhone()}`);
      expect(await overflowsSideways(page)).toBe(false);
      // Whoever typed on a phone has its keyboard before them, with a key that sends.
      if (isNarrow) await page.keyboard.press('Enter');
      else await hands.press(confirm(page, 'Book'));
      await page.getByText('Rosa Vidal is booked.').waitFor();
      await button(page, /Rosa Vidal/).waitFor();
    },
  },
  {
    name: 'moves an appointment',
    presses: 2,
    on: 'the day',
    async run({ page, hands, isNarrow }) {
      if (isNarrow) await hands.press(button(page, 'Move Vera Lund'));
      else await hands.move(button(page, /Vera Lund/), page.getByRole('region', { name: 'Ana', exact: true }), 60);
      await confirmMove(page, hands);
      await page.getByText('Vera Lund was told of the change by WhatsApp.').waitFor();
    },
  },
  {
    name: 'cancels with a reason, which the customer reads',
    presses: 2,
    on: 'the day',
    async run({ browser, page, hands, day }) {
      await hands.press(button(page, /Tess Moor/));
      await panelOf(page).getByText('Customer told: booked').first().waitFor();
      await hands.write(panelOf(page).getByLabel('Reason for cancelling'), 'Ana is ill.');
      await hands.press(panelOf(page).getByRole('button', { name: 'Cancel the appointment' }));
      await panelOf(page).getByText('Customer told: cancelled').first().waitFor();
      expect((await browser.simulator.messages(day.canceller)).at(-1)?.text).toMatch(/is cancelled\. Ana is ill\.$/);
    },
  },
  {
    name: 'sees two people at one hour, and settles it',
    presses: 2,
    on: 'the day',
    async run({ page, hands }) {
      await page.getByText(/(Hana Vogt, Ivo Marin|Ivo Marin, Hana Vogt) have the same hour with Ana/).waitFor();
      await hands.press(button(page, 'Move Hana Vogt'));
      await confirmMove(page, hands);
      await page.getByText('have the same hour').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'closes for a holiday, and sees before whom it concerns',
    presses: 3,
    async run({ page, hands, day }) {
      await hands.press(page.getByRole('link', { name: 'Closures' }));
      await hands.press(button(page, 'Close …'));
      // The last day follows it.
      await hands.write(dialogOf(page).getByLabel('First day'), day.holiday);
      await dialogOf(page).getByText('One booking lies in it.').waitFor();
      await dialogOf(page)
        .getByRole('button', { name: /Ines Roth/ })
        .waitFor();
      await hands.press(confirm(page, 'Save closure'));
      await page.getByText('Closed. One booking lies in it and waits in the worklist.').waitFor();
    },
  },
  {
    name: 'finds a customer by the start of a name',
    presses: 1,
    async run({ page, hands, day: { untold } }) {
      await hands.press(button(page, 'Find a customer'));
      await page.keyboard.type(untold.surname.toLowerCase());
      await dialogOf(page).getByRole('link', { name: untold.name }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('main').getByRole('heading', { name: untold.name }).waitFor();
    },
  },
  {
    name: 'saves the bookings of a month as CSV',
    presses: 2,
    on: 'the day',
    async run({ page, hands, day: { date, untold } }) {
      await hands.press(button(page, 'Files'));
      const [download] = await Promise.all([page.waitForEvent('download'), hands.press(confirm(page, /^Bookings/))]);
      const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
      expect(lines.find((line) => line.includes(untold.name))).toContain(`${date},13:00`);
    },
  },
  {
    // The last one: the desk stays Spanish.
    name: 'changes the language',
    presses: 1,
    async run({ page, hands }) {
      await hands.press(button(page, 'Español'));
      await page.getByRole('navigation', { name: 'Vistas' }).waitFor();
    },
  },
];
