import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BookingHistory,
  foldHistory,
  type HistoryEntry,
  timeOfNext,
} from '../../../functions/shared/domain/booking/booking-history.ts';
import { entriesOverLimit, HISTORY_LIMIT } from '../../../functions/shared/domain/booking/history-limit.ts';
import { OWNER } from '../../../functions/shared/domain/people/caller.ts';
import { instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';

const policy = aContract().booking;
const at = (second: number) => instantAt(Date.UTC(2026, 10, 1) + second * 1000);
const completion = (second: number, time: string): HistoryEntry => ({
  kind: 'completion',
  at: at(second),
  fields: JSON.stringify({ date: '2026-12-01', time }),
});

const anEntry: fc.Arbitrary<HistoryEntry> = fc.oneof(
  fc.tuple(fc.nat(30), fc.constantFrom('09:00', '10:00')).map(([second, time]) => completion(second, time)),
  fc.nat(30).map((second): HistoryEntry => ({ kind: 'cancellation', actor: OWNER.actor, at: at(second) })),
  fc.nat(30).map(
    (second): HistoryEntry => ({
      kind: 'change',
      actor: OWNER.actor,
      at: at(second),
      changes: { service: `s${second}` },
    }),
  ),
);

describe('the history of a booking', () => {
  it('ends a booking with the newest entry, whatever order the entries arrived in', () => {
    const history: BookingHistory = {
      late: completion(10, '09:00'),
      cancelled: { kind: 'cancellation', actor: OWNER.actor, at: at(20) },
      early: completion(5, '08:00'),
    };
    expect(foldHistory(history, policy)?.state).toBe('cancelled');
    expect(foldHistory({ ...history, again: completion(30, '11:00') }, policy)).toMatchObject({
      state: 'booked',
      startsAt: '2026-12-01T10:00:00.000Z',
    });
  });

  it('keeps what the business corrected until the customer completes again', () => {
    const corrected: BookingHistory = {
      a: completion(1, '09:00'),
      b: { kind: 'change', actor: OWNER.actor, at: at(2), changes: { service: 'colour' } },
    };
    expect(foldHistory(corrected, policy)).toMatchObject({ service: 'colour', state: 'booked' });
    expect(foldHistory({ ...corrected, c: completion(3, '10:00') }, policy)?.service).toBeUndefined();
  });

  it('asks for attention by the time a form was sent, until somebody sets the start', () => {
    const history: BookingHistory = { a: { ...completion(0, '09:00'), at: instantAt(Date.UTC(2026, 11, 2)) } };
    expect(foldHistory(history, policy)?.attention).toEqual(['start-in-past']);
    const startsAt = instantAt(Date.UTC(2026, 11, 3));
    const mended: HistoryEntry = {
      kind: 'change',
      actor: OWNER.actor,
      at: instantAt(Date.UTC(2026, 11, 2, 1)),
      changes: { startsAt },
    };
    expect(foldHistory({ ...history, b: mended }, policy)).toMatchObject({ attention: [], startsAt });
  });

  it('takes a word that is said in view of it for its newest, whatever the clocks say', () => {
    const history: BookingHistory = { a: completion(10, '09:00') };
    expect(timeOfNext(history, at(9))).toBe(later(at(10), 1));
    expect(timeOfNext(history, at(10))).toBe(later(at(10), 1));
    expect(timeOfNext(history, at(11))).toBe(at(11));
    expect(timeOfNext({}, at(11))).toBe(at(11));
  });

  it('is no booking while there is nothing but cancellations and changes', () => {
    expect(foldHistory({ a: { kind: 'cancellation', actor: OWNER.actor, at: at(1) } }, policy)).toBeUndefined();
  });

  it('drops the same entries and ends the same, in whatever order a long history was written', () => {
    fc.assert(
      fc.property(fc.array(anEntry, { minLength: HISTORY_LIMIT, maxLength: HISTORY_LIMIT + 15 }), (entries) => {
        const numbered = entries.map((entry, index): [string, HistoryEntry] => [`m${index}`, entry]);
        const writeAll = (order: [string, HistoryEntry][]) => {
          const history: BookingHistory = {};
          for (const [id, entry] of order) {
            history[id] = entry;
            for (const over of entriesOverLimit(history)) delete history[over];
          }
          return history;
        };
        const forwards = writeAll(numbered);
        const backwards = writeAll([...numbered].reverse());
        expect(backwards).toEqual(forwards);
        expect(Object.keys(forwards).length).toBeLessThanOrEqual(HISTORY_LIMIT);
        expect(foldHistory(backwards, policy)).toEqual(foldHistory(forwards, policy));
      }),
    );
  });
});
