import { expect, it } from 'vitest';
import { lookAtClaim } from '../../../functions/shared/domain/notices/follow-notice.ts';
import { Instant, later } from '../../../functions/shared/domain/time/instant.ts';
import { aContract } from '../../support/contract.ts';

const claimedAt = Instant.parse('2026-11-30T10:00:00.000Z');
const newsBy = later(claimedAt, 3_600_000);
const secondsUntil = (askAfterMinutes: number[], until = newsBy): number => {
  const { sending, delivery } = aContract();
  const policy = { sending, delivery: { ...delivery, askAfterMinutes } };
  const attempt = { claimId: 'claim', claimedAt, carrier: 'text' } as const;
  return (Date.parse(lookAtClaim(attempt, until, policy, claimedAt)) - Date.parse(claimedAt)) / 1_000;
};

it('an attempt is looked at when its claim lapsed, together with its message if that is looked at soon after', () => {
  expect(secondsUntil([1, 5])).toBe(60);
  expect(secondsUntil([5, 30])).toBe(43);
  expect(secondsUntil([1], later(claimedAt, 10_000))).toBe(43);
});
