import { createHash, timingSafeEqual } from 'node:crypto';
import type { KeyPair } from './derived-keys.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a presented key is the current or the previous one, in time that does not depend on either. */
export function matchesKey(presented: string, { current, previous }: KeyPair): boolean {
  const candidate = digest(presented);
  const isCurrent = timingSafeEqual(candidate, digest(current));
  const isPrevious = timingSafeEqual(candidate, digest(previous ?? current));
  return isCurrent || isPrevious;
}
