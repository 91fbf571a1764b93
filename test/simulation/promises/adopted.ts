import { invitationsIn, type StoredInvitation } from './items.ts';
import type { Evidence } from './witness.ts';

type Attempts = Record<string, { messageId?: string } | undefined>;

/** An echo is taken for the message of an attempt up to so long after it, and a little before. */
const ADOPTED_WITHIN_MS = 125_000;

const holds = (attempts: unknown, messageId: string) =>
  Object.values((attempts ?? {}) as Attempts).some((attempt) => attempt?.messageId === messageId);

const claimsOf = ({ attempts }: StoredInvitation) =>
  Object.values(attempts).map(({ claimedAt }) => Date.parse(claimedAt));

const wereSentTogether = (one: StoredInvitation, other: StoredInvitation) =>
  claimsOf(one).some((at) => claimsOf(other).some((another) => Math.abs(at - another) <= ADOPTED_WITHIN_MS));

/**
 * The invitation that took another one's message for its own, where nothing could tell the two apart: both were sent to
 * one person, under two addresses, and what became of either was unknown when reconcile looked. The text, the minute and
 * the chat were right, and no other invitation was known to that chat. A form without a token that answers the message
 * is then this invitation's. `truly` is the invitation the message was sent for.
 */
export function adopterOf({ world, committed }: Evidence, messageId: string, truly: string): string | undefined {
  const invitations = invitationsIn(world.table.items);
  const own = invitations.find(({ invitationId }) => invitationId === truly);
  const adopter = invitations.find(
    ({ invitationId, attempts }) => invitationId !== truly && holds(attempts, messageId),
  );
  if (!own || !adopter || holds(own.attempts, messageId) || !wereSentTogether(own, adopter)) return undefined;
  const [one, other] = [own.recipient.chatId, adopter.recipient.chatId];
  const personAt = (chatId: string) => world.whatsapp.customerAt({ chatId })?.id;
  const isOnePerson = personAt(one) !== undefined && personAt(one) === personAt(other);
  const wasUnknown = committed.some(
    ({ by, before, after }) =>
      by?.startsWith('reconcile ') === true &&
      after?.['invitationId'] === adopter.invitationId &&
      holds(after['attempts'], messageId) &&
      !holds(before?.['attempts'], messageId),
  );
  return one !== other && isOnePerson && wasUnknown ? adopter.invitationId : undefined;
}
