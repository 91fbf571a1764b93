import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvitationId } from '../invitation/invitation-id.ts';

/** 128 bits of the HMAC: as hard to guess as the invitation id itself. */
const MAC_BYTES = 16;

function mint(invitationId: InvitationId, key: string): string {
  const mac = createHmac('sha256', key).update(invitationId).digest().subarray(0, MAC_BYTES);
  return `${invitationId}.${mac.toString('base64url')}`;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The flow token of an invitation: its id and an HMAC that proves that this stack made it. */
export const mintFlowToken = (invitationId: InvitationId, { current }: { current: string }): string =>
  mint(invitationId, current);

/** The invitation of a token, or `undefined` if this stack did not make the token. Does not read the table. */
export function verifyFlowToken(
  token: string,
  { accepted }: { accepted: readonly string[] },
): InvitationId | undefined {
  const { data: invitationId } = InvitationId.safeParse(token.split('.', 1)[0]);
  if (invitationId === undefined) return undefined;
  const isOurs = accepted.map((key) => sameText(token, mint(invitationId, key))).includes(true);
  return isOurs ? invitationId : undefined;
}
