import { Duration } from 'aws-cdk-lib';
import {
  canBatchGetItems,
  canCheckItems,
  canGetItems,
  canPutItems,
  canQuery,
  canScan,
  canUpdateItems,
} from '../constructs/permissions.ts';
import type { StandardFunction } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** Nothing invokes it but a person, by `npm run channel -- claims rebuild`: the only one who reads the whole table. */
export function rebuildClaims(context: StackContext): StandardFunction {
  const { table } = context.store;
  return context.addFunction('rebuild-claims', {
    does: 'Gives bookings their places, and takes away places without a booking (claims rebuild).',
    hurts: 'After services were configured, no time can be offered or booked until the command has run to its end.',
    timeout: Duration.minutes(1),
    environment: { TABLE_NAME: table.tableName },
    may: [
      canScan(table),
      canQuery(table, 'worklist'),
      canGetItems(table),
      canBatchGetItems(table),
      canUpdateItems(table),
      canPutItems(table),
      canCheckItems(table),
    ],
  });
}
