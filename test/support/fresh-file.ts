/**
 * Test files share a worker, and with it the packages, which are slow to load. Each file begins with none of the
 * project's own modules loaded, as functions read their environment while they load, and ends with the environment and
 * the clock as they were. Whoever replaces an AWS client restores it.
 */
import { afterAll, vi } from 'vitest';

vi.resetModules();

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
