import { Duration } from 'aws-cdk-lib';
import { canGetItems, canQuery, canUpdateItems } from '../constructs/permissions.ts';
import { Schedule } from '../constructs/schedule.ts';
import type { StackContext } from '../stack-context.ts';

/**
 * Every hour → plan-reminders: bookings that were there before the contract's reminders changed have no event that plans
 * them. It is there without reminders as well, so that what is left out for a while and comes back is planned anew.
 */
export function planReminders(context: StackContext): void {
  const { table } = context.store;
  const hurts = 'Customers who booked before the reminders of the contract changed are not reminded as it says now.';
  const plan = context.addFunction('plan-reminders', {
    does: 'Plans the reminders of all bookings ahead after those of the contract have changed.',
    hurts,
    timeout: Duration.minutes(5),
    environment: { TABLE_NAME: table.tableName },
    may: [canQuery(table, 'agenda'), canGetItems(table), canUpdateItems(table)],
  });
  new Schedule(context.scope, 'RemindersEveryHour', {
    every: Duration.hours(1),
    invokes: plan,
    description: 'Plans the reminders of all bookings ahead, if those of the contract have changed.',
    alarmName: `${context.contract.name}-plan-reminders-not-started`,
    hurts,
  });
}
