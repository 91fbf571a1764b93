import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
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

/** The sum of metrics of one period; one without data counts 0. */
export const totalOf = (metrics: readonly IMetric[], period: Duration): MathExpression =>
  new MathExpression({
    expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period,
  });
