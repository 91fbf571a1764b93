import assert from 'node:assert/strict';
import { bookCustomers, write } from './customers.ts';
import type { KilledWork } from './kill-rounds.ts';
import type { KillableStack } from './killable-stack.ts';
import { expectOnce, type ToldView, untilSettled } from './told-view.ts';
import { workdayAfter } from './workdays.ts';

const PHONES = 34_663_000_000;
const PHONES_A_ROUND = 10;
const KEY = 'day-before';
/** When customers write and the last minute before their reminders begins. */
const AHEAD_S = 30;

const reminderOf = ({ reminders }: ToldView) => reminders.find(({ key }) => key === KEY);

/** When the reminders of these bookings, which all begin on one day, go out. */
async function dueAt(stack: KillableStack, ids: readonly string[]): Promise<Date> {
  const isPlanned = (view: ToldView) => reminderOf(view) !== undefined;
  const [first] = await untilSettled(stack, ids, isPlanned);
  const reminder = first && reminderOf(first);
  assert.equal(reminder?.state, 'planned', `A reminder is ${reminder?.state} before its time.`);
  return new Date(String(reminder?.['dueAt']));
}

/** Reminders go out at the same time to customers whose window is open. */
export const killedReminders: KilledWork = {
  name: 'reminders',
  form: 'static',
  promise: 'each customer reminded once, or the reminder recorded as one of which nobody knows',

  async begin(stack, round) {
    const date = workdayAfter(await stack.now(), 3);
    const customers = await bookCustomers(stack, date, PHONES + round * PHONES_A_ROUND);
    const ids = customers.map(({ invitationId }) => invitationId);
    const due = await dueAt(stack, ids);
    const secondsUntilDue = async () => (due.getTime() - (await stack.now()).getTime()) / 1000;
    await stack.simulator.advance((await secondsUntilDue()) - AHEAD_S);
    await Promise.all(customers.map(({ phone }) => write(stack, phone)));
    await stack.untilQuiet();

    const phones = new Set(customers.map(({ phone }) => phone));
    const before = stack.witness.sendsTo(phones).length;
    await stack.simulator.advance(Math.max(0, await secondsUntilDue()) + 60);
    return {
      steps: customers.map((_, index) => stack.witness.untilSent(phones, before + index + 1)),
      async hold(again) {
        const views = await untilSettled(again, ids, (view) => reminderOf(view)?.state !== 'planned');
        for (const [index, view] of views.entries()) {
          const [reminder, ...more] = view.reminders.filter(({ key }) => key === KEY);
          assert(reminder && more.length === 0, `A booking has ${more.length + 1} reminders: ${view.invitationId}`);
          const [own, booked] = [new Set([customers[index]?.phone ?? '']), before / customers.length];
          expectOnce('A reminder', reminder, again.witness.sendsTo(own).length - booked);
        }
      },
    };
  },
};
