/** What is done about a reminder or a follow-up when its time has come. */
import { describe, expect, it } from 'vitest';
import {
  newsBy,
  planAhead,
  planReminders,
  type ReminderFacts,
} from '../../../../functions/shared/domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../../../functions/shared/domain/reminders/reminder.ts';
import { type Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { accepted, aMessage, attempt } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form } from '../support/invitations.ts';
import {
  booked,
  clock,
  contract,
  DAY_BEFORE,
  factsAt,
  MADE,
  OFFER,
  START,
  shown,
  THANKS,
  TWO_HOURS,
} from '../support/reminded.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ahead = planAhead({ invitation: booked, contract, now: MADE }, { reminders: [] }).reminders;
/** The reminders of the booking, those before this one told. */
const stored = (key: string, more: Partial<Reminder> = {}): Reminder[] => {
  const index = ahead.findIndex((one) => one.key === key);
  return ahead.map((one, at) => {
    if (at < index) return { ...one, end: { state: 'told', at: one.sendAt }, isSettled: true };
    return at === index ? { ...one, ...more } : one;
  });
};
const oneOf = (reminders: readonly Reminder[], key: string): Reminder => {
  const found = reminders.find((one) => one.key === key);
  if (!found) throw new Error(`There is no ${key}.`);
  return found;
};
/** What a look at a time does about one of them. */
const look = (key: string, now: Instant, more: Partial<Reminder> = {}, facts: Partial<ReminderFacts> = {}) => {
  const plan = planReminders(factsAt(now, stored(key, more), facts), 'claim');
  const one = oneOf(plan.reminders, key);
  return { plan, one, how: shown([one])[0]?.slice(key.length + 2), carrier: plan.send?.attempts.at(-1)?.carrier };
};
const reaching = (more: Partial<ReminderFacts['customer']>) => ({
  customer: { optedOut: false, window: 'open' as const, bookedAgain: false, ...more },
});

const moved = anInvitation({
  history: { m1: form(MADE, START), p1: change(later(MADE, 1), { startsAt: clock('15:00') }) },
});
const cancelled = anInvitation({ history: { m1: form(MADE, START), c1: cancellation(later(MADE, 1)) } });

describe('a reminder', () => {
  it('goes out when its time has come, not a moment before', () => {
    const early = look('day-before', later(DAY_BEFORE, -1));
    expect(early.plan).toMatchObject({ isReady: false, dueAt: DAY_BEFORE });
    expect(early.plan.send).toBeUndefined();
    const due = look('day-before', DAY_BEFORE);
    const claimed = { claimId: 'claim', claimedAt: DAY_BEFORE, carrier: 'text' as const };
    expect(due.plan.send).toEqual({ ...oneOf(ahead, 'day-before'), attempts: [claimed] });
    expect(due.plan.dueAt).toBe(later(DAY_BEFORE, MINUTE));
    expect(due.plan.isReady).toBe(false);
  });

  it('is ready where nobody may claim it yet', () => {
    expect(planReminders(factsAt(DAY_BEFORE, ahead), undefined)).toMatchObject({
      isReady: true,
      dueAt: DAY_BEFORE,
      reminders: ahead,
    });
    const waited = {
      ...oneOf(ahead, 'day-before'),
      attempts: [attempt('one', { outcome: 'refused' })],
      retryAt: later(DAY_BEFORE, MINUTE),
    };
    const again = planReminders(factsAt(later(DAY_BEFORE, MINUTE), [waited, ...ahead.slice(1)]), undefined);
    expect(again).toMatchObject({ isReady: true, dueAt: later(DAY_BEFORE, MINUTE) });
  });

  it('goes out one at a time, and never in the look that plans it', () => {
    const both = ahead.map((one) => ({ ...one, sendAt: DAY_BEFORE, deadline: START }));
    const terms = {
      ...contract,
      reminders: [
        { key: 'day-before', before: { minutes: 990 } },
        { key: 'two-hours', before: { minutes: 990 } },
      ],
      followUps: [],
    };
    const plan = planReminders(factsAt(DAY_BEFORE, both.slice(0, 2), { contract: terms }), 'claim');
    expect(plan.reminders.map(({ attempts }) => attempts.length)).toEqual([1, 0]);
    expect(plan).toMatchObject({ isReady: true, dueAt: DAY_BEFORE });
    const unplanned = planReminders(factsAt(DAY_BEFORE, []), 'claim');
    expect(unplanned.send).toBeUndefined();
    expect(unplanned.dueAt).toBe(DAY_BEFORE);
  });

  it('is left out for whoever wants no messages', () => {
    expect(look('day-before', DAY_BEFORE, {}, reaching({ optedOut: true })).how).toBe('opted-out');
    expect(look('day-before', DAY_BEFORE, {}, reaching({ bookedAgain: true })).carrier).toBe('text');
  });

  it('is left out once it is late, and failed where it was tried', () => {
    const end = later(DAY_BEFORE, 120 * MINUTE);
    expect(look('day-before', later(end, -1)).carrier).toBe('text');
    expect(look('day-before', end).how).toBe('late');
    expect(look('two-hours', START).how).toBe('past');
    expect(look('thanks', later(THANKS, 24 * 60 * MINUTE)).how).toBe('late');
    expect(look('day-before', end, { attempts: [attempt('one', { outcome: 'refused' })] }).how).toBe('refused');
    expect(look('day-before', end, { attempts: [accepted('one', { failure: 'temporary' })] }).how).toBe('failed');
  });

  it('waits until it may be tried again', () => {
    const refused = { attempts: [attempt('one', { outcome: 'refused' as const })], retryAt: later(DAY_BEFORE, MINUTE) };
    const early = look('day-before', later(DAY_BEFORE, MINUTE - 1), refused);
    expect(early.plan.send).toBeUndefined();
    expect(early.plan.dueAt).toBe(refused.retryAt);
    const due = look('day-before', refused.retryAt, refused);
    expect(due.plan.send?.attempts).toHaveLength(2);
    expect(due.plan.send?.retryAt).toBeUndefined();
  });

  it('waits for the end of the quiet hours, or is left out where that is too late', () => {
    const quiet = (to: string) => ({ contract: { ...contract, quietHours: { from: '18:30', to } } });
    const [at, refused] = [
      later(DAY_BEFORE, 30 * MINUTE),
      { attempts: [attempt('one', { outcome: 'refused' as const })] },
    ];
    const waits = look('day-before', at, refused, quiet('19:00'));
    expect(waits.plan.send).toBeUndefined();
    expect(waits.plan.dueAt).toBe(clock('19:00', -1));
    expect(look('day-before', at, {}, quiet('20:00')).how).toBe('late');
    expect(look('day-before', at, {}, quiet('19:59')).plan.dueAt).toBe(clock('19:59', -1));
  });

  it('goes out as a template to whom no text reaches, and ends where there is none', () => {
    expect(look('day-before', DAY_BEFORE, {}, reaching({ window: 'unknown' })).carrier).toBe('text');
    expect(look('day-before', DAY_BEFORE, {}, reaching({ window: 'closed' })).carrier).toBe('template');
    const met = { attempts: [attempt('one', { outcome: 'refused' as const, failure: 'window-closed' as const })] };
    expect(look('day-before', DAY_BEFORE, met).carrier).toBe('template');
    const other = { attempts: [attempt('one', { outcome: 'refused' as const, failure: 'temporary' as const })] };
    expect(look('day-before', DAY_BEFORE, other).carrier).toBe('text');
    const spanish = { invitation: { ...booked, language: 'es' }, ...reaching({ window: 'closed' }) };
    expect(look('day-before', DAY_BEFORE, {}, spanish).how).toBe('window-closed');
  });

  it('that is on its way is left alone until its claim lapses', () => {
    const running = { attempts: [attempt('one', { claimedAt: DAY_BEFORE })] };
    const until = later(DAY_BEFORE, 43 * SECOND);
    const before = look('day-before', later(until, -1), running);
    expect(before.plan).toMatchObject({ dueAt: later(DAY_BEFORE, MINUTE), isReady: false });
    expect(before.one.attempts).toEqual(running.attempts);
    expect(look('day-before', until, running).how).toBe('unknown');
  });

  it('of an appointment that stands no more, or elsewhere, is not tried again', () => {
    const refused = { attempts: [attempt('one', { outcome: 'refused' as const })], retryAt: DAY_BEFORE };
    expect(look('day-before', DAY_BEFORE, refused, { invitation: cancelled }).how).toBe('cancelled');
    expect(look('day-before', DAY_BEFORE, refused, { invitation: moved }).how).toBe('moved');
    const told = {
      attempts: [accepted('one', { claimedAt: DAY_BEFORE, settledAt: DAY_BEFORE })],
      end: { state: 'told' as const, at: DAY_BEFORE },
    };
    const messages = new Map([['one', aMessage({ failedAt: DAY_BEFORE, failure: { reason: 'temporary' } })]]);
    const at = later(DAY_BEFORE, 2 * MINUTE);
    expect(look('day-before', at, told, { messages, invitation: cancelled })).toMatchObject({
      how: 'failed',
      one: { isSettled: true },
    });
    const again = look('day-before', at, told, { messages });
    expect(again.one.retryAt).toBe(later(at, 30 * SECOND));
    expect(again.plan.dueAt).toBe(later(at, 30 * SECOND));
  });

  it('that was sent is followed until news of it are overdue', () => {
    const told = {
      attempts: [accepted('one', { claimedAt: DAY_BEFORE, settledAt: DAY_BEFORE })],
      end: { state: 'told' as const, at: DAY_BEFORE },
    };
    const overdue = later(DAY_BEFORE, 60 * MINUTE);
    expect(newsBy(accepted('one', { claimedAt: DAY_BEFORE, settledAt: DAY_BEFORE }), contract)).toBe(overdue);
    expect(newsBy(attempt('one', { claimedAt: DAY_BEFORE }), contract)).toBe(overdue);
    expect(look('day-before', DAY_BEFORE, told).plan.dueAt).toBe(later(DAY_BEFORE, MINUTE));
    const messages = new Map([['one', aMessage()]]);
    expect(look('day-before', overdue, told, { messages }).how).toBe('no-news');
    expect(look('day-before', overdue, told, { messages, reportsDeliveries: false }).how).toBe('told');
    const closed = new Map([['one', aMessage({ failedAt: DAY_BEFORE, failure: { reason: 'window-closed' } })]]);
    expect(look('day-before', later(DAY_BEFORE, MINUTE), told, { messages: closed }).one.retryAt).toBe(
      later(DAY_BEFORE, MINUTE),
    );
    const spanish = { messages: closed, invitation: { ...booked, language: 'es' } };
    expect(look('day-before', later(DAY_BEFORE, MINUTE), told, spanish).how).toBe('window-closed');
  });

  it('counts as sent once its message arrived, also for a start that the booking left', () => {
    const messages = new Map([['one', aMessage({ readAt: DAY_BEFORE })]]);
    const gone: Partial<Reminder> = {
      attempts: [accepted('one')],
      end: { state: 'skipped', reason: 'moved', at: MADE },
      isSettled: true,
    };
    expect(look('day-before', DAY_BEFORE, gone, { messages, invitation: moved })).toMatchObject({
      how: 'told',
      one: { isSettled: true },
    });
  });
});

describe('a follow-up', () => {
  const noted = (value: 'came' | 'no-show') => {
    const attendance = { value, at: START, actor: { kind: 'owner' as const } };
    return { invitation: { ...booked, booking: booked.booking && { ...booked.booking, attendance } } };
  };

  it('is left out for who did not come, not for who did', () => {
    expect(look('thanks', THANKS, {}, noted('no-show')).how).toBe('no-show');
    expect(look('thanks', THANKS, {}, noted('came')).carrier).toBe('text');
    expect(look('two-hours', TWO_HOURS, {}, noted('no-show')).carrier).toBe('text');
  });

  it('that is to win somebody back is left out for who has booked again', () => {
    expect(look('offer', OFFER, {}, reaching({ bookedAgain: true })).how).toBe('booked-again');
    expect(look('offer', OFFER).carrier).toBe('text');
    expect(look('thanks', THANKS, {}, reaching({ bookedAgain: true })).carrier).toBe('text');
  });
});
