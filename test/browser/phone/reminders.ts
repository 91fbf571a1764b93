import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../local/support/eventually.ts';
import { picture, type RunningBrowser } from '../../support/browser.ts';
import { shippedContract } from '../../support/contract.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

const { timeZone } = shippedContract.booking;

/** Two walks through a page, on a machine that may be busy. */
const LONG_MS = 90_000;

/** Other customers of this stack may have reminders that go out first. */
const MOST_REMINDERS = 10;

/** So soon the phone shows what was sent. */
const SHOWN_MS = 2_000;

/** An appointment whose reminder comes, and that the customer moves from there. */
export function describeReminders(browser: RunningBrowser): void {
  const room = createRoom(browser);

  const nowHere = () =>
    Temporal.Instant.fromEpochMilliseconds(browser.clock.now().getTime()).toZonedDateTimeISO(timeZone);

  /** A Tuesday more than a week ahead of the stack's clock. */
  function aTuesday(): Temporal.PlainDate {
    const later = nowHere().toPlainDate().add({ days: 8 });
    return later.add({ days: (9 - later.dayOfWeek) % 7 });
  }

  describe('an appointment whose reminder is due', () => {
    it(
      'is moved by the button under the reminder: the old reminder never comes, and a new one is planned',
      async () => {
        const page = await browser.open({ width: 1440, height: 900 });
        const customer = createCustomer(page);
        const { chat, sheet } = customer;
        const tuesday = aTuesday();
        const wednesday = tuesday.add({ days: 1 });
        await customer.take('Robin Vale', aPhone());
        await customer.write('I want to book');
        await customer.openForm();
        await sheet.getByLabel('Consultation').check();
        await sheet.getByLabel('Ana').check();
        await customer.goOn();
        await customer.time.waitFor();
        await customer.chooseDay(tuesday.toString());
        await customer.time.selectOption('10:30 AM');
        await customer.goOn();
        await sheet.getByLabel('Name').fill('Robin Vale');
        await customer.goOn('Confirm appointment');
        await chat.getByText('Your appointment is booked: Consultation with Ana').waitFor();
        await room.show(page, 'Invitations');
        await room.openInvitation(page, 'Robin Vale');
        const steps = page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
        const planned = steps.filter({ hasText: /Reminder (day-before|two-hours) will be sent/ });
        await eventually(async () => (await planned.count()) === 2);

        // The week before it goes by at once, with all that is due for others.
        const theDayBefore = tuesday.subtract({ days: 1 }).toZonedDateTime({ timeZone, plainTime: '12:00' });
        await browser.passTime(Math.ceil((theDayBefore.epochMilliseconds - browser.clock.now().getTime()) / 1000));
        const reminder = chat.getByRole('article').filter({ hasText: 'Template reminder_of_your_visit' });
        const toNext = page.getByRole('button', { name: 'Next reminder' });
        async function untilReminded(times: number): Promise<void> {
          for (let count = 0; count < MOST_REMINDERS && (await reminder.count()) < times; count += 1) {
            await toNext.click();
            await eventually(async () => (await toNext.getAttribute('aria-disabled')) === 'false');
            await eventually(async () => (await reminder.count()) === times, SHOWN_MS).catch(() => undefined);
          }
          expect(await reminder.count()).toBe(times);
        }
        await untilReminded(1);
        await reminder.getByRole('button', { name: "I'm coming" }).waitFor();
        await reminder.getByText(/this is a reminder of your appointment.*Tuesday.*10:30/).waitFor();
        expect(nowHere().toPlainDate().equals(theDayBefore.toPlainDate())).toBe(true);
        await steps
          .filter({ hasText: 'Reminder day-before sent' })
          .getByText(/By template/)
          .waitFor();
        expect(await browser.seriousFindings(page)).toEqual([]);

        await reminder.getByRole('button', { name: 'Change' }).click();
        await chat.getByText(/Choose another time for Consultation.*10:30/).waitFor();
        await picture(page.locator('.phone'), 'reminder.png');
        await customer.openForm();
        await sheet.getByLabel('Consultation').check();
        await sheet.getByLabel('Ana').check();
        await customer.goOn();
        await customer.time.waitFor();
        await customer.chooseDay(wednesday.toString());
        await customer.time.selectOption('12:00 PM');
        await customer.goOn();
        await sheet.getByLabel('Name').fill('Robin Vale');
        await customer.goOn('Confirm appointment');
        await chat.getByText(/Your appointment has changed.*12:00/).waitFor();
        const left = steps.filter({ hasText: 'Reminder two-hours left out' });
        await left.getByText('The appointment is at another time now.').waitFor();
        await eventually(async () => (await planned.count()) === 2);

        // The next one is of the evening after: the time of the old one passed without it.
        await untilReminded(2);
        await reminder
          .last()
          .getByText(/Wednesday.*12:00/)
          .waitFor();
        // A reminder that is due on the way comes on the way.
        await page.getByRole('button', { name: '+1 day forward' }).click();
        await page.getByText('One day forward.').waitFor();
        await eventually(async () => (await reminder.count()) === 3);
        await steps.filter({ hasText: 'Reminder two-hours sent' }).waitFor();
      },
      LONG_MS,
    );
  });

  describe('the clock without a planned reminder', () => {
    it('stays where it is, and says so', async () => {
      const page = await browser.open({ width: 1440, height: 900 });
      const toNext = page.getByRole('button', { name: 'Next reminder' });
      const none = page.getByText('No reminder is planned.');
      for (let count = 0; count < MOST_REMINDERS && !(await none.isVisible()); count += 1) {
        await toNext.click();
        await eventually(async () => (await toNext.getAttribute('aria-disabled')) === 'false');
      }
      await none.waitFor();
    });
  });
}
