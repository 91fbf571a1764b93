import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { chatIdentity, readChat } from '../customer/chats.ts';
import { SAID_SINCE_ERASURE } from '../customer/erased.ts';
import { chatKey } from '../table/keys.ts';
import { type CustomerTable, ifConditionHeld, wasWritten } from '../table/table.ts';

/** The claim of one invitation to be a customer's open one. Claims of release 0.1.0 do not say since when they stand. */
export type OpenClaim = { invitationId: InvitationId; claimedAt?: Instant | undefined };

/**
 * Claims a customer's chat for one invitation, so that two wishes to book get one answer. Held again by the same
 * invitation it succeeds again. `replacing` names an earlier holder that may be displaced; a wish from before (`at`)
 * the customer was erased gets none. Returns the claim that stands: the invitation's own if it succeeded.
 */
export async function claimOpenInvitation(
  table: CustomerTable,
  chatId: ChatId,
  claim: { invitationId: InvitationId; at: Instant; now: Instant; until: Instant; replacing?: InvitationId },
): Promise<OpenClaim | undefined> {
  const chat = chatIdentity(table, chatId, claim.now);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: `${chat.set}, openInvitationId = :id, openClaimedAt = :now, openUntil = :until`,
    ConditionExpression:
      '(attribute_not_exists(openInvitationId) OR openUntil <= :now OR openInvitationId IN (:id, :replacing)) AND ' +
      SAID_SINCE_ERASURE,
    ExpressionAttributeNames: chat.names,
    ExpressionAttributeValues: {
      ...chat.values,
      ':id': claim.invitationId,
      ':at': claim.at,
      ':until': claim.until,
      ':replacing': claim.replacing ?? claim.invitationId,
    },
  });
  if (await wasWritten(table.client.send(update))) return { invitationId: claim.invitationId, claimedAt: claim.now };
  const holder = await readChat(table, chatId);
  return holder?.openInvitationId && { invitationId: holder.openInvitationId, claimedAt: holder.openClaimedAt };
}

/** Gives a chat's claim back, if this invitation still holds it: it will not come to be. */
export async function releaseOpenInvitation(
  table: CustomerTable,
  chatId: ChatId,
  invitationId: InvitationId,
): Promise<void> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: await chatKey(table, chatId),
    UpdateExpression: 'REMOVE openInvitationId, openClaimedAt, openUntil',
    ConditionExpression: 'openInvitationId = :id',
    ExpressionAttributeValues: { ':id': invitationId },
  });
  await ifConditionHeld(table.client.send(update));
}
