import * as z from 'zod/mini';
import { LocalDate } from '../places/day.ts';
import { Instant } from '../time/instant.ts';

const count = z.int().check(z.gte(0));

/** What became of bookings, each in one or more of these. */
export const BookedFigures = z.object({ booked: count, cancelled: count, came: count, noShow: count });
export type BookedFigures = z.infer<typeof BookedFigures>;

/**
 * How far invitations got. Each stage from `delivered` to `booked` includes whoever got further: who booked has read the
 * message, whatever was reported of it. `booked` includes what was cancelled since.
 */
export const Figures = z.extend(BookedFigures, {
  invited: count,
  delivered: count,
  read: count,
  /** Left out where the form is static, which opens unseen. */
  opened: z.optional(count),
  /** Bookings that staff made without an invitation. They are in no other figure. */
  byHand: BookedFigures,
});
export type Figures = z.infer<typeof Figures>;

/** By what figures are told apart. */
export const DIMENSIONS = ['services', 'resources', 'languages', 'sources'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The figures of what has one value of a dimension; without one: it is not known, or the contract does not name it. */
export const FiguresGroup = z.object({ value: z.optional(z.string()), figures: Figures });
export type FiguresGroup = z.infer<typeof FiguresGroup>;

const groups = z.array(FiguresGroup);

/** Figures as a whole, and by each dimension: the groups of one dimension add up to the whole. */
export const GroupedFigures = z.object({
  total: Figures,
  services: groups,
  resources: groups,
  languages: groups,
  sources: groups,
});
export type GroupedFigures = z.infer<typeof GroupedFigures>;

/** What became, until `countedAt`, of all that was made on one of the business's days. */
export const DayFigures = z.extend(GroupedFigures, { date: LocalDate, countedAt: Instant });
export type DayFigures = z.infer<typeof DayFigures>;

const NO_BOOKINGS: BookedFigures = { booked: 0, cancelled: 0, came: 0, noShow: 0 };

/** Of nothing, while the form shows when it is opened, and while it does not. */
export const noFigures = (opensSeen: boolean): Figures => ({
  ...NO_BOOKINGS,
  invited: 0,
  delivered: 0,
  read: 0,
  ...(opensSeen && { opened: 0 }),
  byHand: NO_BOOKINGS,
});

const addBooked = (one: BookedFigures, other: BookedFigures): BookedFigures => ({
  booked: one.booked + other.booked,
  cancelled: one.cancelled + other.cancelled,
  came: one.came + other.came,
  noShow: one.noShow + other.noShow,
});

/** How many opened the form is known of the whole only if it is known of both parts; who invited nobody knows it. */
function addOpened(one: Figures, other: Figures): Pick<Figures, 'opened'> {
  const isKnown = [one, other].every(({ opened, invited }) => opened !== undefined || invited === 0);
  const isAny = one.opened !== undefined || other.opened !== undefined;
  return isKnown && isAny ? { opened: (one.opened ?? 0) + (other.opened ?? 0) } : {};
}

export const addFigures = (one: Figures, other: Figures): Figures => ({
  ...addBooked(one, other),
  invited: one.invited + other.invited,
  delivered: one.delivered + other.delivered,
  read: one.read + other.read,
  ...addOpened(one, other),
  byHand: addBooked(one.byHand, other.byHand),
});

function addGroups(one: readonly FiguresGroup[], other: readonly FiguresGroup[]): FiguresGroup[] {
  const sums = new Map<string | undefined, Figures>();
  for (const { value, figures } of [...one, ...other]) {
    const before = sums.get(value);
    sums.set(value, before ? addFigures(before, figures) : figures);
  }
  return [...sums].map(([value, figures]) => ({ value, figures }));
}

export const addGrouped = (one: GroupedFigures, other: GroupedFigures): GroupedFigures => ({
  total: addFigures(one.total, other.total),
  services: addGroups(one.services, other.services),
  resources: addGroups(one.resources, other.resources),
  languages: addGroups(one.languages, other.languages),
  sources: addGroups(one.sources, other.sources),
});

export const noGroupedFigures = (opensSeen: boolean): GroupedFigures => ({
  total: noFigures(opensSeen),
  services: [],
  resources: [],
  languages: [],
  sources: [],
});
