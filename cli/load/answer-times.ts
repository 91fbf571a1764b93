import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Within how many milliseconds 50, 95 and 99 of 100 answers came. */
export type Percentiles = { p50: number; p95: number; p99: number };

/** What became of the requests to one route. */
export type RouteFigures = Percentiles & {
  route: string;
  requests: number;
  /** How many did not end as they should, by what happened: "429 throttled", "503", "no answer". */
  errors: Readonly<Record<string, number>>;
};

const US_IN_MS = 1_000;

/** Times in milliseconds, kept in constant memory and to three digits. */
export function createAnswerTimes() {
  const histogram: RecordableHistogram = createHistogram();
  const within = (percent: number): number => histogram.percentile(percent) / US_IN_MS;
  return {
    record: (ms: number) => histogram.record(Math.max(1, Math.round(ms * US_IN_MS))),
    count: () => histogram.count,
    percentiles: (): Percentiles => ({ p50: within(50), p95: within(95), p99: within(99) }),
  };
}

/** Keeps what became of the requests to each route, in the order in which routes were asked first. */
export function createFigures() {
  const routes = new Map<string, { times: ReturnType<typeof createAnswerTimes>; errors: Record<string, number> }>();
  return {
    /** @param error what happened, unless the answer was as it should be */
    add(route: string, ms: number, error?: string): void {
      const kept = routes.get(route) ?? { times: createAnswerTimes(), errors: {} };
      routes.set(route, kept);
      kept.times.record(ms);
      if (error !== undefined) kept.errors[error] = (kept.errors[error] ?? 0) + 1;
    },
    all: (): RouteFigures[] =>
      [...routes].map(([route, { times, errors }]) => ({
        route,
        requests: times.count(),
        errors,
        ...times.percentiles(),
      })),
  };
}
