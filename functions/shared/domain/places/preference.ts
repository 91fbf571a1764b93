import type { Day } from './day.ts';
import type { ResourceId } from './service.ts';
import type { Counts } from './timeline.ts';

/** 32-bit FNV-1a: spreads ties evenly, and alike on every machine. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/**
 * In which order resources are given to somebody who takes anyone: the one with the fewest claims on the day, then the
 * one whose latest claim of the day is earliest, then by a hash of the invitation, so that repeats choose alike.
 */
export function preferenceOn(dayOf: (resource: ResourceId) => Day, counts: Counts, invitationId: string) {
  const rankOf = (resource: ResourceId): [number, number, number] => {
    const claims = Object.entries(dayOf(resource).claims).filter(([id, claim]) => counts(claim, id));
    const latest = claims.reduce((at, [, { from }]) => Math.max(at, from), 0);
    return [claims.length, latest, hashOf(`${invitationId}\n${resource}`)];
  };
  return (one: ResourceId, other: ResourceId): number => {
    const [a, b] = [rankOf(one), rankOf(other)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  };
}
