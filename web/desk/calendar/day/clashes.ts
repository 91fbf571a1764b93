import type { Resource } from '../../../../functions/shared/domain/places/service.ts';
import type { DayColumn } from './day-columns.ts';
import type { DayEntry } from './day-facts.ts';

/** Appointments that are there at once although there is room for fewer. */
export type Clash = { readonly resource?: Resource | undefined; readonly entries: readonly DayEntry[] };

/** The appointments of a column that are there when it has more than it bears, in the order of their start. */
function clashIn({ resource, placed }: DayColumn): Clash[] {
  const capacity = resource?.capacity ?? 1;
  return placed.flatMap((begun, index) => {
    const present = placed.slice(0, index + 1).filter(({ to }) => to > begun.from);
    return present.length > capacity ? [{ resource, entries: present.map(({ entry }) => entry) }] : [];
  });
}

/** Where nothing gives places: what its check said of each booking. */
function clashesByReview({ placed }: DayColumn): Clash[] {
  return placed.flatMap(({ entry }, index) => {
    const others = placed
      .slice(index + 1)
      .filter((other) => entry.booking.overlapsWith?.includes(other.entry.invitationId));
    return others.map((other) => ({ entries: [entry, other.entry] }));
  });
}

const idsOf = ({ entries }: Clash): string => entries.map(({ invitationId }) => invitationId).join();

/** Two people at one hour: each such set once, though it clashes on several resources. */
export function clashesOf(columns: readonly DayColumn[]): Clash[] {
  const clashes = columns.flatMap((column) => (column.resource ? clashIn(column) : clashesByReview(column)));
  return [...new Map(clashes.map((clash) => [idsOf(clash), clash] as const).toReversed()).values()].toReversed();
}
