import { beforeAll, describe } from 'vitest';
import { startStack } from '../integration/support/running-stack.ts';
import { eventually } from '../local/support/eventually.ts';
import { startBrowser } from '../support/browser.ts';
import { aPhone } from '../support/webhooks.ts';
import { describeAfterBooking } from './phone/after-booking.ts';
import { describeLiveBookings } from './phone/live-bookings.ts';
import { describeLiveForm } from './phone/live-form.ts';
import { describeReminders } from './phone/reminders.ts';

/** The first invitation starts the functions of the stack, on a machine that may be busy. */
const COLD_START_MS = 50_000;

/** The stack of the shipped contract with the live form. */
const browser = await startBrowser(startStack('single', 'live'));

beforeAll(async () => {
  const phone = aPhone();
  await browser.simulator.write(phone, 'I want to book');
  const hasForm = async () => (await browser.simulator.messages(phone)).some(({ kind }) => kind === 'flow');
  await eventually(hasForm, COLD_START_MS);
});

describe('the phone of a clinic’s customer, with the live form', () => {
  describeLiveForm(browser);
  // The last, as the clock is ahead afterwards.
  describeLiveBookings(browser);
  describeAfterBooking(browser);
  describeReminders(browser);
});
