import * as z from 'zod/mini';
import { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { BookingClaim, type Claim, HoldClaim } from '../../domain/places/day.ts';

/*
 * Claims are most of what a day weighs, and a day is read for every look at a calendar. So what a claim says twice is
 * stored once: its id names the invitation, its `until` that it is a hold. One unit is meant unless more are named. The
 * random ids have the 22 characters of base64url instead of 36.
 */

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A hyphen follows each of these parts. */
const UUID_PARTS = /(.{8})(.{4})(.{4})(.{4})/;
/** Stands before a shortened id, and in no id of a claim otherwise. */
const SHORTENED = /~([A-Za-z0-9_-]{22})/g;

const shortened = (claimId: string): string =>
  claimId.replace(UUID, (uuid) => `~${Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url')}`);

const inFull = (stored: string): string =>
  stored.replace(SHORTENED, (_, short: string) =>
    Buffer.from(short, 'base64url').toString('hex').replace(UUID_PARTS, '$1-$2-$3-$4-'),
  );

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
      shortened(claimId),
      { ...rest, ...(units !== 1 && { units }), ...(!claimId.startsWith(`${invitationId}:`) && { invitationId }) },
    ]),
  );
}

/** The claims of a day that was read. */
export const readClaims = (stored: Readonly<Record<string, unknown>>): Record<string, Claim> =>
  Object.fromEntries(
    Object.entries(stored).map(([id, claim]) => {
      const claimId = inFull(id);
      return [claimId, readClaim(claimId, claim)];
    }),
  );
