import * as z from 'zod/mini';
import { compileMetricMath } from './metric-math.ts';
import type { MetricId, Metrics } from './metrics.ts';

const Dimensions = z._default(z.array(z.object({ Name: z.string(), Value: z.unknown() })), []);
const MetricStat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
  Period: z.number(),
  Stat: z.string(),
});
const Query = z.object({
  Id: z.string(),
  Expression: z.optional(z.string()),
  MetricStat: z.optional(MetricStat),
  ReturnData: z._default(z.boolean(), true),
});

const AlarmProperties = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.unknown(),
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions,
  Statistic: z.optional(z.string()),
  ExtendedStatistic: z.optional(z.string()),
  Period: z.optional(z.number()),
  Metrics: z.optional(z.array(Query)),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.optional(z.number()),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['breaching', 'notBreaching']),
});
type AlarmProperties = z.infer<typeof AlarmProperties>;

/** The value of a metric or an expression in one period; undefined without data. */
type Series = { periodMs: number; at(metrics: Metrics, from: number, to: number): number | undefined };

const idOf = (namespace = '', name = '', dimensions: z.infer<typeof Dimensions> = []): MetricId => ({
  namespace,
  name,
  dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
});

function seriesOf(alarm: AlarmProperties): Series {
  if (alarm.Metrics) return mathOf(alarm.Metrics);
  const id = idOf(alarm.Namespace, alarm.MetricName, alarm.Dimensions);
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic ?? '';
  return {
    periodMs: (alarm.Period ?? 0) * 1000,
    at: (metrics, from, to) => metrics.dataPoint(id, statistic, from, to),
  };
}

function mathOf(queries: z.infer<typeof Query>[]): Series {
  const result = queries.find(({ Expression, ReturnData }) => Expression !== undefined && ReturnData);
  const math = compileMetricMath(result?.Expression ?? '');
  const stats = queries.flatMap(({ Id, MetricStat: stat }) => (stat ? [{ Id, ...stat }] : []));
  return {
    periodMs: (stats[0]?.Period ?? 0) * 1000,
    at: (metrics, from, to) =>
      math(
        Object.fromEntries(
          stats.map(({ Id, Metric, Stat }) => {
            const id = idOf(Metric.Namespace, Metric.MetricName, Metric.Dimensions);
            return [Id, metrics.dataPoint(id, Stat, from, to)];
          }),
        ),
      ),
  };
}

/**
 * CloudWatch looks at more periods than an alarm evaluates, in case some lack data: five where it evaluates three, in the
 * user guide's tables ("Configuring how CloudWatch alarms treat missing data").
 */
const MORE_PERIODS = 2;

/** An alarm of a template, as CloudWatch would evaluate it at the end of a minute. */
export function createAlarm(properties: unknown) {
  const alarm = AlarmProperties.parse(properties);
  const { EvaluationPeriods: periods, DatapointsToAlarm: reached = periods, Threshold: threshold } = alarm;
  const series = seriesOf(alarm);
  const isBreaching = (value: number): boolean =>
    alarm.ComparisonOperator === 'LessThanThreshold' ? value < threshold : value >= threshold;

  return {
    name: alarm.AlarmName,
    /** Its text, with what is known at deploy only left out. */
    description: textOf(alarm.AlarmDescription),
    /**
     * Whether it is in alarm at `now` (ms). The newest points that have data count; where there are fewer than periods,
     * missing ones take the place of the others.
     */
    isOn(metrics: Metrics, now: number): boolean {
      const { periodMs } = series;
      const ends = Array.from({ length: periods + MORE_PERIODS }, (_, index) => now - index * periodMs);
      const found = ends.flatMap((end) => series.at(metrics, end - periodMs, end) ?? []).slice(0, periods);
      const missing = periods - found.length;
      const breaching = found.filter(isBreaching).length + (alarm.TreatMissingData === 'breaching' ? missing : 0);
      return breaching >= reached;
    },
  };
}

function textOf(description: unknown): string {
  const Joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
  const joined = Joined.safeParse(description).data?.['Fn::Join'][1] ?? [description];
  return joined.map((part) => (typeof part === 'string' ? part : '…')).join('');
}
