import { describe } from 'vitest';
import { startStack } from '../integration/support/running-stack.ts';
import { startBrowser } from '../support/browser.ts';
import { describeBooking } from './desk/booking.ts';

/** The stack of the shipped contract, where people work at the desk. */
const browser = await startBrowser(startStack('single', 'clinic'));

describe('the desk', () => {
  describeBooking(browser);
});
