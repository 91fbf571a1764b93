import { DAY_MS } from '../../../functions/shared/domain/time/instant.ts';
import { aPhone, statusesBody } from '../../support/webhooks.ts';
import { apiEvent, webhookEvent } from '../http-events.ts';
import { type Booking, type Step, startBooking } from '../one-booking.ts';

/** Invitations of the day that is counted. Every second one is booked, the others are delivered and read. */
export const INVITATIONS = 400;
const WARM_UP_DAYS = 5;

/** What it takes to count a day with and without invitations. */
export type StatisticsCosts = { full: Step; empty: Step };

const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

async function invite(stack: Booking): Promise<void> {
  for (let index = 0; index < INVITATIONS; index++) {
    const phone = aPhone();
    const { messageId: id, token } = await stack.inviteUnheard(phone);
    const followed =
      index % 2 === 0
        ? stack.completionOf(phone, token)
        : statusesBody('hooks', { id, phone, status: 'delivered' }, { id, phone, status: 'read' });
    await stack.runUnheard('receive-webhook', webhookEvent(followed));
  }
  await stack.passOver();
}

async function count(stack: Booking, from: string, to: string): Promise<Step> {
  const steps: Step[] = [];
  await stack.run(steps, 'query-statistics', apiEvent('GET /statistics', { query: { from, to } }));
  const [step] = steps;
  if (!step) throw new Error('The count was not measured.');
  return step;
}

/** Counts days with the deployed function, each for the first time: some empty ones until it is warm, then a full one. */
export async function measureStatistics(bundles: string): Promise<StatisticsCosts> {
  const stack = await startBooking(bundles);
  try {
    await invite(stack);
    for (let day = WARM_UP_DAYS + 2; day > 2; day--) await count(stack, dayBefore(day), dayBefore(day));
    const empty = await count(stack, dayBefore(2), dayBefore(2));
    // It may be tomorrow already where the business is.
    return { full: await count(stack, dayBefore(0), dayBefore(-1)), empty };
  } finally {
    await stack.stop();
  }
}
