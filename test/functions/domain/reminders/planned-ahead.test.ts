/** Which reminders and follow-ups a booking gets, and why it gets others not. */
import { describe, expect, it } from 'vitest';
import { AttentionReason } from '../../../../functions/shared/domain/booking/booking.ts';
import type { Invitation } from '../../../../functions/shared/domain/invitation/invitation.ts';
import { planAhead } from '../../../../functions/shared/domain/reminders/plan-reminders.ts';
import type { Reminder } from '../../../../functions/shared/domain/reminders/reminder.ts';
import { startSetAt } from '../../../../functions/shared/domain/reminders/standing.ts';
import { remindsCustomers } from '../../../../functions/shared/domain/reminders/wanted-reminders.ts';
import { type Instant, later } from '../../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../../support/contract.ts';
import { accepted } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form, placed, requested } from '../support/invitations.ts';
import {
  booked,
  clock,
  contract,
  DAY_BEFORE,
  MADE,
  OFFER,
  START,
  shown,
  THANKS,
  TWO_HOURS,
} from '../support/reminded.ts';

const plan = (
  invitation: Invitation,
  now: Instant = MADE,
  reminders: readonly Reminder[] = [],
  { terms = contract, dueAt }: { terms?: typeof contract; dueAt?: Instant } = {},
) => planAhead({ invitation, contract: terms, now }, { reminders, dueAt });
const planned = (...rest: Parameters<typeof plan>) => shown(plan(...rest).reminders);

const ALL = [`day-before: ${DAY_BEFORE}`, `two-hours: ${TWO_HOURS}`, `thanks: ${THANKS}`, `offer: ${OFFER}`];
const each = (reason: string) => ALL.map((one) => one.replace(/: .*/, `: ${reason}`));
const AFTERNOON = clock('15:00');
const moved = anInvitation({ history: { m1: form(MADE, START), p1: change(later(MADE, 1), { startsAt: AFTERNOON }) } });
const back = anInvitation({ history: { ...moved.history, p2: change(later(MADE, 2), { startsAt: START }) } });
const cancelled = anInvitation({ history: { m1: form(MADE, START), c1: cancellation(later(MADE, 1)) } });

describe('a booking', () => {
  it('has all that the contract names planned, and is looked at when the first is due', () => {
    expect(plan(booked)).toMatchObject({ dueAt: DAY_BEFORE });
    expect(planned(booked)).toEqual(ALL);
    expect(plan(booked).reminders[0]).toEqual({
      ...{ kind: 'reminder', key: 'day-before', startsAt: START, sendAt: DAY_BEFORE },
      ...{ deadline: later(DAY_BEFORE, 120 * 60_000), createdAt: MADE, attempts: [] },
    });
  });

  it('that does not stand, or has no start, gets none', () => {
    const others = [
      anInvitation(),
      cancelled,
      anInvitation({ history: { m1: form(MADE, undefined) } }),
      anInvitation({ history: { m1: form(MADE, START, requested) } }),
      anInvitation({ history: { m1: form(MADE, START, placed(START, DAY_BEFORE)) } }),
    ];
    for (const other of others) expect(plan(other)).toEqual({ reminders: [] });
    expect(plan(booked, MADE, [], { terms: aContract() })).toEqual({ reminders: [] });
  });

  it('gets what lies ahead of when it was made or moved, to the moment', () => {
    const made = (at: Instant) => planned(anInvitation({ history: { m1: form(at, START) } }), at);
    expect(made(later(DAY_BEFORE, -1))).toEqual(ALL);
    expect(made(DAY_BEFORE)).toEqual(['day-before: inside-lead', ...ALL.slice(1)]);
    const movedAt = (at: Instant) =>
      planned(anInvitation({ history: { m1: form(MADE, AFTERNOON), p1: change(at, { startsAt: START }) } }), at);
    expect(movedAt(later(DAY_BEFORE, -1))).toEqual(ALL);
    expect(movedAt(DAY_BEFORE)).toEqual(['day-before: inside-lead', ...ALL.slice(1)]);
  });

  it.each(AttentionReason.options)(
    'that a person has to look at because of %s gets them only where the appointment itself stands',
    (reason) => {
      const harmless = ['overlap', 'form-refused', 'slot-taken', 'none-suits', 'form-too-large'];
      const read = { startsAt: START, timeZone: 'Europe/Madrid', attention: ['overlap', reason] };
      const one = anInvitation({ history: { m1: form(MADE, START, { read }) } });
      expect(planned(one)).toEqual(harmless.includes(reason) ? ALL : each('needs-attention'));
    },
  );

  it('of somebody without an address, or in a language without texts, gets none, and staff read why', () => {
    expect(planned(anInvitation({ ...booked, recipient: undefined }))).toEqual(each('no-address'));
    const { languages } = contract;
    const { en } = languages;
    const silent = { ...contract, languages: { ...languages, en: { ...en, reminders: {}, followUps: undefined } } };
    expect(planned(booked, MADE, [], { terms: silent as typeof contract })).toEqual(each('no-text'));
    const half = { ...contract, languages: { ...languages, en: { ...en, followUps: {} } } };
    expect(planned(booked, MADE, [], { terms: half as typeof contract })).toEqual([
      ...ALL.slice(0, 2),
      'thanks: no-text',
      'offer: no-text',
    ]);
  });

  it('that is heard of late gets what still is in time', () => {
    const heardAt = (now: Instant) => planned(booked, now);
    expect(heardAt(later(DAY_BEFORE, 120 * 60_000 - 1))).toEqual(ALL);
    expect(heardAt(later(DAY_BEFORE, 120 * 60_000))).toEqual(['day-before: late', ...ALL.slice(1)]);
    expect(heardAt(later(START, -1))).toEqual(['day-before: late', 'two-hours: late', ...ALL.slice(2)]);
    expect(heardAt(START)).toEqual(['day-before: past', 'two-hours: past', ...ALL.slice(2)]);
    expect(heardAt(clock('12:00', 31)).slice(2)).toEqual(['thanks: late', 'offer: late']);
  });
});

describe('a booking that changes', () => {
  const before = plan(booked).reminders;

  it('has those for its new start planned, and the others end', () => {
    const again = plan(moved, later(MADE, 1), before);
    expect(shown(again.reminders).slice(0, 4)).toEqual(each('moved'));
    expect(shown(again.reminders).slice(4)).toEqual([
      `day-before: ${DAY_BEFORE}`,
      `two-hours: ${clock('13:00')}`,
      ...ALL.slice(2),
    ]);
    expect(again.dueAt).toBe(DAY_BEFORE);
  });

  it('back to where it was has them planned again', () => {
    const away = plan(moved, later(MADE, 1), before).reminders;
    const again = planned(back, later(MADE, 2), away);
    expect(again.slice(-4)).toEqual(ALL);
    expect(again.slice(0, 4)).toEqual(each('moved'));
    const late = anInvitation({ history: { ...moved.history, p2: change(DAY_BEFORE, { startsAt: START }) } });
    expect(planned(late, DAY_BEFORE, away).slice(-4)).toEqual(['day-before: inside-lead', ...ALL.slice(1)]);
  });

  it('so that it stands no more has none left', () => {
    const again = plan(cancelled, later(MADE, 1), before);
    expect(shown(again.reminders)).toEqual(each('cancelled'));
    expect(again.dueAt).toBeUndefined();
  });

  it('keeps what went out, and what was found when it was due', () => {
    const [first, second, ...rest] = before;
    if (!first || !second) throw new Error('There are four.');
    const sentOne: Reminder = { ...first, attempts: [accepted('one')], end: { state: 'told', at: DAY_BEFORE } };
    const skipped = (['opted-out', 'no-show', 'booked-again'] as const).map((reason): Reminder => {
      return { ...second, end: { state: 'skipped', reason, at: TWO_HOURS }, isSettled: true };
    });
    for (const one of skipped) {
      const stored = [sentOne, one, ...rest];
      expect(plan(booked, TWO_HOURS, stored).reminders).toEqual(stored);
      expect(plan(moved, TWO_HOURS, stored).reminders.slice(0, 2)).toEqual([sentOne, one]);
      expect(plan(cancelled, TWO_HOURS, stored).reminders.slice(0, 2)).toEqual([sentOne, one]);
    }
  });

  it('is looked at again when what went out was to be, and when the next is due', () => {
    const [first, ...rest] = before;
    if (!first) throw new Error('There are four.');
    const [dueAt, followed] = [later(DAY_BEFORE, 60_000), { ...first, attempts: [accepted('one')] }];
    expect(plan(booked, DAY_BEFORE, [followed, ...rest], { dueAt }).dueAt).toBe(dueAt);
    expect(plan(booked, DAY_BEFORE, [followed, ...rest], { dueAt: THANKS }).dueAt).toBe(TWO_HOURS);
    expect(plan(booked, DAY_BEFORE, before, { dueAt: MADE }).dueAt).toBe(DAY_BEFORE);
  });

  it('keeps twenty at least, and of more the newest, but none of which something has to be learned', () => {
    const [first] = before;
    if (!first) throw new Error('There are four.');
    const old = Array.from({ length: 20 }, (_, day): Reminder => {
      const at = clock('09:00', -30 + day);
      const one = { ...first, startsAt: at, sendAt: at, attempts: [accepted(`${day}`)] };
      return day === 1 ? one : { ...one, end: { state: 'told', at }, isSettled: true };
    });
    const { reminders } = plan(booked, MADE, old);
    expect(reminders).toHaveLength(20);
    expect(reminders.slice(0, 16)).toEqual([old[1], ...old.slice(5)]);
    expect(plan(booked, MADE, old.slice(0, 16)).reminders).toHaveLength(20);
    expect(plan(booked, MADE, old.slice(0, 16)).reminders[0]).toEqual(old[0]);
  });
});

describe('a contract that changes', () => {
  const before = plan(booked).reminders;
  const { reminders: _, followUps, ...others } = contract;
  const only = (minutes: number) => ({ ...others, followUps, reminders: [{ key: 'two-hours', before: { minutes } }] });

  it('has what is open go out by the new terms, and drops what it does not name', () => {
    expect(planned(booked, MADE, before, { terms: only(180) })).toEqual([
      `two-hours: ${clock('07:30')}`,
      ...ALL.slice(2),
    ]);
  });

  it('has what it names once more planned, and what is too late for it left out', () => {
    const silent = {
      ...contract,
      languages: { ...contract.languages, en: { ...contract.languages['en'], reminders: {} } },
    };
    const without = plan(booked, MADE, before, { terms: silent as typeof contract }).reminders;
    expect(shown(without)).toEqual(['day-before: no-text', 'two-hours: no-text', ...ALL.slice(2)]);
    expect(planned(booked, later(MADE, 1), without)).toEqual(ALL);
    // What was left out stays so for its first reason.
    expect(planned(booked, START, without)).toEqual(['day-before: no-text', 'two-hours: no-text', ...ALL.slice(2)]);
  });

  it('reminds customers if it names anything before or after appointments', () => {
    expect(remindsCustomers({})).toBe(false);
    expect(remindsCustomers({ reminders: [], followUps: [] })).toBe(false);
    expect(remindsCustomers({ reminders: contract.reminders })).toBe(true);
    expect(remindsCustomers({ followUps: contract.followUps })).toBe(true);
  });
});

describe('the start of a booking', () => {
  it('was set when the booking last came to stand at it', () => {
    const twice = { ...back.history, p3: change(later(MADE, 3), { notes: 'x' }) };
    expect(startSetAt(booked, contract)).toBe(MADE);
    expect(startSetAt(moved, contract)).toBe(later(MADE, 1));
    expect(startSetAt(anInvitation({ history: twice }), contract)).toBe(later(MADE, 2));
    expect(startSetAt(cancelled, contract)).toBeUndefined();
    expect(startSetAt(anInvitation(), contract)).toBeUndefined();
    // What an earlier release changed without an entry was set before all that its history shows.
    const changedWithout = { ...moved, booking: booked.booking };
    expect(startSetAt({ ...changedWithout, history: { p1: change(later(MADE, 1), { notes: 'x' }) } }, contract)).toBe(
      later(MADE, 1),
    );
  });
});
