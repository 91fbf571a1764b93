import * as z from 'zod/mini';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { BookingClaim, type Claim, HoldClaim } from '../../domain/places/day.ts';
import { shortId, wholeId } from '../table/short-ids.ts';

/*
 * Claims are most of what a day weighs, and a day is read for every look at a calendar. So what a claim says twice is
 * stored once: its id names the invitation, its `until` that it is a hold. One unit is meant unless more are named.
 */

/** The claims of earlier versions name all of it. */
const StoredClaim = z.object({
  invitationId: z.optional(InvitationId),
  from: z.int(),
  to: z.int(),
  units: z._default(z.int(), 1),
  until: z.optional(z.int()),
  overridden: BookingClaim.shape.overridden,
});

function readClaim(claimId: string, stored: unknown): Claim {
  const { invitationId, until, overridden, from, to, units } = StoredClaim.parse(stored);
  const taken = { invitationId: invitationId ?? InvitationId.parse(claimId.split(':', 1)[0]), from, to, units };
  if (until !== undefined) return HoldClaim.parse({ kind: 'hold', ...taken, until });
  return BookingClaim.parse({ kind: 'booking', ...taken, ...(overridden && { overridden }) });
}

/** The claims of a day as its item has them. */
export function storedClaims(claims: Readonly<Record<string, Claim>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(claims).map(([claimId, { kind, invitationId, units, ...rest }]) => [
      shortId(claimId),
      { ...rest, ...(units !== 1 && { units }), ...(!claimId.startsWith(`${invitationId}:`) && { invitationId }) },
    ]),
  );
}

/** The claims of a day that was read. */
export const readClaims = (stored: Readonly<Record<string, unknown>>): Record<string, Claim> =>
  Object.fromEntries(
    Object.entries(stored).map(([id, claim]) => {
      const claimId = wholeId(id);
      return [claimId, readClaim(claimId, claim)];
    }),
  );
