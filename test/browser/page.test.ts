import { describe } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { describeBookings } from './phone/bookings.ts';
import { describeEverybody } from './phone/everybody.ts';
import { describeReplies } from './phone/replies.ts';
import { describeTroubles } from './phone/troubles.ts';
import { describeAttendance } from './room/attendance.ts';
import { describeAttention } from './room/attention.ts';
import { describeConsole } from './room/console.ts';
import { describeData } from './room/data.ts';
import { describeFaults } from './room/faults.ts';
import { describeFollowing } from './room/following.ts';
import { describeList } from './room/list.ts';
import { describeTimeLine } from './room/time-line.ts';
import { describeViews } from './room/views.ts';

/** One file, so that there is one stack and one browser for all of it. */
const browser = await startBrowser();

describe('the phone', () => {
  describeBookings(browser);
  describeTroubles(browser);
  describeReplies(browser);
  describeEverybody(browser);
});

describe('the control room', () => {
  describeViews(browser);
  describeTimeLine(browser);
  describeFollowing(browser);
  describeAttention(browser);
  describeAttendance(browser);
  describeList(browser);
  describeConsole(browser);
  describeData(browser);
  // The last, as the clock is ahead afterwards.
  describeFaults(browser);
});
