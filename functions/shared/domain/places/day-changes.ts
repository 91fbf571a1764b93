import type { InvitationId } from '../invitation/invitation-id.ts';
import { type Claim, type ClaimId, type Day, type DayKey, dayFinder, hasEnded } from './day.ts';
import type { EpochMs } from './time-set.ts';

/** What is written: claims that go, and one that comes into some days. */
export type DayChange = {
  readonly goes: (claim: Claim, claimId: string) => boolean;
  /** A day is written for a hold that goes even if it has ended: by a clock that is behind, it has not. */
  readonly evenEnded?: boolean;
  readonly comes?: { readonly claimId: ClaimId; readonly claim: Claim; readonly into: readonly DayKey[] } | undefined;
};

const isSameDay = (one: DayKey, other: DayKey): boolean => one.resource === other.resource && one.date === other.date;

/**
 * The days that a change alters, as they are to be written: each on condition that its stored `rev` is still one less
 * (0: that it does not exist). All of them together or none. Holds that ended are left out, so that a day stays small.
 */
export function changedDays(days: readonly Day[], { goes, comes, evenEnded = false }: DayChange, now: EpochMs): Day[] {
  const dayOf = dayFinder(days);
  const added = (comes?.into ?? []).filter((key) => !days.some((day) => isSameDay(day, key)));
  return [...days, ...added.map(dayOf)].flatMap((day) => {
    const claims = Object.entries(day.claims).filter(([, claim]) => evenEnded || !hasEnded(claim, now));
    const remaining = claims.filter(([claimId, claim]) => !goes(claim, claimId));
    const stays = remaining.filter(([, claim]) => !hasEnded(claim, now));
    const into = comes?.into.some((key) => isSameDay(day, key)) ? comes : undefined;
    if (!into && remaining.length === claims.length) return [];
    const next = Object.fromEntries(into ? [...stays, [into.claimId, into.claim]] : stays);
    return [{ ...day, rev: day.rev + 1, claims: next }];
  });
}

/**
 * The days without a claim of an invitation, or without any of its claims if none is named. Only days that change;
 * nobody else's claim is touched, whatever its id. A hold of theirs goes even if it has ended by this clock.
 */
export function release(
  days: readonly Day[],
  { invitationId, claimId }: { invitationId: InvitationId; claimId?: ClaimId | undefined },
  now: EpochMs,
): Day[] {
  const goes = (claim: Claim, id: string) =>
    claim.invitationId === invitationId && (claimId === undefined || id === claimId);
  return changedDays(days, { goes, evenEnded: true }, now);
}
