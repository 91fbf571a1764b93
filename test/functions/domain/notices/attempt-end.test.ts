import { describe, expect, it } from 'vitest';
import { afterAttempt, isOpenAttempt } from '../../../../functions/shared/domain/notices/attempt-end.ts';
import { aContract } from '../../../support/contract.ts';
import { attempt, minute, sent } from '../support/dispatches.ts';

const at = minute(10);
const told = { hasTemplate: false, at };

const refused = attempt('first', { outcome: 'refused', settledAt: minute(1) });

describe('an attempt to tell a customer', () => {
  it('leaves nothing where it was withdrawn before the call', () => {
    const before = sent(refused, attempt('second'));
    expect(afterAttempt(before, 'second', { kind: 'withdrawn' }, aContract(), told)).toEqual(sent(refused));
  });

  it('that the provider accepted names its message, and leaves earlier ones as they are', () => {
    const end = { kind: 'accepted', message: 'key' } as const;
    const { attempts, end: ended } = afterAttempt(sent(refused, attempt('second')), 'second', end, aContract(), told);
    expect(attempts).toEqual([refused, attempt('second', { outcome: 'accepted', settledAt: at, message: 'key' })]);
    expect(ended).toEqual({ state: 'told', at });
  });

  it.each([
    ['unknown', 'unknown', 'unknown'],
    ['nothing-to-say', 'refused', 'needs-attention'],
  ] as const)('that ended as %s is stored as %s, and a person has to tell them', (kind, outcome, reason) => {
    const { attempts, end } = afterAttempt(sent(attempt('one')), 'one', { kind }, aContract(), told);
    expect(attempts).toMatchObject([{ outcome, settledAt: at }]);
    expect(end).toMatchObject({ state: 'not-told', reason });
  });

  it('that was refused for a while is made again when the provider says, if that is later', () => {
    const end = { kind: 'refused', reason: 'temporary', retryAfterMs: 600_000 } as const;
    const { retryAt, ...rest } = afterAttempt(sent(attempt('one')), 'one', end, aContract(), told);
    expect(retryAt).toBe(minute(20));
    expect(rest.attempts).toEqual([attempt('one', { outcome: 'refused', settledAt: at, failure: 'temporary' })]);
  });

  it('waits for its outcome until it has one that is final', () => {
    const outcomes = [undefined, 'unknown', 'accepted', 'refused'] as const;
    const open = outcomes.map((outcome) => isOpenAttempt(sent(attempt('one', outcome && { outcome })), 'one'));
    expect(open).toEqual([true, true, false, false]);
    expect(isOpenAttempt(sent(attempt('one')), 'other')).toBe(false);
  });
});
