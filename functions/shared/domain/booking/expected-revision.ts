import { Refusal } from '../delivery/refusal.ts';
import type { Invitation } from '../invitation/invitation.ts';

/**
 * Holds that nobody added to the history since the caller looked at it. Throws Refusal `changed-meanwhile` with the
 * present revision; `expected` is left out by whoever does not mind.
 */
export function checkRevision({ revision }: Pick<Invitation, 'revision'>, expected: number | undefined): void {
  if (expected === undefined || expected === revision) return;
  throw new Refusal('changed-meanwhile', 'Somebody changed this booking since you read it: read it again.', {
    revision,
  });
}
