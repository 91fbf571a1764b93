import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type FactMetricByReason, METRIC_NAMESPACE, type MetricName } from '../../functions/shared/domain/metrics.ts';

type Aggregation = { statistic: 'Sum' | 'Maximum' | 'Minimum'; period: Duration };

/** A metric that the functions of one stack emit. */
export const stackMetric = (contractName: string, metricName: MetricName, aggregation: Aggregation): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { service: contractName },
    ...aggregation,
  });

/** What a metric counts for one reason. */
export const stackMetricForReason = (
  contractName: string,
  metricName: FactMetricByReason,
  reason: string,
  period: Duration,
): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { service: contractName, reason },
    statistic: 'Sum',
    period,
  });
