import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { Reminder } from '../../domain/reminders/reminder.ts';
import { Instant } from '../../domain/time/instant.ts';
import { isErased } from '../customer/erased.ts';
import { readItem } from '../table/items.ts';
import { remindersKey } from '../table/keys.ts';
import { bringListForward, listUpdate } from '../table/revised-list.ts';
import { type Table, wasWritten } from '../table/table.ts';

/** The item of all reminders of one invitation. It names no person. */
const RemindersItem = z.object({ rev: z.number(), reminders: z.array(Reminder), dueAt: z.optional(Instant) });

/**
 * The reminders of one invitation, from the oldest to the newest. `rev` counts the writes of their item. `dueAt` is when
 * somebody looks at them again.
 */
export type StoredReminders = {
  invitationId: InvitationId;
  rev: number;
  reminders: Reminder[];
  dueAt?: Instant | undefined;
};

/** The reminders as they are now (consistent read), an empty list before the first; `undefined` after an erasure. */
export async function readReminders(table: Table, invitationId: InvitationId): Promise<StoredReminders | undefined> {
  const item = await readItem(table, remindersKey(invitationId));
  if (isErased(item)) return undefined;
  return { invitationId, ...(item ? RemindersItem.parse(item) : { rev: 0, reminders: [] }) };
}

/** Writes the reminders; `false` if somebody else did since they were read, or the customer was erased. */
export async function saveReminders(
  table: Table,
  { invitationId, rev }: StoredReminders,
  change: { reminders: Reminder[]; dueAt?: Instant | undefined; expiresAt: Instant },
  now: Instant,
): Promise<boolean> {
  const { reminders, dueAt, expiresAt } = change;
  const seen = { key: remindersKey(invitationId), type: 'reminder', attribute: 'reminders', rev };
  const update = listUpdate(table, seen, { list: reminders, dueAt, expiresAt }, now);
  const command = new UpdateCommand({ TableName: table.name, ...update });
  return wasWritten(table.client.send(command));
}

/** Has the reminders of an invitation looked at by `dueAt` at the latest: something was reported of a message of theirs. */
export const bringRemindersForward = (table: Table, invitationId: InvitationId, dueAt: Instant): Promise<void> =>
  bringListForward(table, remindersKey(invitationId), dueAt);
