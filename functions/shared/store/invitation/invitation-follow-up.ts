import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Carrier } from '../../domain/delivery/delivery.ts';
import type { Failure } from '../../domain/delivery/failure.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { NOT_ERASED } from '../customer/erased.ts';
import { type DueItem, STILL_DUE } from '../table/due.ts';
import { dueAttributes, invitationKey } from '../table/keys.ts';
import { ifConditionHeld, type Table, wasWritten } from '../table/table.ts';

/** How the following of an invitation ends, each once. */
export type InvitationEnd = 'undeliveredAt' | 'unresolvedAt' | 'deliveryUnknownAt';

/** Writes the end of an invitation that waited, and takes it out of what is due; `false` if somebody was faster. */
export async function endInvitation(
  table: Table,
  item: DueItem,
  end: InvitationEnd,
  at: Instant,
  failure?: Failure,
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk: item.pk },
    UpdateExpression: `SET #end = :at${failure ? ', rejection = :failure' : ''} REMOVE duePartition, dueAt`,
    ConditionExpression: `${STILL_DUE} AND attribute_not_exists(#end)`,
    ExpressionAttributeNames: { '#end': end },
    ExpressionAttributeValues: { ':at': at, ':seen': item.dueAt, ...(failure && { ':failure': failure }) },
  });
  return wasWritten(table.client.send(update));
}

/** Plans another attempt for an invitation whose message failed; `undefined` if somebody was faster. */
export async function planRetry(
  table: Table,
  item: DueItem,
  { retryAt, carrier }: { retryAt: Instant; carrier: Carrier },
): Promise<DueItem | undefined> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: { pk: item.pk },
    UpdateExpression: 'SET retryAt = :retryAt, nextCarrier = :carrier, dueAt = :retryAt',
    ConditionExpression: STILL_DUE,
    ExpressionAttributeValues: { ':retryAt': retryAt, ':carrier': carrier, ':seen': item.dueAt },
  });
  return (await wasWritten(table.client.send(update))) ? { ...item, dueAt: retryAt } : undefined;
}

/** Has an invitation looked at by `dueAt` at the latest: its message failed. One that ended by a booking is left alone. */
export async function bringForward(table: Table, invitationId: InvitationId, dueAt: Instant): Promise<void> {
  const key = invitationKey(invitationId);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    UpdateExpression: 'SET duePartition = :duePartition, dueAt = :dueAt',
    ConditionExpression: `revision = :none AND (attribute_not_exists(dueAt) OR dueAt > :dueAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ...prefixed(dueAttributes(key.pk, dueAt)), ':none': 0 },
  });
  await ifConditionHeld(table.client.send(update));
}

const prefixed = ({ duePartition, dueAt }: ReturnType<typeof dueAttributes>) => ({
  ':duePartition': duePartition,
  ':dueAt': dueAt,
});
