/** A metric by namespace, name and dimensions. A dimension's value may be a reference of the template. */
export type MetricId = { namespace: string; name: string; dimensions: Record<string, unknown> };

export type Metrics = ReturnType<typeof createMetrics>;

const keyOf = ({ namespace, name, dimensions }: MetricId): string => {
  const sorted = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
};

const STATISTICS: Record<string, (values: number[]) => number> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  SampleCount: ({ length }) => length,
};

function statisticOf(name: string, values: number[]): number {
  const known = STATISTICS[name];
  if (known) return known(values);
  const [, percentile] = /^p(\d+)$/.exec(name) ?? [];
  if (percentile === undefined) throw new RangeError(`The statistic ${name} is not known.`);
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * Number(percentile)) / 100) - 1] ?? 0;
}

/** What CloudWatch keeps of metrics: values with their times (ms). */
export function createMetrics() {
  const points = new Map<string, { at: number; value: number }[]>();
  return {
    put(id: MetricId, at: number, value: number): void {
      const key = keyOf(id);
      points.set(key, [...(points.get(key) ?? []), { at, value }]);
    },
    /** The statistic of one period, from `from` on and before `to`; undefined without data. */
    dataPoint(id: MetricId, statistic: string, from: number, to: number): number | undefined {
      const values = (points.get(keyOf(id)) ?? []).filter(({ at }) => at >= from && at < to).map(({ value }) => value);
      return values.length > 0 ? statisticOf(statistic, values) : undefined;
    },
  };
}
