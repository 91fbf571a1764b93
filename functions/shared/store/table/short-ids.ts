/*
 * Random ids have the 22 characters of base64url in an item instead of 36, and what names its own invitation does not say
 * which one that is.
 */

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A hyphen follows each of these parts. */
const UUID_PARTS = /(.{8})(.{4})(.{4})(.{4})/;
/** Stands before a shortened id, and in no id otherwise. */
const SHORTENED = /~([A-Za-z0-9_-]{22})/g;

export const shortId = (id: string): string =>
  id.replace(UUID, (uuid) => `~${Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url')}`);

export const wholeId = (stored: string): string =>
  stored.replace(SHORTENED, (_, short: string) =>
    Buffer.from(short, 'base64url').toString('hex').replace(UUID_PARTS, '$1-$2-$3-$4-'),
  );

/** A claim in the item of the invitation that it names: its id without the invitation's. */
export const ownClaimId = (claimId: string): string => shortId(claimId.replace(/^[^:]*(?=:)/, ''));

/** The id of a claim that the item of this invitation has; what earlier versions wrote is whole. */
export const wholeClaimId = (invitationId: string, stored: string): string =>
  (stored.startsWith(':') ? invitationId : '') + wholeId(stored);
