import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { FailureBucket } from '../constructs/failure-bucket.ts';
import { canGetItems, canKeepFailures, canQuery, canReadStream, canUpdateItems } from '../constructs/permissions.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { StackContext } from '../stack-context.ts';

/** An invitation by which the customer has booked, whatever became of the booking. */
const BOOKED = { type: { S: FilterRule.isEqual('invitation') }, booking: { M: { state: { S: FilterRule.exists() } } } };

/**
 * Table stream → check-overlaps → table. It is the stream's second reader, and a stream bears no third: whatever else
 * wants to know what happens listens to the bus.
 */
export function checkBookings(context: StackContext, failures: FailureBucket): void {
  const { table, streamArn } = context.store;
  const hurts = 'Staff do not see that two customers have booked the same time, or what else needs their attention.';
  const checkOverlaps = context.addFunction('check-overlaps', {
    does: 'Marks bookings that overlap, and puts what needs attention into the worklist.',
    hurts,
    timeout: Duration.seconds(30),
    environment: { TABLE_NAME: table.tableName },
    may: [
      ...canReadStream(streamArn),
      canGetItems(table),
      canUpdateItems(table),
      canQuery(table, 'agenda'),
      ...canKeepFailures(failures.bucket),
    ],
  });
  new StreamConsumer(context.scope, 'BookingsToCheck', {
    streamArn,
    consumer: checkOverlaps,
    failures,
    filters: [
      { dynamodb: { NewImage: BOOKED } },
      // A booking that is erased frees its time. One that has grown old does not matter any more.
      { userIdentity: { principalId: FilterRule.notExists() }, dynamodb: { OldImage: BOOKED } },
    ],
    alarmName: `${context.contract.name}-bookings-checked-late`,
    hurts,
  });
}
