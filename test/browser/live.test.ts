import { describe } from 'vitest';
import { startStack } from '../integration/support/running-stack.ts';
import { startBrowser } from '../support/browser.ts';
import { describeLiveBookings } from './phone/live-bookings.ts';

/** The stack of the shipped contract with the live form. */
const browser = await startBrowser(startStack('single', 'live'));

describe('the phone of a clinic’s customer, with the live form', () => {
  describeLiveBookings(browser);
});
