/** What is done about a notice while it waits, while it is on its way, and once it is overtaken. */
import { describe, expect, it } from 'vitest';
import type { Notice, NoticeAttempt } from '../../../../functions/shared/domain/notices/notice.ts';
import {
  isFinal,
  mayHaveToSend,
  type NoticeFacts,
  reachOf,
} from '../../../../functions/shared/domain/notices/plan-notices.ts';
import type { Instant } from '../../../../functions/shared/domain/time/instant.ts';
import { accepted, aMessage, attempt, minute } from '../support/dispatches.ts';
import { anInvitation, cancellation, change, form, requested } from '../support/invitations.ts';
import { booked, factsAt, LATER, lookAt, START, shown, toldAt } from '../support/told.ts';

const PLANNED = minute(2);
const [planned] = lookAt(PLANNED, booked, []).notices.map((notice) => ({ ...notice, attempts: [] }));
if (!planned) throw new Error('It was planned.');
const withAttempts = (...attempts: NoticeAttempt[]): Notice => ({ ...planned, attempts });
const refused = (more: Partial<NoticeAttempt> = {}) =>
  attempt('one', { outcome: 'refused', settledAt: PLANNED, ...more });
const reaching = (more: Partial<NoticeFacts['customer']>) => ({
  customer: { optedOut: false, window: 'open' as const, ...more },
});

/** What a look at a time does about the one notice of the booking. */
const look = (now: Instant, notice: Notice = planned, more: Partial<NoticeFacts> = {}, invitation = booked) => {
  const plan = lookAt(now, invitation, [notice], more);
  return { ...plan, how: shown(plan.notices).at(-1)?.split(': ')[1], carrier: plan.send?.attempts.at(-1)?.carrier };
};

const moved = anInvitation({ history: { ...booked.history, p1: change(minute(3), { startsAt: LATER }) } });
const cancelled = anInvitation({ history: { ...booked.history, c1: cancellation(minute(3)) } });

describe('a notice', () => {
  it('goes out as text while the window is open, or may be, and else as a template', () => {
    expect(look(PLANNED)).toMatchObject({
      carrier: 'text',
      dueAt: minute(3),
      send: { attempts: [{ claimId: 'claim', claimedAt: PLANNED }] },
    });
    expect(look(PLANNED, planned, reaching({ window: 'unknown' })).carrier).toBe('text');
    expect(look(PLANNED, planned, reaching({ window: 'closed' })).carrier).toBe('template');
    expect(look(PLANNED, planned, reaching({ window: 'closed' }), { ...booked, language: 'es' }).how).toBe(
      'window-closed',
    );
  });

  it('about a form that cannot have its time reaches nobody while the window is closed', () => {
    const place = { outcome: 'refused', reason: 'slot-taken' };
    const refusedForm = anInvitation({ history: { m1: form(minute(1), START, { place }) } });
    const { notices } = lookAt(PLANNED, refusedForm, [], reaching({ window: 'closed' }));
    expect(shown(notices)).toEqual(['refused: window-closed']);
  });

  it('that met a closed window goes out as a template, until staff have it sent again to who wrote since', () => {
    const met = withAttempts(refused({ failure: 'window-closed' }));
    expect(look(minute(3), met, reaching({ window: 'unknown' })).carrier).toBe('template');
    expect(
      look(minute(3), withAttempts(refused({ failure: 'temporary' })), reaching({ window: 'unknown' })).carrier,
    ).toBe('text');
    const again: Notice = { ...met, resends: [{ id: 'r1', actor: { kind: 'owner' }, at: minute(20), after: 1 }] };
    const wroteAt = (heardAt: Instant) => look(minute(20), again, reaching({ heardAt })).carrier;
    expect(wroteAt(minute(15))).toBe('text');
    expect(wroteAt(minute(5))).toBe('template');
    const closedAgain = {
      ...again,
      attempts: [...again.attempts, refused({ claimId: 'two', failure: 'window-closed' })],
    };
    expect(look(minute(21), closedAgain, reaching({ heardAt: minute(15) })).carrier).toBe('template');
  });

  it('is given up for who wants no messages, at its deadline, and when the appointment begins', () => {
    expect(look(PLANNED, planned, reaching({ optedOut: true })).how).toBe('opted-out');
    expect(look(minute(61, 59)).carrier).toBe('text');
    expect(look(minute(62)).how).toBe('refused');
    expect(look(minute(62), withAttempts(accepted('one', { failure: 'temporary' }))).how).toBe('failed');
    const patient = { ...planned, deadline: LATER };
    expect(look(minute(5_999, 59), patient).carrier).toBe('text');
    expect(look(START, patient)).toMatchObject({ how: 'past', notices: [{ isSettled: true }] });
  });

  it('waits until it may be tried again', () => {
    const waiting = { ...withAttempts(refused()), retryAt: minute(5) };
    expect(look(minute(4, 59), waiting)).toMatchObject({ how: 'text', dueAt: minute(5), notices: [waiting] });
    const due = look(minute(5), waiting);
    expect(due.send?.attempts).toHaveLength(2);
    expect(due.send).not.toHaveProperty('retryAt');
  });

  it('about a form that is undecided waits a minute', () => {
    const asks = anInvitation({ history: { ...cancelled.history, m2: form(minute(4), LATER, requested) } });
    const [, news] = lookAt(minute(3), cancelled, toldAt(minute(2), booked)).notices.map((one, index) =>
      index === 0 ? one : { ...one, attempts: [] },
    );
    if (!news) throw new Error('It is told of.');
    const plan = lookAt(minute(5), asks, [...toldAt(minute(2), booked), news]);
    expect(plan.send).toBeUndefined();
    expect(plan.dueAt).toBe(minute(6));
  });

  it('of what a live form booked waits for the message that opens the window', () => {
    const id = 'live-0198c0de-0000-7000-8000-000000000000';
    const live = anInvitation({ history: { [id]: form(minute(1), START) } });
    const at = (now: Instant, window: 'open' | 'closed' | 'unknown') => {
      const plan = lookAt(now, live, [], reaching({ window }));
      return plan.send?.attempts.at(-1)?.carrier ?? plan.dueAt;
    };
    expect(at(minute(1, 29), 'closed')).toBe(minute(1, 30));
    expect(at(minute(1, 29), 'unknown')).toBe(minute(1, 30));
    expect(at(minute(1, 29), 'open')).toBe('text');
    expect(at(minute(1, 30), 'closed')).toBe('template');
    const twice = anInvitation({ history: { ...live.history, [id.replace('8000', '9000')]: form(minute(2), LATER) } });
    expect(lookAt(minute(2), twice, [], reaching({ window: 'closed' })).dueAt).toBe(minute(2, 30));
  });

  it('that is on its way is left alone until its claim lapses', () => {
    const running = withAttempts(attempt('one', { claimedAt: PLANNED }));
    expect(look(minute(2, 42), running)).toMatchObject({ dueAt: minute(3), notices: [running] });
    expect(look(minute(2, 43), running).how).toBe('unknown');
  });

  it('that was told is followed, and sent again where its message failed for the moment', () => {
    const told: Notice = {
      ...withAttempts(accepted('one', { claimedAt: PLANNED, settledAt: PLANNED })),
      end: { state: 'told', at: PLANNED },
    };
    const failed = new Map([['one', aMessage({ failedAt: minute(3), failure: { reason: 'temporary' } })]]);
    expect(look(minute(2, 30), told).dueAt).toBe(minute(3));
    const silent = new Map([['one', aMessage()]]);
    expect(look(minute(62), told, { messages: silent }).how).toBe('no-news');
    expect(look(minute(62), told, { messages: silent, reportsDeliveries: false }).how).toBe('told');
    expect(look(minute(62), told).how).toBe('told');
    const again = look(minute(5), told, { messages: failed });
    expect(again).toMatchObject({ how: 'text', dueAt: minute(5), notices: [{ retryAt: minute(5, 30) }] });
    // A newer version says it better.
    const newer = lookAt(minute(5), moved, [told], { messages: failed });
    expect(shown(newer.notices)).toEqual(['booked: superseded', 'changed: text']);
    const closed = new Map([['one', aMessage({ failedAt: minute(3), failure: { reason: 'window-closed' } })]]);
    expect(look(minute(5), told, { messages: closed }).notices[0]?.retryAt).toBe(minute(5));
    expect(look(minute(5), told, { messages: closed }, { ...booked, language: 'es' }).how).toBe('window-closed');
  });

  it('that waits is given up for a newer version, and one that arrived late counts as told', () => {
    const waiting = { ...withAttempts(accepted('one', { failure: 'temporary' })), retryAt: minute(9) };
    expect(shown(lookAt(minute(5), moved, [waiting]).notices)).toEqual(['booked: superseded', 'changed: text']);
    const arrived = new Map([['one', aMessage({ deliveredAt: minute(4) })]]);
    const late = lookAt(minute(5), booked, [waiting], { messages: arrived });
    expect(late.notices).toMatchObject([{ end: { state: 'told', at: minute(5) }, isSettled: true }]);
    expect(late.dueAt).toBeUndefined();
  });
});

describe('the notices of a booking', () => {
  it('are twenty at most: the oldest that says nothing goes first, and never the newest', () => {
    const version = (revision: number, end: Notice['end']): Notice => ({
      ...planned,
      revision,
      content: `${revision}`,
      isSettled: true,
      ...(end && { end }),
    });
    const told = (revision: number) => version(revision, { state: 'told', at: PLANNED });
    const nothing = (revision: number) => version(revision, { state: 'not-needed', reason: 'unchanged', at: PLANNED });
    const newest = { ...booked, revision: 30 };
    const revisions = (notices: Notice[]) => lookAt(minute(5), newest, notices).notices.map(({ revision }) => revision);
    const all = Array.from({ length: 20 }, (_, index) => told(index + 1));
    expect(revisions(all)).toEqual([...all.slice(1).map(({ revision }) => revision), 30]);
    expect(revisions(all.with(4, nothing(5)))).toEqual([...all.toSpliced(4, 1).map(({ revision }) => revision), 30]);
    expect(revisions(all.slice(1))).toHaveLength(20);
  });

  it('need the customer only while something may have to be sent', () => {
    const told = toldAt(PLANNED, booked);
    expect(mayHaveToSend(factsAt(minute(5), booked, []))).toBe(true);
    expect(mayHaveToSend(factsAt(minute(5), booked, [planned]))).toBe(true);
    expect(mayHaveToSend(factsAt(minute(5), booked, told))).toBe(false);
    expect(
      mayHaveToSend(
        factsAt(
          minute(5),
          booked,
          told.map(({ isSettled: _, ...one }) => one),
        ),
      ),
    ).toBe(false);
    expect(mayHaveToSend(factsAt(minute(5), moved, told))).toBe(true);
  });

  it('need no other look if the next one would change nothing, as long as nothing else changes', () => {
    const told = toldAt(PLANNED, booked);
    expect(isFinal(factsAt(minute(5), booked, []), { notices: told })).toBe(true);
    expect(isFinal(factsAt(minute(5), booked, []), { notices: told, dueAt: minute(6) })).toBe(false);
    expect(isFinal(factsAt(minute(5), booked, []), { notices: [planned] })).toBe(false);
    const followed = told.map(({ isSettled: _, ...one }) => one);
    expect(isFinal(factsAt(minute(2), booked, []), { notices: followed, dueAt: minute(3) })).toBe(true);
    expect(isFinal(factsAt(minute(2), booked, []), { notices: followed, dueAt: minute(4) })).toBe(false);
  });
});

describe('a customer', () => {
  it('can be reached as their chat and their forms say', () => {
    const customer = { optedOut: true, attendance: { came: 0, noShow: 0 } };
    expect(reachOf(customer, booked, minute(2))).toEqual({ optedOut: true, window: 'open', heardAt: minute(1) });
    expect(reachOf({ ...customer, optedOut: false }, anInvitation(), minute(2))).toMatchObject({
      optedOut: false,
      window: 'unknown',
    });
  });
});
