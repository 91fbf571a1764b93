import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { spellingsOf } from '../../../functions/shared/domain/customer/spellings.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn, isTombstone, type StoredInvitation } from './items.ts';

type Attempts = Record<string, { messageId?: string } | undefined>;

/** An echo is taken for the message of an attempt up to so long after it, and a little before. */
const ADOPTED_WITHIN_MS = 125_000;

const holds = (attempts: unknown, messageId: string) =>
  Object.values((attempts ?? {}) as Attempts).some((attempt) => attempt?.messageId === messageId);

const claimsOf = ({ attempts }: StoredInvitation) =>
  Object.values(attempts).map(({ claimedAt }) => Date.parse(claimedAt));

const wereSentTogether = (one: StoredInvitation, other: StoredInvitation) =>
  claimsOf(one).some((at) => claimsOf(other).some((another) => Math.abs(at - another) <= ADOPTED_WITHIN_MS));

/** Whether a run of reconcile found the message for an invitation whose outcome was unknown. */
const wasAdopted = ({ committed }: Evidence, adopter: StoredInvitation, messageId: string) =>
  committed.some(
    ({ by, before, after }) =>
      by?.startsWith('reconcile ') === true &&
      after?.['invitationId'] === adopter.invitationId &&
      holds(after['attempts'], messageId) &&
      !holds(before?.['attempts'], messageId),
  );

/**
 * The invitation that took another one's message for its own, where nothing could tell the two apart: both were sent to
 * one person, and what became of either was unknown when reconcile looked. Either they were sent under two addresses
 * that are not two spellings of one phone, or the other one was erased meanwhile and nothing is left of it to tell. The
 * text, the minute and the chat were right, and no other invitation was known to that chat. A form without a token that
 * answers the message is then this invitation's. `truly` is the invitation the message was sent for.
 */
export function adopterOf(evidence: Evidence, messageId: string, truly: string): string | undefined {
  const { world } = evidence;
  const invitations = invitationsIn(world.table.items);
  const adopter = invitations.find(
    ({ invitationId, attempts }) => invitationId !== truly && holds(attempts, messageId),
  );
  if (!adopter || !wasAdopted(evidence, adopter, messageId)) return undefined;
  const adopterAddress = adopter.recipient.chatId;
  const person = world.whatsapp.customerAt({ chatId: adopterAddress })?.id;
  if (person === undefined || person !== world.whatsapp.sent.get(messageId)?.customerId) return undefined;
  if (isTombstone(world.table.items.get(`invitation#${truly}`))) return adopter.invitationId;
  const own = invitations.find(({ invitationId }) => invitationId === truly);
  if (!own || holds(own.attempts, messageId) || !wereSentTogether(own, adopter)) return undefined;
  return spellingsOf(ChatId.parse(own.recipient.chatId)).includes(ChatId.parse(adopterAddress))
    ? undefined
    : adopter.invitationId;
}
