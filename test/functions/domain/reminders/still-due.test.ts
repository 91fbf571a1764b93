/** Whether a reminder is due, whether it still holds just before it is sent, and whether somebody has to look again. */
import { describe, expect, it } from 'vitest';
import {
  isDue,
  isFinal,
  isStillToSend,
  mayHaveToRemind,
  planAhead,
  type ReminderFacts,
} from '../../../../functions/shared/domain/reminders/plan-reminders.ts';
import { type Reminder, reminderState } from '../../../../functions/shared/domain/reminders/reminder.ts';
import { type Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { accepted, attempt } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form } from '../support/invitations.ts';
import { booked, clock, contract, DAY_BEFORE, factsAt, MADE, START, TWO_HOURS } from '../support/reminded.ts';

const MINUTE = 60_000;
const ahead = planAhead({ invitation: booked, contract, now: MADE }, { reminders: [] }).reminders;
const [one] = ahead;
if (!one) throw new Error('There are four.');
const moved = anInvitation({
  history: { m1: form(MADE, START), p1: change(later(MADE, 1), { startsAt: clock('15:00') }) },
});
const cancelled = anInvitation({ history: { m1: form(MADE, START), c1: cancellation(later(MADE, 1)) } });
const reaching = (more: Partial<ReminderFacts['customer']>) => ({
  customer: { optedOut: false, window: 'open' as const, bookedAgain: false, ...more },
});

describe('just before the call', () => {
  const claimed = { ...one, attempts: [attempt('one', { claimedAt: DAY_BEFORE })] };
  const still = (facts: Partial<ReminderFacts>, reminder: Reminder = claimed, now = DAY_BEFORE) =>
    isStillToSend(reminder, factsAt(now, ahead, facts));

  it('a reminder is sent if it holds as it was planned', () => {
    expect(still({})).toBe(true);
    expect(still({ invitation: moved })).toBe(false);
    expect(still({ invitation: cancelled })).toBe(false);
    expect(still({ invitation: { ...booked, recipient: undefined } })).toBe(false);
    expect(still(reaching({ optedOut: true }))).toBe(false);
    expect(still(reaching({ window: 'closed' }))).toBe(false);
    expect(
      still(reaching({ window: 'closed' }), { ...claimed, attempts: [attempt('one', { carrier: 'template' })] }),
    ).toBe(true);
    expect(still({}, claimed, later(DAY_BEFORE, 120 * MINUTE))).toBe(false);
  });
});

describe('what is due', () => {
  const told: Reminder = { ...one, attempts: [accepted('one')], end: { state: 'told', at: DAY_BEFORE } };

  it('has its time come or was tried, and is not settled', () => {
    expect([later(DAY_BEFORE, -1), DAY_BEFORE].map((at) => isDue(one, at))).toEqual([false, true]);
    expect(isDue(told, MADE)).toBe(true);
    expect(isDue({ ...told, isSettled: true }, DAY_BEFORE)).toBe(false);
    expect([one, told].map((reminder) => mayHaveToRemind(reminder, DAY_BEFORE))).toEqual([true, false]);
    expect(mayHaveToRemind(one, MADE)).toBe(false);
  });

  it('needs no other look if the next one would change nothing, as long as nothing else changes', () => {
    const final = (reminders: readonly Reminder[], dueAt: Instant, now = MADE) =>
      isFinal(factsAt(now, []), { reminders: [...reminders], dueAt });
    expect(final(ahead, DAY_BEFORE)).toBe(true);
    expect(final(ahead, TWO_HOURS)).toBe(false);
    expect(final(ahead.slice(1), TWO_HOURS)).toBe(false);
    expect(final(ahead, DAY_BEFORE, DAY_BEFORE)).toBe(false);
  });

  it('is shown as planned, sent, not sent, or skipped', () => {
    const states: Reminder[] = [
      one,
      told,
      { ...one, end: { state: 'not-told', reason: 'failed', at: MADE } },
      { ...one, end: { state: 'skipped', reason: 'late', at: MADE } },
    ];
    expect(states.map(reminderState)).toEqual(['planned', 'sent', 'not-sent', 'skipped']);
  });
});
