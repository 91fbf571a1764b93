import { hash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => hash('sha256', text, 'buffer');

/** Whether a key is accepted. The comparison takes constant time, independent of which key matches and how closely. */
export function matchesKey(presented: string, accepted: readonly string[]): boolean {
  const candidate = digest(presented);
  return accepted.map((key) => timingSafeEqual(candidate, digest(key))).includes(true);
}
