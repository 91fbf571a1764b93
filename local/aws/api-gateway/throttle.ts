import type { Throttle } from '../template/stack-model.ts';

/**
 * A token bucket as API Gateway keeps one for each route: `burst` requests at once, `ratePerSecond` in the long run.
 * @returns whether a request may pass at `nowMs`, a steady time in milliseconds
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
