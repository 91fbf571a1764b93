import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Notice, type NotTold } from '../../domain/notices/notice.ts';
import { epochSeconds, Instant } from '../../domain/time/instant.ts';
import { isErased, NOT_ERASED } from '../customer/erased.ts';
import { identity } from '../table/items.ts';
import { dueAttributes, noticesKey } from '../table/keys.ts';
import { ifConditionHeld, type Table } from '../table/table.ts';
import { transact } from '../table/transaction.ts';
import { markWrite } from './not-told-mark.ts';

/** The item of all notices of one invitation. It names no person. */
const NoticesItem = z.object({ rev: z.number(), notices: z.array(Notice), dueAt: z.optional(Instant) });

/**
 * The notices of one invitation, from the oldest to the newest. `rev` counts the writes of their item. `dueAt` is when
 * somebody looks at them again.
 */
export type StoredNotices = { invitationId: InvitationId; rev: number; notices: Notice[]; dueAt?: Instant | undefined };

/** The notices as they are now (consistent read), an empty list before the first; `undefined` after an erasure. */
export async function readNotices(table: Table, invitationId: InvitationId): Promise<StoredNotices | undefined> {
  const get = new GetCommand({ TableName: table.name, Key: noticesKey(invitationId), ConsistentRead: true });
  const { Item } = await table.client.send(get);
  if (isErased(Item)) return undefined;
  return { invitationId, ...(Item ? NoticesItem.parse(Item) : { rev: 0, notices: [] }) };
}

/** What is written of the notices, and the mark of the invitation where that changes. */
export type NoticesChange = {
  notices: Notice[];
  dueAt?: Instant | undefined;
  expiresAt: Instant;
  mark?: { seen: Invitation; notTold: NotTold | undefined } | undefined;
};

function noticesUpdate(table: Table, { invitationId, rev }: StoredNotices, change: NoticesChange, now: Instant) {
  const { notices, dueAt, expiresAt } = change;
  const key = noticesKey(invitationId);
  const item = identity(table, 'notice', now, { invitationId });
  const due = dueAt && dueAttributes(key.pk, dueAt);
  return {
    Key: key,
    UpdateExpression:
      `${item.set}, notices = :notices, rev = :next, expiresAt = :expiresAt` +
      (due ? ', duePartition = :duePartition, dueAt = :dueAt' : ' REMOVE duePartition, dueAt'),
    ConditionExpression: `${rev === 0 ? 'attribute_not_exists(rev)' : 'rev = :seen'} AND ${NOT_ERASED}`,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: {
      ...item.values,
      ':notices': notices,
      ':next': rev + 1,
      ':expiresAt': epochSeconds(expiresAt),
      ...(rev > 0 && { ':seen': rev }),
      ...(due && { ':duePartition': due.duePartition, ':dueAt': due.dueAt }),
    },
  };
}

/**
 * Writes the notices, and in the same transaction the mark on the invitation where that changes. `false` if somebody else
 * wrote either since they were read, or the customer was erased: then nothing is written.
 */
export async function saveNotices(
  table: Table,
  seen: StoredNotices,
  change: NoticesChange,
  now: Instant,
): Promise<boolean> {
  const update = noticesUpdate(table, seen, change, now);
  const { mark } = change;
  if (mark) return (await transact(table, [{ update }, markWrite(mark.seen, mark.notTold)])) === 'done';
  return (
    (await ifConditionHeld(table.client.send(new UpdateCommand({ TableName: table.name, ...update })))) !== undefined
  );
}

/** Has the notices of an invitation looked at by `dueAt` at the latest: a message of theirs failed. */
export async function bringNoticesForward(table: Table, invitationId: InvitationId, dueAt: Instant): Promise<void> {
  const key = noticesKey(invitationId);
  const due = dueAttributes(key.pk, dueAt);
  const update = new UpdateCommand({
    TableName: table.name,
    Key: key,
    // A writer who did not see the failure must not put off the look at it.
    UpdateExpression: 'SET duePartition = :duePartition, dueAt = :dueAt, rev = rev + :one',
    ConditionExpression: `attribute_exists(rev) AND (attribute_not_exists(dueAt) OR dueAt > :dueAt) AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ':duePartition': due.duePartition, ':dueAt': due.dueAt, ':one': 1 },
  });
  await ifConditionHeld(table.client.send(update));
}
