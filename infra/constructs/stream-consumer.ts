import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FailureBucket } from './failure-bucket.ts';
import { addPollingAlarm, COUNT_EVENTS, eventCount } from './polling.ts';
import { DetailedAlarm } from './standard-alarm.ts';
import type { StandardFunction } from './standard-function.ts';

/** Behind this much, people notice that bookings do not arrive. */
const LAG_LIMIT = Duration.minutes(5);

export type StreamConsumerProps = {
  streamArn: string;
  consumer: StandardFunction;
  /** Where a record goes that the consumer cannot take, after all retries. */
  failures: FailureBucket;
  /** The records the consumer is for, as event filter patterns: one that fits is enough. */
  filters: Parameters<typeof FilterCriteria.filter>[0][];
  /** Batches of one shard that the function takes at a time; left out, one. Records of one item stay in order. */
  batchesOfShard?: number;
  /** How long a record waits for others that share its run with it. Without it, none does. */
  gathering?: Duration;
  alarmName: string;
  /** One sentence: who is hurt when the consumer falls behind. */
  hurts: string;
};

/**
 * Gives a table's stream to a function, in order for each item. A shard waits for its oldest batch: so retries are
 * bounded, and a batch that fails is halved until the poisoned record is alone; that one is kept, the rest goes on.
 */
export class StreamConsumer extends Construct {
  readonly mapping: EventSourceMapping;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { streamArn, consumer, failures, filters, batchesOfShard, gathering, alarmName, hurts } = props;
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: consumer.lambda,
      eventSourceArn: streamArn,
      // From the stream's beginning: what is written while the stack is still being made is not left out.
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: filters.map((filter) => FilterCriteria.filter(filter)),
      batchSize: 100,
      ...(gathering && { maxBatchingWindow: gathering }),
      parallelizationFactor: batchesOfShard ?? 1,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      // A stream forgets after 24 hours; this leaves half of them to see the alarm.
      maxRecordAge: Duration.hours(12),
      onFailure: failures,
      supportS3OnFailureDestination: true,
      ...COUNT_EVENTS,
    });
    this.mapping = mapping;
    addPollingAlarm(this, { mapping, consumer, hurts });
    // A record that is given back counts here, and nowhere else: the run that gives it back succeeds.
    new DetailedAlarm(this, 'Failing', {
      alarmName: consumer.alarmName('failing'),
      metric: eventCount(mapping, 'FailedInvokeEventCount', Duration.minutes(1)),
      within: { reached: 2, periods: 5 },
      threshold: 1,
      hurts,
      remedy: `See in the log of ${consumer.lambda.functionName} which records fail, and why.`,
    });
    new DetailedAlarm(this, 'Lag', {
      alarmName,
      metric: consumer.lambda.metric('IteratorAge', { statistic: 'Maximum' }),
      threshold: LAG_LIMIT.toMilliseconds(),
      hurts,
      remedy: `See in the log of ${consumer.lambda.functionName} which record is tried again and again, and why.`,
    });
  }
}
