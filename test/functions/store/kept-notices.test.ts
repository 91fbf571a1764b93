import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { Notice, type NotTold } from '../../../functions/shared/domain/notices/notice.ts';
import { Reminder } from '../../../functions/shared/domain/reminders/reminder.ts';
import { epochSeconds, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { createInvitation, readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { bringNoticesForward, readNotices, saveNotices } from '../../../functions/shared/store/notices/notices.ts';
import {
  bringRemindersForward,
  readReminders,
  saveReminders,
} from '../../../functions/shared/store/reminders/reminders.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { invitationKey, noticesKey, remindersKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const expiresAt = at(3_600);

let made = 0;
const anId = (): InvitationId => {
  made += 1;
  return InvitationId.parse(`0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`);
};
const dispatch = { createdAt: at(0), deadline: at(600), attempts: [] };
const aNotice = (revision: number) => Notice.parse({ ...dispatch, revision, purpose: 'booked', content: 'hash' });
const aReminder = (key: string) =>
  Reminder.parse({ ...dispatch, kind: 'reminder', key, startsAt: at(900), sendAt: at(300) });

type Lists = {
  keyOf(invitationId: InvitationId): { pk: string };
  read(table: Table, invitationId: InvitationId): Promise<{ rev: number } | undefined>;
  save(table: Table, invitationId: InvitationId, rev: number, count: number, dueAt?: Instant): Promise<boolean>;
  bringForward(table: Table, invitationId: InvitationId, dueAt: Instant): Promise<void>;
  of(count: number): object;
  empty: object;
};
const NOTICES: Lists = {
  keyOf: noticesKey,
  read: readNotices,
  save: (table, invitationId, rev, count, dueAt) =>
    saveNotices(table, { invitationId, rev, notices: [] }, { notices: [aNotice(count)], dueAt, expiresAt }, at(count)),
  bringForward: bringNoticesForward,
  of: (count) => ({ notices: [aNotice(count)] }),
  empty: { notices: [] },
};
const REMINDERS: Lists = {
  keyOf: remindersKey,
  read: readReminders,
  save: (table, invitationId, rev, count, dueAt) => {
    const reminders = [aReminder(`key-${count}`)];
    return saveReminders(table, { invitationId, rev, reminders: [] }, { reminders, dueAt, expiresAt }, at(count));
  },
  bringForward: bringRemindersForward,
  of: (count) => ({ reminders: [aReminder(`key-${count}`)] }),
  empty: { reminders: [] },
};

describe.each([
  ['notices', NOTICES],
  ['reminders', REMINDERS],
] as const)('the %s of an invitation', (name, { keyOf, read, save, bringForward, of, empty }) => {
  const table = open(name);

  it('are written by whoever read them last, and looked at when one of them waits', async () => {
    const invitationId = anId();
    expect(await read(table, invitationId)).toEqual({ invitationId, rev: 0, ...empty });
    expect(await save(table, invitationId, 1, 1)).toBe(false);
    expect(await save(table, invitationId, 0, 1, at(60))).toBe(true);
    expect(await read(table, invitationId)).toEqual({ invitationId, rev: 1, ...of(1), dueAt: at(60) });
    expect([await save(table, invitationId, 0, 2), await save(table, invitationId, 2, 2)]).toEqual([false, false]);
    expect(await save(table, invitationId, 1, 2)).toBe(true);
    expect(await read(table, invitationId)).toEqual({ invitationId, rev: 2, ...of(2) });
    const item = await readItem(table, keyOf(invitationId));
    expect(item).toMatchObject({ createdAt: at(1), expiresAt: epochSeconds(expiresAt) });
    expect(item).not.toHaveProperty('duePartition');
  });

  it('are looked at sooner after news of a message, which nobody who did not see it puts off', async () => {
    const invitationId = anId();
    await bringForward(table, invitationId, at(30));
    expect(await readItem(table, keyOf(invitationId))).toBeUndefined();
    await save(table, invitationId, 0, 1);
    await bringForward(table, invitationId, at(60));
    expect(await read(table, invitationId)).toEqual({ invitationId, rev: 2, ...of(1), dueAt: at(60) });
    expect(await readItem(table, keyOf(invitationId))).toHaveProperty('duePartition');
    for (const seconds of [60, 61, 59]) await bringForward(table, invitationId, at(seconds));
    expect(await read(table, invitationId)).toEqual({ invitationId, rev: 3, ...of(1), dueAt: at(59) });
    expect(await save(table, invitationId, 2, 2)).toBe(false);
  });

  it('are gone with a customer who is erased', async () => {
    const invitationId = anId();
    await save(table, invitationId, 0, 1, at(60));
    const tombstone = { ...keyOf(invitationId), type: 'notice', createdAt: at(0), erasedAt: at(2), expiresAt: 1 };
    await writeTombstone(table, tombstone);
    expect(await read(table, invitationId)).toBeUndefined();
    await bringForward(table, invitationId, at(30));
    expect([await save(table, invitationId, 0, 2), await save(table, invitationId, 1, 2)]).toEqual([false, false]);
    expect(await readItem(table, keyOf(invitationId))).toMatchObject(tombstone);
  });
});

describe('a customer who was not told', () => {
  const table = open('not-told');
  const notTold: NotTold = { revision: 3, purpose: 'booked', reason: 'needs-attention', since: at(86_400) };

  async function anInvitation(more: object = {}): Promise<Invitation> {
    const recipient = { chatId: ChatId.parse('34600111222@c.us') };
    const facts = { invitationId: anId(), channelId: 'not-told', createdAt: at(0), recipient, ...more };
    const invitation = aStoredInvitation(facts);
    await createInvitation(table, invitation, { expiresAt });
    return invitation;
  }
  const save = (seen: Invitation, rev: number, mark: NotTold | undefined) =>
    saveNotices(
      table,
      { invitationId: seen.invitationId, rev, notices: [] },
      { notices: [aNotice(rev)], expiresAt, mark: { seen, notTold: mark } },
      at(1),
    );
  const itemOf = ({ invitationId }: Invitation) => readItem(table, invitationKey(invitationId));

  it('is listed under that with the same write that says so, until they are told', async () => {
    const seen = await anInvitation();
    expect(await save(seen, 0, notTold)).toBe(true);
    expect(await itemOf(seen)).toMatchObject({
      ...{ notTold, worklistDay: 'not-told#2031-05#not-told', worklistAt: at(86_400) },
    });
    expect([await save(seen, 1, undefined), (await readNotices(table, seen.invitationId))?.rev]).toEqual([false, 1]);
    const marked = { ...seen, notTold };
    expect(await save(marked, 0, undefined)).toBe(false);
    for (const other of [{ revision: 4 }, { since: at(1) }]) {
      expect(await save({ ...seen, notTold: { ...notTold, ...other } }, 1, undefined)).toBe(false);
    }
    expect(await save(marked, 1, undefined)).toBe(true);
    expect(await readInvitation(table, seen.invitationId)).toEqual(seen);
    expect(await itemOf(seen)).toMatchObject({ worklistDay: 'not-told#2031-05-06#invitation', worklistAt: at(0) });
  });

  it('is not listed while their booking needs attention, nor if that is not known or they are erased', async () => {
    const seen = await anInvitation({ attentionSince: at(5) });
    const { attentionSince: _, ...before } = seen;
    expect(await save(before, 0, notTold)).toBe(false);
    expect(await save({ ...seen, attentionSince: at(6) }, 0, notTold)).toBe(false);
    expect(await save(seen, 0, notTold)).toBe(true);
    expect(await itemOf(seen)).toMatchObject({ notTold, worklistDay: 'not-told#2031-05#attention' });
    const gone = await anInvitation();
    expect(await save({ ...gone, invitationId: anId() }, 0, notTold)).toBe(false);
    const tombstone = { ...invitationKey(gone.invitationId), type: 'invitation', createdAt: at(0), expiresAt: 1 };
    await writeTombstone(table, { ...tombstone, erasedAt: at(2) });
    expect(await save(gone, 0, notTold)).toBe(false);
    expect(await readNotices(table, gone.invitationId)).toMatchObject({ rev: 0 });
  });
});
