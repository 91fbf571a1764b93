import { describe, expect, it } from 'vitest';
import type {
  BookingChanges,
  BookingHistory,
  HistoryEntry,
} from '../../../../functions/shared/domain/booking/booking-history.ts';
import type { FormPlace } from '../../../../functions/shared/domain/booking/form-place.ts';
import { entriesOverLimit, HISTORY_LIMIT } from '../../../../functions/shared/domain/booking/history-limit.ts';
import { ANA, aBooking, actor, aForm, minute, START } from './support/bookings.ts';

/** A history of entries one minute apart, named by their numbers. */
const historyOf = (...entries: ((at: number) => HistoryEntry)[]): BookingHistory =>
  Object.fromEntries(entries.map((entry, index) => [String(index), entry(index)]));
const form = (place?: FormPlace) => (at: number) => aForm(minute(at), place && { place });
const change =
  (changes: BookingChanges) =>
  (at: number): HistoryEntry => ({ kind: 'change', at: minute(at), actor, changes });
const cancellation = (at: number): HistoryEntry => ({ kind: 'cancellation', at: minute(at), actor });
const approval = (at: number): HistoryEntry => ({ kind: 'approval', at: minute(at), actor, startsAt: START });
const placement = (at: number): HistoryEntry => ({ kind: 'placement', at: minute(at), placed: { service: 'cut' } });
const { state: _, ...booking } = aBooking();
const byHand = (at: number): HistoryEntry => ({ kind: 'booking', at: minute(at), booking, actor });
const placed: FormPlace = {
  ...{ outcome: 'placed', startsAt: START, endsAt: START, timeZone: 'UTC', service: 'cut' },
  ...ANA,
};
const refused: FormPlace = { outcome: 'refused', reason: 'slot-taken' };

describe('a long history', () => {
  const forms = (count: number) => Array.from({ length: count }, () => form());

  it('loses its oldest entries above its limit, and none below it', () => {
    expect(entriesOverLimit(historyOf(...forms(HISTORY_LIMIT)))).toEqual([]);
    expect(entriesOverLimit(historyOf(...forms(HISTORY_LIMIT + 2)))).toEqual(['0', '1']);
    expect(entriesOverLimit(historyOf(...forms(3)), 2)).toEqual(['0']);
  });

  it.each([
    ['the form that booked', form(placed)],
    ['the booking by hand', byHand],
    ['the form of a contract without services', form()],
    ['the approval', approval],
    ['the cancellation', cancellation],
    ['the place that it was given later', placement],
    ['the start that the business set', change({ startsAt: START })],
    ['the service that the business set', change({ service: 'cut' })],
    ['the name that the business set', change({ customerName: 'Ana' })],
    ['the notes that the business set', change({ notes: 'x' })],
  ])('never loses the newest of what the booking rests on: %s', (_, entry) => {
    const others = [form(refused), form(refused), form(refused)];
    expect(entriesOverLimit(historyOf(entry, entry, ...others), 3)).toEqual(['0', '2']);
  });

  it('keeps the newest form, whose place may be undecided', () => {
    const requested = form({ outcome: 'requested' });
    expect(entriesOverLimit(historyOf(requested, requested, change({ resource: ANA.resource }), byHand), 2)).toEqual([
      '0',
      '1',
    ]);
    expect(entriesOverLimit(historyOf(byHand, requested, change({}), change({})), 2)).toEqual(['2', '3']);
  });

  it('loses less than it should rather than what the booking rests on', () => {
    expect(entriesOverLimit(historyOf(byHand, cancellation, approval), 1)).toEqual([]);
  });
});
