import { describe, expect, test } from 'vitest';
import { reminderTimes } from './model/reminder-times.ts';

const at = (text: string) => Date.parse(text);
const night = { from: '21:00', to: '08:00' };

describe('when the simulation expects a reminder', () => {
  test('goes by the clock of the business, also on the days on which it changes', () => {
    const { dueOf } = reminderTimes('Europe/Madrid', undefined);
    const dayBefore = { key: 'k', before: { days: 1, at: '18:00' } };
    expect(dueOf(dayBefore, at('2027-03-28T07:00Z'))).toBe(at('2027-03-27T17:00Z'));
    expect(dueOf(dayBefore, at('2027-10-31T09:00Z'))).toBe(at('2027-10-30T16:00Z'));
    const sameTime = { key: 'k', before: { days: 1 } };
    // 02:30 is left out on that day.
    expect(dueOf(sameTime, at('2027-03-29T00:30Z'))).toBe(at('2027-03-28T01:30Z'));
    expect(dueOf({ key: 'k', before: { minutes: 120 } }, at('2027-03-28T02:00Z'))).toBe(at('2027-03-28T00:00Z'));
  });

  test('comes half an hour before quiet hours, and a follow-up after them', () => {
    const { dueOf, dueAfter } = reminderTimes('Europe/Madrid', night);
    const twoHours = { key: 'k', before: { minutes: 120 } };
    expect(dueOf(twoHours, at('2026-11-24T08:00Z'))).toBe(at('2026-11-23T19:30Z'));
    expect(dueOf(twoHours, at('2026-11-24T09:00Z'))).toBe(at('2026-11-24T07:00Z'));
    expect(dueAfter({ key: 'k', after: { days: 1 } }, at('2026-11-24T23:00Z'))).toBe(at('2026-11-26T07:00Z'));
  });

  test('is late after half of the way, or after as long as the contract says', () => {
    const { lastMomentOf } = reminderTimes('Europe/Madrid', night);
    const [due, starts] = [at('2026-11-24T07:00Z'), at('2026-11-24T09:00Z')];
    expect(lastMomentOf({ key: 'k', before: { minutes: 120 } }, due, starts)).toBe(at('2026-11-24T08:00Z'));
    const strict = { key: 'k', before: { minutes: 120 }, lateByMinutes: 30 };
    expect(lastMomentOf(strict, due, starts)).toBe(at('2026-11-24T07:30Z'));
  });
});
