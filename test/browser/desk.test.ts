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

/** The stack of the shipped contract, where people work at the desk. */
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
