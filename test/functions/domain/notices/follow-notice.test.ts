/** What follows where a message was not taken, did not arrive, or was never heard of again. */
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../functions/shared/domain/delivery/delivery.ts';
import { FailureReason, REACTIONS } from '../../../../functions/shared/domain/delivery/failure.ts';
import {
  afterFailure,
  afterLapse,
  followTold,
  maySilenceDecide,
  mayStillArrive,
  outOfTime,
  runningAttempt,
  withLateArrival,
} from '../../../../functions/shared/domain/notices/follow-notice.ts';
import type { Dispatch } from '../../../../functions/shared/domain/notices/notice.ts';
import { aContract } from '../../../support/contract.ts';
import { accepted, aMessage, attempt, minute, sent } from '../support/dispatches.ts';

const policy = { ...aContract(), sending: { maxAttempts: 6, perSecond: 40 } };
const at = minute(10);
const SECONDS = 1000;

const refused = (claimId: string) => attempt(claimId, { outcome: 'refused', settledAt: at });
const tries = (count: number) => Array.from({ length: count }, (_, index) => refused(`try ${index + 1}`));
const afterRefusal = (
  notice: Dispatch,
  reason: FailureReason,
  more: { hasTemplate?: boolean; retryAfterMs?: number } = {},
) => afterFailure(notice, reason, policy, { hasTemplate: false, at, ...more });

describe('what the provider did not take', () => {
  it.each([
    ['temporary', [30, 120, 480, 480]],
    ['too-many-to-person', [6, 24, 96, 384, 384]],
    ['rate-limited', [10, 40, 160, 640, 640]],
  ] as const)('for the moment (%s) is tried again, each time later, and as late at last', (reason, seconds) => {
    const waits = seconds.map((_, index) => afterRefusal(sent(...tries(index + 1)), reason).retryAt);
    expect(waits).toEqual(seconds.map((second) => minute(10, second)));
  });

  it.each([
    ['held-back', minute(10 + 24 * 60)],
    ['flow-throttled', minute(70)],
  ] as const)('for long (%s) is tried again after a day, or an hour', (reason, retryAt) => {
    const patient = { ...sent(...tries(2)), deadline: minute(3_000) };
    expect(afterRefusal(patient, reason).retryAt).toBe(retryAt);
  });

  it('is tried again no earlier than the provider says', () => {
    const waits = [29, 31].map((seconds) =>
      afterRefusal(sent(refused('one')), 'temporary', { retryAfterMs: seconds * SECONDS }),
    );
    expect(waits.map(({ retryAt }) => retryAt)).toEqual([minute(10, 30), minute(10, 31)]);
  });

  it('is tried again before the deadline only', () => {
    const within = (seconds: number) => ({ ...sent(refused('one')), deadline: minute(10, seconds) });
    expect(afterRefusal(within(31), 'temporary')).toMatchObject({ retryAt: minute(10, 30) });
    expect(afterRefusal(within(30), 'temporary')).toMatchObject({ end: { state: 'not-told', reason: 'refused', at } });
  });

  it('is tried as often as the contract allows, and as often again each time staff have it sent again', () => {
    expect(afterRefusal(sent(...tries(5)), 'temporary').end).toBeUndefined();
    const givenUp = afterRefusal(sent(...tries(6)), 'temporary');
    expect(givenUp).toMatchObject({ end: { state: 'not-told', reason: 'refused', at }, isSettled: true });
    expect(givenUp.retryAt).toBeUndefined();
    const resend = (after: number) => ({ id: `after ${after}`, actor: { kind: 'owner' } as const, at, after });
    const again = { ...sent(...tries(8)), resends: [resend(1), resend(6)] };
    expect(afterRefusal(again, 'temporary').retryAt).toBe(minute(10, 120));
  });

  it.each(FailureReason.options.filter((reason) => REACTIONS[reason].kind === 'stop'))(
    'for good (%s) is not tried again, and staff read why',
    (reason) => {
      const why = reason === 'opted-out' ? 'opted-out' : 'refused';
      expect(afterRefusal(sent(refused('one')), reason, { hasTemplate: true }).end).toEqual({
        state: 'not-told',
        reason: why,
        at,
      });
    },
  );

  it('because of the closed window goes out as a template at once, if there is one and it was not tried', () => {
    const closed = { hasTemplate: true };
    expect(afterRefusal(sent(refused('one')), 'window-closed', closed).retryAt).toBe(at);
    const failed = [
      afterRefusal(sent(refused('one')), 'window-closed'),
      afterRefusal(sent(attempt('one', { carrier: 'template' }), refused('two')), 'window-closed', closed),
      afterRefusal(sent(...tries(6)), 'window-closed', closed),
    ];
    for (const { end, retryAt } of failed) {
      expect(end).toEqual({ state: 'not-told', reason: 'window-closed', at });
      expect(retryAt).toBeUndefined();
    }
  });

  it('has the reason at its latest attempt alone', () => {
    const { attempts } = afterRefusal(sent(refused('one'), refused('two')), 'temporary');
    expect(attempts).toEqual([refused('one'), { ...refused('two'), failure: 'temporary' }]);
  });
});

describe('an attempt of which nobody knows what became of it', () => {
  it('is running while it is the latest, and has no outcome', () => {
    expect(runningAttempt(sent())).toBeUndefined();
    expect(runningAttempt(sent(attempt('one')))).toEqual(attempt('one'));
    expect(runningAttempt(sent(refused('one')))).toBeUndefined();
    expect(runningAttempt(sent(attempt('one'), refused('two')))).toBeUndefined();
  });

  it('is not made again, and a person has to ask', () => {
    expect(afterLapse({ ...sent(refused('one'), attempt('two')), retryAt: at }, at)).toEqual({
      ...sent(refused('one'), attempt('two', { outcome: 'unknown', settledAt: at })),
      end: { state: 'not-told', reason: 'unknown', at },
      isSettled: true,
    });
  });
});

describe('what could not be sent in time', () => {
  it('was refused, or failed where the provider had taken it', () => {
    const reasonOf = (notice: Dispatch) => Object(outOfTime(notice, at).end).reason;
    expect(
      [sent(), sent(refused('one')), sent(accepted('one'), refused('two')), sent(accepted('one'))].map(reasonOf),
    ).toEqual(['refused', 'refused', 'refused', 'failed']);
  });
});

describe('a message that arrives after all', () => {
  const failed = { ...sent(accepted('one', { failure: 'temporary' }), refused('two')), retryAt: minute(11) };
  const givenUp = { ...sent(accepted('one')), end: { state: 'not-told', at }, isSettled: true as const };
  const arrived = new Map([['one', aMessage({ deliveredAt: minute(12) })]]);

  it.each([
    ['while the next attempt waits', failed],
    ['after it was given up', givenUp],
  ])('%s has told the customer', (_, notice) => {
    const late = withLateArrival(notice, arrived, minute(13));
    expect(late).toMatchObject({ end: { state: 'told', at: minute(13) }, isSettled: true, attempts: notice.attempts });
    expect(late.retryAt).toBeUndefined();
    expect(withLateArrival(notice, new Map([['one', aMessage({ sentAt: at })]]), minute(13))).toBe(notice);
    expect(withLateArrival(notice, new Map([['other', aMessage({ deliveredAt: at })]]), minute(13))).toBe(notice);
  });

  it('changes nothing where the customer counts as told, or is just being told', () => {
    const told = { ...sent(accepted('one')), end: { state: 'told', at } };
    const telling = sent(accepted('one', { failure: 'temporary' }), attempt('two'));
    for (const notice of [told, telling]) expect(withLateArrival(notice, arrived, minute(13))).toBe(notice);
  });

  it('may do so unless nothing was sent, or it is known to have arrived', () => {
    const told = { ...sent(accepted('one')), end: { state: 'told', at } };
    expect(mayStillArrive(sent())).toBe(false);
    expect(mayStillArrive(failed)).toBe(true);
    expect(mayStillArrive(givenUp)).toBe(true);
    expect(mayStillArrive(told)).toBe(true);
    expect(mayStillArrive({ ...told, isSettled: true })).toBe(false);
  });
});

describe('the silence of the provider', () => {
  it('may decide about what was sent and is not settled, from a minute before news are overdue', () => {
    const may = (notice: Dispatch, now = minute(59)) => maySilenceDecide(notice, minute(60), now);
    const told = { ...sent(accepted('one')), end: { state: 'told', at } };
    expect([minute(58, 59), minute(59), minute(61)].map((now) => may(told, now))).toEqual([false, true, true]);
    expect(may({ ...told, isSettled: true })).toBe(false);
    expect(may(sent())).toBe(false);
  });
});

describe('a customer who counts as told', () => {
  const attempted = accepted('one');
  const told = { ...sent(attempted), end: { state: 'told', at } };
  const follow = (message: Message | undefined, now = minute(30), { reportsDeliveries = true, of = attempted } = {}) =>
    followTold(told, of, message, policy, { hasTemplate: false, reportsDeliveries, newsBy: minute(60), now });

  it.each([
    ['delivered', { deliveredAt: minute(11) }],
    ['read', { readAt: minute(11) }],
    ['answered by a tap', { tappedAt: minute(11) }],
    ['delivered on another device', { failedAt: minute(11), deliveredAt: minute(12) }],
  ])('was told once the message is %s', (_, reported) => {
    expect(follow(aMessage(reported))).toEqual({ kind: 'changed', notice: { ...told, isSettled: true } });
  });

  it('was not told once it failed and another device had its time', () => {
    const failure = { reason: 'not-on-whatsapp' as const };
    expect(follow(aMessage({ failedAt: minute(29, 1), failure }))).toEqual({ kind: 'wait', until: minute(30, 1) });
    expect(follow(aMessage({ failedAt: minute(29), failure }))).toMatchObject({
      kind: 'changed',
      notice: { end: { reason: 'failed', at: minute(30) }, attempts: [{ failure: 'not-on-whatsapp' }] },
    });
    expect(follow(aMessage({ failedAt: minute(29) }))).toMatchObject({
      notice: { end: { reason: 'failed' }, attempts: [{ failure: 'unknown-reason' }] },
    });
    expect(follow(aMessage({ failedAt: minute(29), failure: { reason: 'temporary' } }))).toMatchObject({
      notice: { retryAt: minute(30, 30) },
    });
  });

  it('was not told if nothing was heard in time, on a channel that reports what becomes of messages', () => {
    const inTime = minute(59, 59);
    expect(follow(undefined, inTime)).toEqual({ kind: 'wait', until: minute(60) });
    expect(follow(aMessage(), minute(60))).toMatchObject({ notice: { end: { reason: 'no-news', at: minute(60) } } });
    expect(follow(aMessage(), minute(60), { reportsDeliveries: false })).toEqual({ kind: 'changed', notice: told });
    expect(follow(aMessage({ sentAt: at }), minute(60))).toEqual({ kind: 'changed', notice: told });
  });

  it('counts as told still once the message is no longer kept', () => {
    expect(follow(undefined, minute(60))).toEqual({ kind: 'changed', notice: told });
  });

  it('is looked after on the schedule of the contract, counted from the claim, which sets it before the answer is known', () => {
    const until = (now: Parameters<typeof follow>[1]) => Object(follow(aMessage(), now)).until;
    expect([minute(10), minute(13, 59), minute(14), minute(38, 59), minute(39)].map(until)).toEqual([
      minute(14),
      minute(14),
      minute(39),
      minute(39),
      minute(60),
    ]);
  });
});
