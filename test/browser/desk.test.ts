import { describe } from 'vitest';
import { startStack } from '../integration/support/running-stack.ts';
import { startBrowser } from '../support/browser.ts';
import { describeBooking } from './desk/booking.ts';
import { describeClosures } from './desk/closures.ts';
import { describeCustomers } from './desk/customers.ts';
import { describeFigures } from './desk/figures.ts';
import { describeMonthFiles } from './desk/month-files.ts';
import { describePeople } from './desk/people.ts';
import { describeShell } from './desk/shell.ts';
import { describeTasks } from './desk/tasks/describe-tasks.ts';
import { describeToday } from './desk/today.ts';
import { describeWorklist } from './desk/worklist.ts';
import { describeContractForm } from './phone/contract-form.ts';

/** The stack of the shipped contract, where people work at the desk and customers book one of its services. */
const browser = await startBrowser(startStack('single', 'clinic'));

describe('the desk', () => {
  describeToday(browser);
  describeShell(browser);
  describePeople(browser);
  describeBooking(browser);
  describeCustomers(browser);
  describeMonthFiles(browser);
  describeWorklist(browser);
  describeClosures(browser);
  describeFigures(browser);
  describeTasks(browser);
});

describe('the phone of a clinic’s customer', () => {
  // The last, as the clock is ahead afterwards.
  describeContractForm(browser);
});
