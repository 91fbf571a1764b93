import { addGrouped, type FiguresGroup, noGroupedFigures } from '../domain/figures/figures.ts';
import type { FiguresTerms } from '../domain/figures/figures-of.ts';
import type { ShownDay } from '../operations/figures/show-figures.ts';
import type { Statistics } from './answers/statistics.ts';

const volume = ({ figures: { invited, byHand } }: FiguresGroup): number => invited + byHand.booked;

/** What has no value comes last. */
const largestFirst = (groups: readonly FiguresGroup[]): FiguresGroup[] =>
  groups.toSorted(
    (one, other) => Number(one.value === undefined) - Number(other.value === undefined) || volume(other) - volume(one),
  );

/** The figures of some days, together and one by one. */
export function statisticsView(days: readonly ShownDay[], { flow }: FiguresTerms): Statistics {
  const known = days.flatMap(({ figures }) => figures ?? []);
  const { total, services, resources, languages, sources } = known.reduce(
    addGrouped,
    noGroupedFigures(flow.kind === 'live'),
  );
  return {
    total,
    services: largestFirst(services),
    resources: largestFirst(resources),
    languages: largestFirst(languages),
    sources: largestFirst(sources),
    days: days.map(({ date, figures }) => ({
      date,
      ...(figures && { countedAt: figures.countedAt, figures: figures.total }),
    })),
  };
}
