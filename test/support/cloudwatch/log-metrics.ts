import * as z from 'zod/mini';
import { compileFilterPattern, fieldOf } from './filter-pattern.ts';
import type { Metrics } from './metrics.ts';

const FilterProperties = z.object({
  LogGroupName: z.object({ Ref: z.string() }),
  FilterPattern: z.string(),
  MetricTransformations: z.tuple([
    z.object({
      MetricNamespace: z.string(),
      MetricName: z.string(),
      MetricValue: z.string(),
      DefaultValue: z.optional(z.number()),
    }),
  ]),
});

/** The embedded metric format. */
const Emf = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

const Line = z.record(z.string(), z.unknown());

/** What CloudWatch makes of log lines: metrics by a template's metric filters, and by the embedded metric format. */
export function createLogMetrics(filters: unknown[], metrics: Metrics) {
  const compiled = filters.map((properties) => {
    const { LogGroupName, FilterPattern, MetricTransformations } = FilterProperties.parse(properties);
    return { group: LogGroupName.Ref, matches: compileFilterPattern(FilterPattern), ...MetricTransformations[0] };
  });

  function filter(group: string, line: Record<string, unknown>, at: number): void {
    for (const { MetricNamespace, MetricName, MetricValue, DefaultValue, ...one } of compiled) {
      if (one.group !== group) continue;
      const id = { namespace: MetricNamespace, name: MetricName, dimensions: {} };
      const value = MetricValue.startsWith('$') ? fieldOf(line, MetricValue) : Number(MetricValue);
      if (one.matches(line) && typeof value === 'number') metrics.put(id, at, value);
      else if (DefaultValue !== undefined) metrics.put(id, at, DefaultValue);
    }
  }

  function extract(line: Record<string, unknown>, at: number): void {
    for (const { Namespace, Dimensions, Metrics } of Emf.safeParse(line).data?._aws.CloudWatchMetrics ?? []) {
      for (const { Name } of Metrics) {
        const dimensions = Object.fromEntries((Dimensions[0] ?? []).map((name) => [name, line[name]]));
        metrics.put({ namespace: Namespace, name: Name, dimensions }, at, Number(line[Name]));
      }
    }
  }

  /** One line of a log group, by the group's logical id, written at `at` (ms). */
  return (group: string, text: string, at: number): void => {
    const line = Line.parse(JSON.parse(text));
    filter(group, line, at);
    extract(line, at);
  };
}
