import { Duration } from 'aws-cdk-lib';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { DELIVERY_FACTS } from '../../functions/shared/domain/delivery/delivery.ts';
import { FailureBucket } from '../constructs/failure-bucket.ts';
import { canCountChanges, canKeepFailures, canPutEvents, canReadStream } from '../constructs/permissions.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import type { StackContext } from '../stack-context.ts';

/** The kinds of items whose every new fact is announced. */
const ANNOUNCED_TYPES = ['invitation', 'intent', 'wish', 'question', 'staff-tap', 'unmatched'];

/** What became of a customer's notices and reminders is not announced, but counted. */
const COUNTED_TYPES = ['notice', 'reminder'];

/**
 * Records wait so long for others to share a run with them. Each run costs as a request does, and a channel that is busy
 * enough for that to matter writes several a second. Whoever hears of a booking from the bus (calendars poll the table)
 * hears of it up to this much later.
 */
const GATHERING = Duration.seconds(2);

const announced = (newImage: object) => ({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { NewImage: newImage },
});

/** Table stream → publish-events → bus. */
export function announceFacts(context: StackContext): FailureBucket {
  const { table, streamArn } = context.store;
  const failures = new FailureBucket(context.scope, 'UnpublishedFacts');
  const hurts = 'Calendar, CRM and staff do not hear of bookings and deliveries, although all are stored.';
  const publishEvents = context.addFunction('publish-events', {
    does: "Announces each new fact in the table's stream on the event bus, and has open desks read again.",
    hurts,
    timeout: Duration.seconds(30),
    environment: {
      EVENT_BUS_NAME: context.bus.eventBusName,
      TABLE_NAME: table.tableName,
      ...context.countingEnvironment(),
    },
    may: [
      ...canReadStream(streamArn),
      canPutEvents(context.bus),
      canCountChanges(table),
      ...canKeepFailures(failures.bucket),
    ],
  });
  new StreamConsumer(context.scope, 'FactsToPublish', {
    streamArn,
    consumer: publishEvents,
    failures,
    // Deletions, by age or by request, are no news; nor are other people's messages on the channel, nor that one of ours
    // has no report yet, unless it reminds, nor that one of the staff was told, unless that failed, nor that a customer wrote,
    // unless they opted out. A mapping has five filters at most, so "$or" joins what belongs together.
    filters: [
      announced({ type: { S: FilterRule.or(...ANNOUNCED_TYPES, ...COUNTED_TYPES) } }),
      announced({
        type: { S: FilterRule.isEqual('message') },
        invitationId: { S: FilterRule.exists() },
        $or: Object.values(DELIVERY_FACTS).map((fact) => ({ [fact]: { S: FilterRule.exists() } })),
      }),
      announced({ type: { S: FilterRule.isEqual('message') }, reminds: { M: { key: { S: FilterRule.exists() } } } }),
      announced({
        failedAt: { S: FilterRule.exists() },
        $or: [
          { type: { S: FilterRule.isEqual('confirmation') } },
          { toStaff: { M: { memberId: { S: FilterRule.exists() } } } },
        ],
      }),
      announced({ type: { S: FilterRule.isEqual('chat') }, optedOutAt: { S: FilterRule.exists() } }),
    ],
    gathering: GATHERING,
    alarmName: `${context.contract.name}-facts-published-late`,
    hurts,
  });
  return failures;
}
