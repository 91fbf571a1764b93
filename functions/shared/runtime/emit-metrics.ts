import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CountedFact } from '../domain/events/fact-counts.ts';
import { METRIC_NAMESPACE, METRICS_OF_FEW_ALARMS, type MetricName } from '../domain/metrics.ts';
import { logger } from './logger.ts';

const metrics = new Metrics({ namespace: METRIC_NAMESPACE });

/** Powertools' own switch, which is off where the stack has no metrics of its own (`monitoring` in the contract). */
const areMetricsOff = () => process.env['POWERTOOLS_METRICS_DISABLED'] === 'true';

const isLookedFor = (name: string): boolean => METRICS_OF_FEW_ALARMS.some((metric) => metric === name);

/** Writes the counts that the few alarms look for as a plain line. Nothing is written if none of these was counted. */
function writePlainly(values: Record<string, number>, reason?: string): void {
  const counted = Object.entries(values).filter(([name, value]) => value > 0 && isLookedFor(name));
  if (counted.length > 0) logger.info('counted', { ...Object.fromEntries(counted), ...(reason && { reason }) });
}

const unitOf = (name: string) => (name.endsWith('Age') ? MetricUnit.Seconds : MetricUnit.Count);

/**
 * Writes one log line, which CloudWatch turns into these metrics, or the stack's filters into alarms. Writes nothing if
 * `values` is empty.
 */
export function emitMetrics(values: Partial<Record<MetricName, number>>): void {
  const named = Object.entries(values);
  if (named.length === 0) return;
  if (areMetricsOff()) {
    writePlainly(values);
    return;
  }
  for (const [name, value] of named) metrics.addMetric(name, unitOf(name), value);
  metrics.publishStoredMetrics();
}

function tally(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}

function emitForReason(metric: string, reason: string, count: number): void {
  if (areMetricsOff()) writePlainly({ [metric]: count }, reason);
  else metrics.singleMetric().addDimension('reason', reason).addMetric(metric, MetricUnit.Count, count);
}

/** Counts facts in one line, and in one more for each reason, because all metrics of a line share its dimensions. */
export function countFacts(facts: readonly CountedFact[]): void {
  emitMetrics(Object.fromEntries(tally(facts.map(({ metric }) => metric))));
  const reasoned = facts.flatMap((fact) => ('reason' in fact ? [`${fact.metric} ${fact.reason}`] : []));
  for (const [key, count] of tally(reasoned)) {
    const [metric = '', reason = ''] = key.split(' ');
    emitForReason(metric, reason, count);
  }
}
