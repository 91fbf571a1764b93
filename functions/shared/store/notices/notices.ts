import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Notice, type NotTold } from '../../domain/notices/notice.ts';
import { Instant } from '../../domain/time/instant.ts';
import { isErased } from '../customer/erased.ts';
import { readItem } from '../table/items.ts';
import { noticesKey } from '../table/keys.ts';
import { bringListForward, listUpdate } from '../table/revised-list.ts';
import { type Table, wasWritten } from '../table/table.ts';
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
  const item = await readItem(table, noticesKey(invitationId));
  if (isErased(item)) return undefined;
  return { invitationId, ...(item ? NoticesItem.parse(item) : { rev: 0, notices: [] }) };
}

/** What is written of the notices, and the mark of the invitation where that changes. */
export type NoticesChange = {
  notices: Notice[];
  dueAt?: Instant | undefined;
  expiresAt: Instant;
  mark?: { seen: Invitation; notTold: NotTold | undefined } | undefined;
};

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
  const { invitationId, rev } = seen;
  const { notices, dueAt, expiresAt, mark } = change;
  const list = { key: noticesKey(invitationId), type: 'notice', attribute: 'notices', rev };
  const update = listUpdate(table, list, { list: notices, dueAt, expiresAt }, now);
  if (mark) return (await transact(table, [{ update }, markWrite(mark.seen, mark.notTold)])) === 'done';
  return wasWritten(table.client.send(new UpdateCommand({ TableName: table.name, ...update })));
}

/** Has the notices of an invitation looked at by `dueAt` at the latest: something was reported of a message of theirs. */
export const bringNoticesForward = (table: Table, invitationId: InvitationId, dueAt: Instant): Promise<void> =>
  bringListForward(table, noticesKey(invitationId), dueAt);
