import { describe, expect, it } from 'vitest';
import type { RefusalKind } from '../../../../functions/shared/domain/delivery/refusal.ts';
import type { ClaimRefusal } from '../../../../functions/shared/domain/places/claim.ts';
import { claimRefusal } from '../../../../functions/shared/domain/places/claim-refusal.ts';

/** What callers are answered with; what binds customers only is told apart by its sentence. */
const KINDS: Record<ClaimRefusal, RefusalKind> = {
  'slot-taken': 'slot-taken',
  'outside-opening-hours': 'outside-opening-hours',
  'start-in-past': 'start-in-past',
  'off-step': 'off-step',
  'start-in-dst-gap': 'start-in-dst-gap',
  'unknown-resource': 'unknown-resource',
  'too-soon': 'start-in-past',
  'too-far': 'outside-opening-hours',
};
const REASONS = Object.keys(KINDS) as ClaimRefusal[];

describe('a place that cannot be had', () => {
  it.each(REASONS)('is refused by its reason, in a sentence: %s', (reason) => {
    const { kind, message, alternatives } = claimRefusal(reason);
    expect(kind).toBe(KINDS[reason]);
    expect(message).toMatch(/^[A-Z][^.]+\.$/);
    expect(alternatives).toBeUndefined();
  });

  it('has a sentence of its own for each reason', () => {
    expect(new Set(REASONS.map((reason) => claimRefusal(reason).message)).size).toBe(REASONS.length);
  });

  it('tells what can be had instead', () => {
    expect(claimRefusal('slot-taken', []).alternatives).toEqual([]);
  });
});
