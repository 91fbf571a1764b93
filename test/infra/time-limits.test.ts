import { describe, expect, it } from 'vitest';
import { CLAIM_LAPSES_AFTER_MS } from '../../functions/shared/domain/invitation/invitation-status.ts';
import { NOTICE_CLAIM_LAPSES_AFTER_MS } from '../../functions/shared/domain/notices/follow-notice.ts';
import { hasTimeToSend, providerWithinMs } from '../../functions/shared/operations/invitation/make-attempt.ts';
import type { FunctionName } from '../../infra/bundling.ts';
import { memoryOf } from '../../infra/constructs/memory.ts';
import { ownContract, resourceOf, synthesize } from './synthesized.ts';

const template = synthesize(ownContract);
const functionNamed = (name: FunctionName) =>
  resourceOf(template, 'AWS::Lambda::Function', { FunctionName: `${ownContract.name}-${name}` });
const timeoutMs = (name: FunctionName): number => functionNamed(name).Timeout * 1000;

/** Waits for the table may take: three attempts of two seconds would be longer than anybody waits. */
const STORING_MS = 2_000;

describe('whoever calls the provider', () => {
  it.each(['send-flow', 'send-requested-flow', 'tell-customer', 'answer-customer'] as const)(
    '%s has time left to store its answer',
    (name) => {
      expect(hasTimeToSend(timeoutMs(name))).toBe(true);
      expect(providerWithinMs(timeoutMs(name)) + STORING_MS).toBeLessThan(timeoutMs(name));
    },
  );

  it('starts no call that it could not wait for', () => {
    for (let remainingMs = 0; remainingMs <= timeoutMs('send-flow'); remainingMs += 500) {
      if (hasTimeToSend(remainingMs)) expect(providerWithinMs(remainingMs)).toBeGreaterThanOrEqual(4_000);
    }
  });

  it('is not taken for dead while it may still be running', () => {
    expect(CLAIM_LAPSES_AFTER_MS).toBeGreaterThan(timeoutMs('send-flow'));
  });

  it('that tells customers is not taken for dead either, although the clocks of two runs differ by half a minute', () => {
    expect(NOTICE_CLAIM_LAPSES_AFTER_MS).toBeGreaterThan(timeoutMs('tell-customer') + 30_000);
  });
});

describe("a function's memory", () => {
  it.each(['send-flow', 'record-delivery-status', 'calendar-feed'] as const)(
    '%s has what was measured for it',
    (name) => {
      expect(functionNamed(name).MemorySize).toBe(memoryOf(name));
    },
  );
});
