import { Duration } from 'aws-cdk-lib';
import { GraphWidget, type IMetric, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  FilterPattern,
  type JsonPattern,
  type LogGroup,
  MetricFilter,
  type MetricFilterProps,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { UNUSABLE_ANSWER_REMARK, WARM_PING_REMARK } from '../../functions/shared/domain/live-form/log-remarks.ts';
import { METRIC_NAMESPACE } from '../../functions/shared/domain/metrics.ts';
import { isWatchedInFull } from './monitoring.ts';
import { StandardAlarm } from './standard-alarm.ts';
import type { StandardFunction } from './standard-function.ts';

export type LiveFormHealthProps = {
  contractName: string;
  exchange: StandardFunction;
  /** The API's access log. */
  accessLog: LogGroup;
  /** `POST /flows/{secret}`. */
  routeKey: string;
};

/*
 * WhatsApp warns, throttles and blocks a Flow by what it measures at its endpoint. Each alarm goes off at half of what
 * makes it act: https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring
 */

/** WhatsApp warns when the slowest tenth takes a second. */
const SLOW = Duration.millis(500);
/** WhatsApp warns when one request in twenty fails, or one phone in twenty cannot use an answer. */
const FAILED_PERCENT = 2;
const WATCHED_FOR = Duration.minutes(30);
/** Fewer exchanges say nothing of the slowest tenth: one cold start would be it. */
const LEAST_EXCHANGES = 30;
/** One failure among a few requests is no rate. The API's alarm on server errors goes off at the first all the same. */
const LEAST_REQUESTS = 20;
const LEAST_FAILURES = 2;
/** WhatsApp throttles when one ping in ten is not answered within ten minutes. */
const PINGS_FAILED_PERCENT = 5;
const PINGS_WATCHED_FOR = Duration.minutes(10);
const LEAST_PINGS = 2;

const GRAPHED = Duration.minutes(5);
/** Of 24 columns. */
const THIRD = 8;

/**
 * Whether customers can use the live form: alarms, and a row of the dashboard. A request counts unless it was answered
 * 404: anybody can ask an address that does not exist, and only who knows the secret in the path is answered otherwise.
 * A failure is every 4xx and 5xx but 427, by which a form is closed whose invitation is over. 421 counts, although a
 * phone repeats after it: with two keys during a rotation no phone gets it, so many of them mean that the key is lost.
 * WhatsApp also counts what phones could not use of our answers, which they report in a request of their own.
 */
export class LiveFormHealth extends Construct {
  private readonly name: string;
  private readonly exchange: StandardFunction;
  private readonly requests: MetricFilter;
  private readonly failures: MetricFilter;
  private readonly unusable: MetricFilter;
  private readonly pings: MetricFilter | undefined;

  constructor(scope: Construct, id: string, { contractName, exchange, accessLog, routeKey }: LiveFormHealthProps) {
    super(scope, id);
    this.name = contractName;
    this.exchange = exchange;
    const onRoute = text('$.routeKey', '=', routeKey);
    const known = text('$.status', '!=', '404');
    const failed = [
      text('$.status', '!=', '427'),
      FilterPattern.any(text('$.status', '=', '4*'), text('$.status', '=', '5*')),
    ];
    const { logGroup } = exchange;
    this.requests = this.count('requests', accessLog, [onRoute, known]);
    this.failures = this.count('failures', accessLog, [onRoute, known, ...failed]);
    this.unusable = this.count('answers-unusable', logGroup, [text('$.message', '=', UNUSABLE_ANSWER_REMARK)]);
    const pinged = [text('$.message', '=', WARM_PING_REMARK), FilterPattern.numberValue('$.failed', '>=', 0)];
    if (isWatchedInFull(this)) {
      this.pings = this.count('pings-failed', logGroup, pinged, { metricValue: '$.failed' });
      this.alarmOnPings(this.pings);
    }
    this.alarmOnSlowExchanges();
    this.alarmOnFailures();
  }

  /**
   * A metric of a log group's lines that fit all patterns. The stack's name is in its own, as these metrics have no
   * dimensions. Unless `values` say otherwise, other lines count 0, so that a sum of several metrics lacks none of them.
   */
  private count(
    name: string,
    logGroup: LogGroup,
    patterns: JsonPattern[],
    values: Pick<MetricFilterProps, 'metricValue' | 'defaultValue'> = { defaultValue: 0 },
  ): MetricFilter {
    return new MetricFilter(this, name, {
      logGroup,
      metricNamespace: METRIC_NAMESPACE,
      metricName: `${this.name}-live-form-${name}`,
      filterPattern: FilterPattern.all(...patterns),
      ...values,
    });
  }

  private alarmOnSlowExchanges(): void {
    const { lambda, logGroup } = this.exchange;
    new StandardAlarm(this, 'Slow', {
      alarmName: `${this.name}-live-form-slow`,
      metric: new MathExpression({
        expression: `IF(count >= ${LEAST_EXCHANGES}, slow, 0)`,
        usingMetrics: {
          count: lambda.metricInvocations({ statistic: 'Sum', period: WATCHED_FOR }),
          slow: lambda.metricDuration({ statistic: 'p90', period: WATCHED_FOR }),
        },
        period: WATCHED_FOR,
      }),
      threshold: SLOW.toMilliseconds(),
      hurts: 'Customers wait in the form, and WhatsApp soon lets few or none of them open it.',
      remedy: `See in the log group ${logGroup.logGroupName} what takes long, and whether the table throttles.`,
    });
  }

  private alarmOnFailures(): void {
    const sum = { statistic: 'Sum', period: WATCHED_FOR };
    const failed = 'failures + unusable';
    new StandardAlarm(this, 'Failing', {
      alarmName: `${this.name}-live-form-failing`,
      metric: new MathExpression({
        expression: `IF(requests >= ${LEAST_REQUESTS} AND ${failed} >= ${LEAST_FAILURES}, 100 * (${failed}) / requests, 0)`,
        usingMetrics: {
          requests: this.requests.metric(sum),
          failures: this.failures.metric(sum),
          unusable: this.unusable.metric(sum),
        },
        period: WATCHED_FOR,
      }),
      threshold: FAILED_PERCENT,
      hurts:
        'Some customers see an error in the form and book nothing, and WhatsApp soon lets few or none of them open it.',
      remedy:
        'Run "npm run channel -- endpoint check", and count the answers of POST /flows by their status in the API\'s access log.',
    });
  }

  private alarmOnPings(counted: MetricFilter): void {
    const watched = { period: PINGS_WATCHED_FOR };
    new StandardAlarm(this, 'Down', {
      alarmName: `${this.name}-live-form-down`,
      metric: new MathExpression({
        expression: `IF(pings >= ${LEAST_PINGS}, 100 * failed / pings, 0)`,
        usingMetrics: {
          pings: counted.metric({ statistic: 'SampleCount', ...watched }),
          failed: counted.metric({ statistic: 'Sum', ...watched }),
        },
        ...watched,
      }),
      threshold: PINGS_FAILED_PERCENT,
      hurts: 'No customer can choose a time or book in the form, as its endpoint has no key or cannot read it.',
      remedy: 'Run "npm run channel -- doctor", which says the step that is missing.',
    });
  }

  /** A row of the dashboard. */
  widgets(): IWidget[] {
    const { lambda } = this.exchange;
    const sum = { statistic: 'Sum', period: GRAPHED };
    const duration = (statistic: string) => lambda.metricDuration({ statistic, period: GRAPHED, label: statistic });
    return [
      graph('Live form: requests', [
        this.requests.metric({ ...sum, label: 'requests' }),
        this.failures.metric({ ...sum, label: 'failures' }),
        this.unusable.metric({ ...sum, label: 'answers that phones could not use' }),
      ]),
      graph('Live form: duration in ms', ['p50', 'p90', 'p99'].map(duration)),
      graph('Live form: pings that failed', [...(this.pings ? [this.pings.metric({ ...sum, label: 'failed' })] : [])]),
    ];
  }
}

const text = (field: string, comparison: '=' | '!=', value: string): JsonPattern =>
  FilterPattern.stringValue(field, comparison, value);

const graph = (title: string, left: IMetric[]) =>
  new GraphWidget({ title, width: THIRD, height: 6, left, leftYAxis: { min: 0 } });
