import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import type { FunctionName } from '../../../infra/bundling.ts';
import { FREE_DASHBOARDS } from '../../../infra/prices.ts';
import { resourcesOf } from '../../infra/synthesized.ts';
import { MONTH_SECONDS } from '../cost-model.ts';
import { functionOf } from '../logical-ids.ts';

/** A run that a schedule starts: of which function, with which event, how often in a month. */
export type ScheduledRun = { name: FunctionName; event: unknown; runsAMonth: number };

/** What is paid for, or runs, whether or not anybody books: counted in the synthesized template. */
export type StandingParts = {
  alarmMetrics: number;
  compositeAlarms: number;
  /** Of them those that AWS charges for. */
  dashboards: number;
  secrets: number;
  /** Queues that Lambda asks for messages. */
  polledQueues: number;
  /** Whether the functions' counts become metrics. */
  emitsMetrics: boolean;
  /** Metrics of filters: those that have data with every line of a log, and those that have it where a line fits. */
  steadyMetrics: number;
  troubleMetrics: number;
  /** Whether Lambda writes lines of its own about runs that succeed. */
  logsEachRun: boolean;
  runs: ScheduledRun[];
};

const Alarm = z.object({ Metrics: z.optional(z.array(z.looseObject({ MetricStat: z.optional(z.unknown()) }))) });
const Mapping = z.object({ EventSourceArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) });
const Rule = z.object({
  ScheduleExpression: z.optional(z.string()),
  Targets: z.optional(
    z.array(z.object({ Arn: z.object({ 'Fn::GetAtt': z.array(z.string()) }), Input: z.optional(z.string()) })),
  ),
});
const Filter = z.object({
  MetricTransformations: z.array(z.object({ MetricName: z.string(), DefaultValue: z.optional(z.number()) })),
});
const Settings = z.object({
  Environment: z.optional(z.object({ Variables: z.record(z.string(), z.unknown()) })),
  LoggingConfig: z.object({ SystemLogLevel: z.string() }),
});
const Joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Dashboard = z.object({ DashboardBody: z.union([z.string(), Joined]) });
const Widgets = z.object({
  widgets: z.array(z.object({ properties: z.looseObject({ metrics: z.optional(z.array(z.unknown())) }) })),
});

const UNIT_SECONDS: Record<string, number> = { minute: 60, hour: 3_600, day: 86_400 };

function runsAMonth(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = UNIT_SECONDS[unit];
  if (count === undefined || seconds === undefined) throw new Error(`How often is ${expression}?`);
  return MONTH_SECONDS / (Number(count) * seconds);
}

function scheduledRuns(template: Template): ScheduledRun[] {
  return resourcesOf(template, 'AWS::Events::Rule').flatMap((properties) => {
    const { ScheduleExpression, Targets = [] } = Rule.parse(properties);
    if (ScheduleExpression === undefined) return [];
    return Targets.map(({ Arn, Input }) => ({
      name: functionOf(Arn['Fn::GetAtt'][0] ?? ''),
      event: Input === undefined ? {} : JSON.parse(Input),
      runsAMonth: runsAMonth(ScheduleExpression),
    }));
  });
}

/** How many metrics an alarm looks at: one, or those of its expression. */
function metricsOf(properties: unknown): number {
  const { Metrics } = Alarm.parse(properties);
  return Metrics ? Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length : 1;
}

/** How many metrics a dashboard shows. What CloudFormation fills in stands within texts. */
function metricsShown(properties: unknown): number {
  const { DashboardBody: body } = Dashboard.parse(properties);
  const text =
    typeof body === 'string'
      ? body
      : body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'x')).join('');
  const { widgets } = Widgets.parse(JSON.parse(text));
  return widgets.reduce((sum, { properties: { metrics = [] } }) => sum + metrics.length, 0);
}

/** The dashboards that are not free. */
function paidDashboards(template: Template): number {
  const shown = resourcesOf(template, 'AWS::CloudWatch::Dashboard').map(metricsShown);
  const large = shown.filter((metrics) => metrics > FREE_DASHBOARDS.metrics).length;
  return large + Math.max(0, shown.length - large - FREE_DASHBOARDS.count);
}

/** The metrics of all filters, by name: many filters may feed one. True where other lines count 0. */
function filterMetrics(template: Template): Map<string, boolean> {
  const metrics = new Map<string, boolean>();
  for (const properties of resourcesOf(template, 'AWS::Logs::MetricFilter')) {
    for (const { MetricName, DefaultValue } of Filter.parse(properties).MetricTransformations) {
      metrics.set(MetricName, metrics.get(MetricName) === true || DefaultValue !== undefined);
    }
  }
  return metrics;
}

export function standingPartsOf(template: Template): StandingParts {
  const sources = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map((properties) =>
    Mapping.parse(properties),
  );
  const functions = resourcesOf(template, 'AWS::Lambda::Function').map((properties) => Settings.parse(properties));
  const filtered = [...filterMetrics(template).values()];
  return {
    alarmMetrics: resourcesOf(template, 'AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: resourcesOf(template, 'AWS::CloudWatch::CompositeAlarm').length,
    dashboards: paidDashboards(template),
    secrets: resourcesOf(template, 'AWS::SecretsManager::Secret').length,
    // The other mappings read the table's stream, which Lambda does for nothing.
    polledQueues: sources.filter(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt'][1] === 'Arn').length,
    emitsMetrics: functions.every(
      ({ Environment }) => Environment?.Variables['POWERTOOLS_METRICS_DISABLED'] === undefined,
    ),
    steadyMetrics: filtered.filter((isSteady) => isSteady).length,
    troubleMetrics: filtered.filter((isSteady) => !isSteady).length,
    logsEachRun: functions.some(({ LoggingConfig }) => LoggingConfig.SystemLogLevel !== 'WARN'),
    runs: scheduledRuns(template),
  };
}
