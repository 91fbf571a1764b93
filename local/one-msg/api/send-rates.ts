import type { Clock } from '../../clock.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';

const SECOND_MS = 1000;
/** Minimum interval between messages to one customer (docs/provider.md). */
const PAIR_MS = 6000;

/** Enforces the provider's two rate limits: per channel and per customer. */
export type SendRates = {
  /** Counts a call on the channel. Returns the seconds to wait if it exceeds the limit, otherwise 0. */
  enterChannel(): number;
  /** Counts a message to a customer. Returns the seconds to wait if it comes too early, otherwise 0. */
  enterPair(customerId: string): number;
  clear(): void;
};

export function createSendRates(clock: Clock, behaviour: BehaviourSwitch): SendRates {
  let passed: number[] = [];
  const lastSent = new Map<string, number>();

  return {
    enterChannel() {
      const now = clock.now().getTime();
      passed = passed.filter((at) => now - at < SECOND_MS);
      if (passed.length >= behaviour.current.ratePerSecond) return 1;
      passed.push(now);
      return 0;
    },
    enterPair(customerId) {
      const now = clock.now().getTime();
      const waitMs = (lastSent.get(customerId) ?? Number.NEGATIVE_INFINITY) + PAIR_MS - now;
      if (behaviour.current.enforcePairRate && waitMs > 0) return Math.ceil(waitMs / SECOND_MS);
      lastSent.set(customerId, now);
      return 0;
    },
    clear() {
      passed = [];
      lastSent.clear();
    },
  };
}
