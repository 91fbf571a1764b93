import { describe, expect, it } from 'vitest';
import {
  asRead,
  type BookingHistory,
  type CompletionEntry,
  foldHistory,
  type HistoryEntry,
  readBase,
} from '../../../../functions/shared/domain/booking/booking-history.ts';
import { aContract } from '../../../support/contract.ts';
import { aBooking, aForm, cancellation, change, minute, START } from './support/bookings.ts';

const contract = { ...aContract().booking, timeZone: 'Europe/Madrid' };
const fold = (...entries: HistoryEntry[]) =>
  foldHistory(Object.fromEntries(entries.map((entry, index) => [`e${index}`, entry])), contract);
const form = (at: number, changes: Partial<CompletionEntry> = {}) => aForm(minute(at), changes);

describe('a form of a release that did not keep what it was read as', () => {
  const fields = JSON.stringify({ date: '2031-05-06', time: '10:30', service: 'cut', notes: 'x' });
  const old: CompletionEntry = { kind: 'completion', at: minute(0), fields };
  const today = { startsAt: START, service: 'cut', notes: 'x', attention: [] };

  it('is read by the contract of today', () => {
    expect(fold(old)).toMatchObject({ ...today, state: 'booked' });
    expect(fold({ ...old, partial: true })).toMatchObject({ attention: ['form-too-large'] });
    expect(fold({ ...old, fields: '[' })).toMatchObject({ attention: ['date-missing', 'time-missing'] });
    expect(fold({ ...old, fields: '[]' })).toMatchObject({ attention: ['date-missing', 'time-missing'] });
  });

  it('is read once', () => {
    const entry = asRead(old, contract);
    expect(entry).toMatchObject({ ...old, read: today });
    expect(asRead(entry, contract)).toBe(entry);
    const cancelled = cancellation(1);
    expect(asRead(cancelled, contract)).toBe(cancelled);
  });

  const stored = aBooking({ service: 'stored', customerName: 'Ana', attention: ['overlap'], timeZone: 'UTC' });
  const baseOf = (history: BookingHistory, booking: typeof stored | undefined = stored) =>
    readBase({ history, booking }, contract);

  it('is what the stored booking says', () => {
    expect(baseOf({ old })).toStrictEqual({
      id: 'old',
      entry: {
        ...old,
        read: {
          startsAt: START,
          endsAt: stored.endsAt,
          service: 'stored',
          customerName: 'Ana',
          attention: ['overlap'],
          timeZone: 'UTC',
        },
      },
    });
  });

  it('is read today in what the business changed later', () => {
    const before = change(-1, { customerName: 'Ben' });
    const corrected = change(1, { service: 'stored', notes: 'y' });
    expect(baseOf({ before, old, corrected })?.entry.read).toMatchObject({
      service: 'cut',
      notes: 'x',
      customerName: 'Ana',
      attention: ['overlap'],
    });
    expect(baseOf({ old, moved: change(1, { startsAt: minute(5) }) })?.entry.read).toMatchObject({
      startsAt: START,
      attention: [],
    });
  });

  it('is nothing to add where it was kept, where no form came, or where nothing is booked', () => {
    expect(baseOf({ kept: form(0) })).toBeUndefined();
    expect(baseOf({ old, kept: form(1) })).toBeUndefined();
    expect(baseOf({ cancelled: cancellation(0) })).toBeUndefined();
    expect(baseOf({})).toBeUndefined();
    expect(readBase({ history: { old } }, contract)).toBeUndefined();
    expect(baseOf({ old, cancelled: cancellation(1) })).toHaveProperty('id', 'old');
  });
});
