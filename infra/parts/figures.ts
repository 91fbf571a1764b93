import { Duration } from 'aws-cdk-lib';
import { canBatchGetItems, canPutFigures, canQuery } from '../constructs/permissions.ts';
import { Schedule } from '../constructs/schedule.ts';
import type { StackContext } from '../stack-context.ts';

/** Every three hours → count-figures: what became of the invitations of each day goes on changing for months. */
export function countFigures(context: StackContext): void {
  const { table } = context.store;
  const hurts = 'The figures of busy days, and of days that nobody looked at, are missing or old.';
  const count = context.addFunction('count-figures', {
    does: 'Counts what became of the invitations of each day.',
    hurts,
    timeout: Duration.minutes(10),
    environment: { TABLE_NAME: table.tableName },
    may: [canQuery(table, 'worklist'), canBatchGetItems(table), canPutFigures(table)],
  });
  new Schedule(context.scope, 'FiguresEveryThreeHours', {
    every: Duration.hours(3),
    invokes: count,
    description: 'Counts the days whose figures are old.',
    alarmName: `${context.contract.name}-count-figures-not-started`,
    hurts,
  });
}
