import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { overflowsSideways, picture, type RunningBrowser } from '../../support/browser.ts';
import { shippedContract } from '../../support/contract.ts';
import { aPhone } from '../../support/webhooks.ts';
import { createCustomer } from '../support/customer.ts';
import { createRoom } from '../support/room.ts';

/** Longer than the session window of 24 hours. */
const TWO_DAYS_SECONDS = 2 * 24 * 60 * 60;

/** Two walks through a page, on a machine that may be busy. */
const LONG_MS = 60_000;

/** An appointment that staff move when no message reaches the customer any more, and that the customer cancels. */
export function describeAfterBooking(browser: RunningBrowser): void {
  const room = createRoom(browser);

  /** A Tuesday more than a week ahead of the stack's clock, and the day after it. */
  function daysAhead() {
    const now = Temporal.Instant.fromEpochMilliseconds(browser.clock.now().getTime());
    const later = now.toZonedDateTimeISO(shippedContract.booking.timeZone).toPlainDate().add({ days: 8 });
    const tuesday = later.add({ days: (9 - later.dayOfWeek) % 7 });
    return { first: tuesday.toString(), second: tuesday.add({ days: 1 }).toString() };
  }

  describe('an appointment that staff move after two days', () => {
    it(
      'stands in the worklist until staff called, and is cancelled by what the customer writes',
      async () => {
        const page = await browser.open({ width: 1440, height: 900 });
        const phone = aPhone();
        const customer = createCustomer(page);
        const { first, second } = daysAhead();
        await customer.take('Alex Moor', phone);
        await customer.write('I want to book');
        await customer.openForm();
        await customer.sheet.getByLabel('Consultation').check();
        await customer.sheet.getByLabel('Ana').check();
        await customer.goOn();
        await customer.time.waitFor();
        await customer.chooseDay(first);
        await customer.time.selectOption('10:30 AM');
        await customer.goOn();
        await customer.sheet.getByLabel('Name').fill('Alex Moor');
        await customer.goOn('Confirm appointment');
        await customer.chat.getByText('Your appointment is booked: Consultation with Ana').waitFor();

        await room.show(page, 'Invitations');
        await page.getByRole('button', { name: 'Alex Moor', exact: true }).waitFor();
        await browser.passTime(TWO_DAYS_SECONDS);
        await room.openInvitation(page, 'Alex Moor');
        const steps = page.getByRole('list', { name: 'What happened' });
        await steps.getByText('Customer told: booked').waitFor();
        await room.move(page, '11:00', second);
        await steps.getByText('Customer not told: changed').waitFor();
        const reached = page.getByRole('list', { name: 'How far it got' }).getByRole('listitem');
        await reached.filter({ hasText: 'told' }).filter({ hasText: 'failed' }).waitFor();

        await room.show(page, 'Worklist');
        const item = page.locator('#room').getByRole('listitem').filter({ hasText: 'Alex Moor' });
        await item.getByText(/has not written within the last 24 hours/).waitFor();
        await item.getByText(/It is now: Consultation with Ana.*11:00/).waitFor();
        expect(await item.getByRole('link', { name: `Call +${phone}` }).getAttribute('href')).toBe(`tel:+${phone}`);
        expect(await browser.seriousFindings(page, '#room')).toEqual([]);
        await picture(item, 'not-told.png');

        const small = await room.open({ width: 360, height: 740 });
        await room.show(small, 'Worklist');
        await small.getByRole('button', { name: 'Called Alex Moor' }).waitFor();
        expect(await overflowsSideways(small)).toBe(false);

        await item.getByRole('button', { name: 'Called Alex Moor' }).click();
        await item.waitFor({ state: 'detached' });
        await page.getByRole('status').getByText('Noted: Alex Moor was called.').waitFor();
        await small.getByRole('button', { name: 'Called Alex Moor' }).waitFor({ state: 'detached' });
        await page.goBack();
        await steps.getByText('Customer called by the owner: changed').waitFor();

        await customer.write("I can't make it tomorrow, please cancel");
        await customer.chat.getByText(/Do you want to cancel Consultation.*11:00/).waitFor();
        const yes = customer.chat.getByRole('button', { name: 'Yes, cancel it' });
        expect(await browser.seriousFindings(page, '#phone')).toEqual([]);
        await yes.click();
        const read = customer.chat.locator('article[data-delivery="read"]');
        await read.filter({ hasText: /Your appointment on .* is cancelled/ }).waitFor();
        expect(await customer.chat.getByRole('button', { name: 'Book now' }).count()).toBe(1);
        await steps.getByText('Cancelled by the customer').waitFor();
        await steps.getByText('Customer told: cancelled').waitFor();
        await picture(page.locator('.phone'), 'cancelled.png');
      },
      LONG_MS,
    );
  });
}
