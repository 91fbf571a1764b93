import type { LocalDate } from '../../../../functions/shared/domain/places/day.ts';
import type { BookingStart } from '../../booking/book-dialog.tsx';
import type { DayColumn } from '../day/day-columns.ts';
import type { DayEntry, DayTerms } from '../day/day-facts.ts';
import { type FreePlace, freePlacesIn } from '../day/free-places.ts';
import type { Conflict, LocalNow } from '../day/judge-move.ts';
import type { Place } from '../day/nearest-place.ts';

/** A column of a time grid: a resource of a day, or a day. */
export type GridColumn = DayColumn & {
  readonly key: string;
  readonly title: string;
  readonly free: readonly FreePlace[];
};

/** What a person can do in a grid. */
export type GridActs = {
  open(invitationId: string): void;
  /** Left out for whoever may only read. */
  book?: ((start: BookingStart) => void) | undefined;
  move?: ((entry: DayEntry, to: Place) => void) | undefined;
  judge(entry: DayEntry, to: Place): readonly Conflict[];
};

/** The minute from which a day is not over: all of a day to come, nothing of one that is gone. */
const firstMinute = (date: LocalDate, now: LocalNow): number =>
  date === now.date ? now.minute : date < now.date ? Number.POSITIVE_INFINITY : 0;

/** The column with what is free in it from now on. */
export const gridColumn = (column: DayColumn, title: string, terms: DayTerms, now: LocalNow): GridColumn => ({
  ...column,
  key: `${column.date} ${column.resource?.id ?? ''}`,
  title,
  free: freePlacesIn(column, terms, firstMinute(column.date, now)),
});

/** The column of a day that is not read yet: what is free in it nobody knows. */
export const unreadColumn = (column: GridColumn): GridColumn => ({ ...column, free: [] });

/**
 * Where an appointment would go that is put into a column: what is drawn on a resource that comes with another, as a
 * room does, keeps the one it was booked with.
 */
export function placeIn(column: GridColumn, from: number, { booking }: DayEntry, origin: GridColumn): Place {
  const isOwn = column.resource === undefined || column.resource.id === origin.resource?.id;
  return { date: column.date, from, resource: isOwn ? booking.resource : column.resource?.id };
}
