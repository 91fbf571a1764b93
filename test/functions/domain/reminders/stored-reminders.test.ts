/** What a look does with the reminders that it finds, and with those that it misses. */
import { describe, expect, it } from 'vitest';
import {
  planAhead,
  planReminders,
  type ReminderFacts,
} from '../../../../functions/shared/domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../../../functions/shared/domain/reminders/reminder.ts';
import { later } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { withReminders } from '../../../support/reminder-terms.ts';
import { accepted } from '../support/dispatches.ts';
import { anInvitation, cancellation, form } from '../support/invitations.ts';
import { booked, contract, DAY_BEFORE, factsAt, MADE, START, shown, THANKS, TWO_HOURS } from '../support/reminded.ts';

const ahead = planAhead({ invitation: booked, contract, now: MADE }, { reminders: [] }).reminders;
const [dayBefore, ...others] = ahead;
if (!dayBefore) throw new Error('There are four.');
const look = (reminders: readonly Reminder[], more: Partial<ReminderFacts> = {}, now = DAY_BEFORE) =>
  planReminders(factsAt(now, reminders, more), 'claim');

describe('a reminder that is due', () => {
  it('goes out only if it was planned for that time before, as the customer was looked at for that alone', () => {
    expect(look(ahead).send?.key).toBe('day-before');
    const skipped = { state: 'skipped', reason: 'no-text', at: MADE } as const;
    const unplanned: Reminder[][] = [
      others,
      [{ ...dayBefore, end: skipped, isSettled: true }, ...others],
      [{ ...dayBefore, sendAt: later(DAY_BEFORE, 1) }, ...others],
    ];
    for (const stored of unplanned) {
      const plan = look(stored);
      expect(plan.send).toBeUndefined();
      expect(plan.dueAt).toBe(DAY_BEFORE);
    }
  });

  it('is waited for alone, whatever became of the one before', () => {
    const told: Reminder = {
      ...dayBefore,
      attempts: [accepted('one', { claimedAt: DAY_BEFORE })],
      end: { state: 'told', at: DAY_BEFORE },
      isSettled: true,
    };
    expect(look([told, ...others], {}, later(DAY_BEFORE, 1)).dueAt).toBe(TWO_HOURS);
  });

  it('goes out to who has booked again, though a message that wins customers back has the same name', () => {
    const terms = {
      reminders: [{ key: 'offer', before: { days: 1, at: '18:00' } }],
      followUps: [
        { key: 'thanks', after: { days: 1, at: '12:00' }, category: 'marketing' as const },
        { key: 'offer', after: { days: 30, at: '12:00' }, category: 'utility' as const },
      ],
    };
    const named = withReminders(aContract(), terms, ['en']);
    const marketing = withReminders(aContract(), {
      ...terms,
      followUps: [{ key: 'offer', after: { days: 30, at: '12:00' }, category: 'marketing' }],
    });
    const again = { customer: { optedOut: false, window: 'open', bookedAgain: true } } as const;
    for (const own of [named, marketing]) {
      const { reminders } = planAhead({ invitation: booked, contract: own, now: MADE }, { reminders: [] });
      expect(look(reminders, { contract: own, ...again }).send?.kind).toBe('reminder');
    }
  });
});

describe('a reminder that was given up', () => {
  it('because only a template could reach the customer stays so', () => {
    const notTold: Reminder = {
      ...dayBefore,
      end: { state: 'not-told', reason: 'window-closed', at: DAY_BEFORE },
      isSettled: true,
    };
    expect(look([notTold, ...others]).reminders[0]).toEqual(notTold);
  });

  it('as the booking was cancelled says why nothing goes out once it is booked for the same time again', () => {
    const cancelled = anInvitation({ history: { m1: form(MADE, START), c1: cancellation(later(MADE, 1)) } });
    const gone = planAhead({ invitation: cancelled, contract, now: later(MADE, 1) }, { reminders: ahead }).reminders;
    expect(shown(gone)[0]).toBe('day-before: cancelled');
    const again = anInvitation({ history: { ...cancelled.history, m2: form(DAY_BEFORE, START) } });
    const { reminders } = planAhead({ invitation: again, contract, now: DAY_BEFORE }, { reminders: gone });
    expect(shown(reminders).slice(0, 3)).toEqual([
      'day-before: inside-lead',
      `two-hours: ${TWO_HOURS}`,
      `thanks: ${THANKS}`,
    ]);
  });
});
