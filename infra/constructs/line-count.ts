import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IFilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';

/**
 * One metric, counted from the lines of many log groups. It has data, and a price, only in hours with such lines.
 * CloudWatch takes nothing for the filters.
 */
export class LineCount extends Construct {
  private readonly metricName: string;

  constructor(scope: Construct, id: string, metricName: string) {
    super(scope, id);
    this.metricName = metricName;
  }

  /** Counts each line of a log group that fits as 1, as another number, or as the number in one of its fields (`$.field`). */
  add(id: string, logGroup: LogGroup, filterPattern: IFilterPattern, metricValue = '1'): void {
    new MetricFilter(this, id, {
      logGroup,
      metricNamespace: METRIC_NAMESPACE,
      metricName: this.metricName,
      filterPattern,
      metricValue,
    });
  }

  sum(period: Duration): Metric {
    return new Metric({ namespace: METRIC_NAMESPACE, metricName: this.metricName, statistic: 'Sum', period });
  }
}
