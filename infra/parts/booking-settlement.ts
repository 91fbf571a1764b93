import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { FailureBucket } from '../constructs/failure-bucket.ts';
import {
  canDeleteNames,
  canKeepFailures,
  canQuery,
  canReadSecrets,
  canReadStream,
  canStoreWithPlaces,
} from '../constructs/permissions.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { workAtOnce } from '../constructs/work-at-once.ts';
import type { StackContext } from '../stack-context.ts';

/** An invitation by which the customer has booked, whatever became of the booking. */
const BOOKED = { type: { S: FilterRule.isEqual('invitation') }, booking: { M: { state: { S: FilterRule.exists() } } } };

/** What else desks show, and hear of at once. */
const SHOWN = { type: { S: FilterRule.or('closure', 'question') } };

/**
 * Table stream → settle-bookings → table. It is the stream's second reader, and a stream bears no third: whatever else
 * wants to know what happens listens to the bus.
 */
export function settleBookings(context: StackContext, failures: FailureBucket): void {
  const { table, streamArn } = context.store;
  const { root } = context.secrets;
  const hurts = 'Staff do not see that two customers have booked the same time, or what else needs their attention.';
  const settle = context.addFunction('settle-bookings', {
    does: 'Decides on places that forms wait for, claims the times of bookings, marks those that overlap, puts what needs attention into the worklist, has customers found by their names, and has open desks read again.',
    hurts,
    timeout: Duration.seconds(30),
    environment: { TABLE_NAME: table.tableName, ROOT_SECRET_ARN: root.secretArn },
    may: [
      ...canReadStream(streamArn),
      ...canStoreWithPlaces(table),
      canDeleteNames(table),
      canQuery(table, 'customer'),
      canReadSecrets(root),
      ...canKeepFailures(failures.bucket),
    ],
  });
  // An update of a deployed stack finds the former reader's mapping under this id, and points it at this function: it
  // goes on where that one was.
  new StreamConsumer(context.scope, 'BookingsToCheck', {
    streamArn,
    consumer: settle,
    failures,
    filters: [
      { dynamodb: { NewImage: BOOKED } },
      // A booking that is erased frees its time. One that has grown old does not matter any more.
      { userIdentity: { principalId: FilterRule.notExists() }, dynamodb: { OldImage: BOOKED } },
      { dynamodb: { NewImage: SHOWN } },
    ],
    batchesOfShard: workAtOnce(context.contract).settledOfShard,
    alarmName: `${context.contract.name}-bookings-settled-late`,
    hurts,
  });
}
