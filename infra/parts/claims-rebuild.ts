import { Duration } from 'aws-cdk-lib';
import {
  canBatchGetItems,
  canCheckItems,
  canDeleteNames,
  canGetItems,
  canPutItems,
  canQuery,
  canReadSecrets,
  canScan,
  canUpdateItems,
} from '../constructs/permissions.ts';
import type { StandardFunction } from '../constructs/standard-function.ts';
import type { StackContext } from '../stack-context.ts';

/** Nothing invokes it but a person, by `npm run channel -- claims rebuild`: the only one who reads the whole table. */
export function rebuildClaims(context: StackContext): StandardFunction {
  const { table } = context.store;
  const { root } = context.secrets;
  return context.addFunction('rebuild-claims', {
    does: 'Gives bookings their places, takes away places without a booking, and has customers found by their names (claims rebuild).',
    hurts: 'After services were configured, no time can be offered or booked until the command has run to its end.',
    timeout: Duration.minutes(1),
    environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
    may: [
      canScan(table),
      canQuery(table, 'worklist'),
      canGetItems(table),
      canBatchGetItems(table),
      canUpdateItems(table),
      canPutItems(table),
      canCheckItems(table),
      canDeleteNames(table),
      canReadSecrets(root),
    ],
  });
}
