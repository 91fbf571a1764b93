import { hash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => hash('sha256', text, 'buffer');

/** Whether a presented key is one of those that are accepted, in time that does not depend on which, or how nearly. */
export function matchesKey(presented: string, accepted: readonly string[]): boolean {
  const candidate = digest(presented);
  return accepted.map((key) => timingSafeEqual(candidate, digest(key))).includes(true);
}
