import type { Throttle } from '../template/stack-model.ts';

/**
 * A token bucket, one per route as in API Gateway: `burst` requests at once, `ratePerSecond` on average.
 * @returns a function: may a request pass at `nowMs` (monotonic time in milliseconds)?
 */
export function createThrottle({ ratePerSecond, burst }: Throttle): (nowMs: number) => boolean {
  let tokens = burst;
  let refilledAt: number | undefined;
  return (nowMs) => {
    const elapsedSeconds = (nowMs - (refilledAt ?? nowMs)) / 1000;
    tokens = Math.min(burst, tokens + elapsedSeconds * ratePerSecond);
    refilledAt = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
