import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventSourceMapping, MetricType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { SilenceAlarm } from './standard-alarm.ts';
import type { StandardFunction } from './standard-function.ts';

/**
 * Has a mapping count what it reads and what it gives up. Lambda's own metrics are not charged for:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html
 */
export const COUNT_EVENTS = { metricsConfig: { metrics: [MetricType.EVENT_COUNT] } };

type EventCount =
  | 'PolledEventCount'
  | 'FailedInvokeEventCount'
  | 'OnFailureDestinationDeliveredEventCount'
  | 'DroppedEventCount';

/** One of the metrics of a mapping that counts its events. */
export const eventCount = (mapping: EventSourceMapping, metricName: EventCount, period: Duration): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
    statistic: 'Sum',
    period,
  });

export type PollingAlarmProps = { mapping: EventSourceMapping; consumer: StandardFunction; hurts: string };

/** Goes off when a mapping no longer polls. One that finds nothing counts 0, and one that is switched off counts nothing. */
export function addPollingAlarm(scope: Construct, { mapping, consumer, hurts }: PollingAlarmProps): void {
  new SilenceAlarm(scope, 'Silent', {
    alarmName: consumer.alarmName('silent'),
    metric: eventCount(mapping, 'PolledEventCount', Duration.minutes(1)),
    missing: { reached: 1, periods: 3 },
    hurts,
    remedy: `See whether the event source mapping of ${consumer.name} is switched off, and switch it on again.`,
  });
}
