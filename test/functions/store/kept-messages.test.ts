import { describe, expect, it } from 'vitest';
import { CompletionEntry } from '../../../functions/shared/domain/booking/booking-history.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId, type StatusReport } from '../../../functions/shared/domain/delivery/delivery.ts';
import { epochSeconds, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { clearTaps, keepWaitingTap } from '../../../functions/shared/store/chat/waiting-taps.ts';
import { writeMessageTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import {
  findMessage,
  isLinked,
  linkMessage,
  readManyMessages,
  readMessage,
  readMessages,
  recordStatus,
  recordTapped,
} from '../../../functions/shared/store/delivery/messages.ts';
import { clearWaiting, keepWaiting } from '../../../functions/shared/store/delivery/waiting-forms.ts';
import { findEchoes, keepEcho } from '../../../functions/shared/store/invitation/echoes.ts';
import { linkSentMessage } from '../../../functions/shared/store/notices/notice-messages.ts';
import { linkStaffMessage } from '../../../functions/shared/store/staff/staff-messages.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { messageKey } from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const times = { now: at(0), expiresAt: at(3_600) };
const expiresAt = epochSeconds(times.expiresAt);
const messageId = MessageId.parse('wamid.one');
const [first, second] = [MessageId.parse('wamid.first'), MessageId.parse('wamid.second')];
const chatId = ChatId.parse('34600111222@c.us');
const other = ChatId.parse('abc@lid');
const { invitationId } = aStoredInvitation();
const link = { messageId, invitationId, carrier: 'flow', chatId } as const;

const stored = ({ channelId }: Table) => ({ channelId, messageId, createdAt: times.now });
const itemIn = (table: Table) => readItem(table, messageKey(table.channelId, messageId));
const erase = (table: Table) =>
  writeMessageTombstone(table, messageId, { erasedAt: times.now, expiresAt: times.expiresAt });

describe('a status of a message', () => {
  const report = (status: StatusReport['status'], more: Partial<StatusReport> = {}): StatusReport => ({
    ...{ messageId, status, reportedAs: [], ...more },
  });

  it('has the earliest time that the provider gave, and that of its receipt until one comes', async () => {
    const table = open('times');
    const record = (seconds?: number) =>
      recordStatus(table, report('delivered', seconds === undefined ? {} : { at: at(seconds) }), times);
    const found = (seconds: number) => ({ ...stored(table), deliveredAt: at(seconds) });
    expect(await record()).toEqual({ isNew: true, message: found(0) });
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'message', ...found(0), deliveredAtIsTimeOfReceipt: true, expiresAt },
    });
    expect(await record()).toEqual({ isNew: false, message: found(0) });
    expect(await record(9)).toEqual({ isNew: true, message: found(9) });
    expect(await itemIn(table)).not.toHaveProperty('deliveredAtIsTimeOfReceipt');
    expect(await record(10)).toEqual({ isNew: false, message: found(9) });
    expect(await record(8)).toEqual({ isNew: true, message: found(8) });
    expect(await record()).toEqual({ isNew: false, message: found(8) });
  });

  it('comes with why it failed and under which addresses, and nothing is read of one that was sent', async () => {
    const table = open('facts');
    const sent = report('sent', { at: at(1), reportedAs: [chatId] });
    expect(await recordStatus(table, sent, times)).toEqual({ isNew: true });
    expect(await recordStatus(table, sent, times)).toEqual({ isNew: false });
    const failure = { reason: 'temporary' } as const;
    const failed = report('failed', { at: at(2), failure, reportedAs: [other, chatId] });
    const { message } = await recordStatus(table, failed, { ...times, expiresAt: at(7_200) });
    expect(message).toEqual({
      ...{ ...stored(table), sentAt: at(1), failedAt: at(2), failure, reportedAs: new Set([chatId, other]) },
    });
    expect(await itemIn(table)).toMatchObject({ expiresAt });
  });

  it('is not stored of a customer who was erased', async () => {
    const table = open('erased');
    await erase(table);
    const item = await itemIn(table);
    for (const more of [{}, { at: at(1) }]) {
      expect(await recordStatus(table, report('read', more), times)).toEqual({ isNew: false });
    }
    expect(await recordTapped(table, messageId, at(1))).toBeUndefined();
    expect(await linkMessage(table, link, times)).toBeUndefined();
    expect(await itemIn(table)).toEqual(item);
    expect(await findMessage(table, messageKey('erased', messageId))).toEqual({ erasedAt: times.now });
    expect([await readMessage(table, messageId), await readMessages(table, [messageId, first])]).toEqual([
      undefined,
      [],
    ]);
    expect(await readManyMessages(table, [messageId, first])).toEqual(new Map());
  });
});

describe('a tap on a button under a message', () => {
  it('is of the time of the first, and of no message that is not stored', async () => {
    const table = open('tapped');
    expect(await recordTapped(table, messageId, at(3))).toBeUndefined();
    expect(await readMessage(table, messageId)).toBeUndefined();
    await linkMessage(table, link, times);
    for (const [seconds, tappedAt] of [
      [3, 3],
      [4, 3],
      [2, 2],
    ] as const) {
      expect(await recordTapped(table, messageId, at(seconds))).toMatchObject({ messageId, tappedAt: at(tappedAt) });
    }
    expect(await readMessages(table, [first, messageId])).toEqual([expect.objectContaining({ messageId })]);
    expect([...(await readManyMessages(table, [first, messageId])).keys()]).toEqual([messageId]);
  });
});

describe('a message', () => {
  const linked = (table: Table) => ({ ...stored(table), ...link, linkedAt: times.now });

  it('is linked once, and waits for nothing unless it is said until when', async () => {
    const table = open('linked');
    const message = linked(table);
    expect(await linkMessage(table, link, times)).toEqual({ message, waiting: [], taps: [] });
    const item = { pk: expect.any(String), type: 'message', ...message, expiresAt };
    expect(await itemIn(table)).toEqual(item);
    expect(await linkMessage(table, link, { ...times, dueAt: at(60) })).toBeUndefined();
    expect(await itemIn(table)).toEqual(item);
  });

  it('is due if who linked it may crash before the invitation names it', async () => {
    const table = open('due');
    await linkMessage(table, link, { ...times, dueAt: at(60) });
    const duePartition = expect.stringMatching(/^due#[0-3]$/);
    expect(await itemIn(table)).toMatchObject({ duePartition, dueAt: at(60) });
  });

  it('to a customer is linked to what it is about, or to nothing but its buttons', async () => {
    const table = open('told');
    const sent = { messageId, chatId, buttons: [{ label: 'Yes', meaning: 'coming' as const }] };
    const facts = { ...stored(table), chatId, buttons: sent.buttons };
    expect(await linkSentMessage(table, sent, times)).toEqual({ message: facts, waiting: [], taps: [] });
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'message', customer: `told#${chatId}`, ...facts, expiresAt },
    });
    const about = { tells: { invitationId, revision: 2 }, newsBy: at(90), answers: second };
    const of = { invitationId, startsAt: at(500), carrier: 'text' } as const;
    const reminds = { ...of, kind: 'reminder', key: 'day-before' } as const;
    expect((await linkSentMessage(table, { ...sent, ...about }, times))?.message).toEqual({ ...facts, ...about });
    expect((await linkSentMessage(table, { ...sent, reminds }, times))?.message).toEqual({
      ...facts,
      ...about,
      reminds,
    });
    await erase(table);
    expect(await linkSentMessage(table, { ...sent, ...about }, times)).toBeUndefined();
  });

  it('to a member of staff is linked to what it is about', async () => {
    const table = open('staff');
    const toStaff = {
      memberId: 'ana',
      about: { invitationId },
      buttons: [{ label: 'Call', meaning: 'call' as const }],
    };
    await linkStaffMessage(table, messageId, toStaff, times);
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'message', ...stored(table), toStaff, expiresAt },
    });
  });

  it('is linked if anything says what it is about', async () => {
    const base = { ...stored(open('about')) };
    expect(isLinked(base)).toBe(false);
    expect(isLinked({ ...base, invitationId })).toBe(true);
    expect(isLinked({ ...base, buttons: [] })).toBe(true);
    expect(isLinked({ ...base, tells: { invitationId, revision: 1 } })).toBe(true);
    expect(isLinked({ ...base, toStaff: { memberId: 'ana', about: { invitationId }, buttons: [] } })).toBe(true);
  });
});

describe('an answer to a message that is not linked yet', () => {
  const kept = { ...times, dueAt: at(60) };
  const entry = CompletionEntry.parse({ kind: 'completion', at: at(1), fields: '{}' });

  it('waits on it with others until it is linked, and is removed then', async () => {
    const table = open('waiting');
    for (const id of [first, second]) {
      expect(await keepWaiting(table, messageId, { id, entry, chatId }, kept)).toBe(true);
      expect(await keepWaitingTap(table, messageId, { messageId: id, chatId, at: at(1) }, kept)).toBe(true);
    }
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'message', ...stored(table), customer: `waiting#${chatId}`, expiresAt },
      ...{ duePartition: expect.stringMatching(/^due#[0-3]$/), dueAt: at(60) },
      ...{ 'tap#wamid.first': at(1), 'tap#wamid.second': at(1) },
      ...{ 'waiting#wamid.first': { ...entry, chatId }, 'waiting#wamid.second': { ...entry, chatId } },
    });
    const found = await linkMessage(table, link, times);
    const waiting = [first, second].map((id) => ({ id, entry, chatId }));
    expect(found).toMatchObject({ waiting, taps: [first, second] });
    await clearTaps(table, messageId, [first, second]);
    expect(await itemIn(table)).toMatchObject({ dueAt: at(60), 'waiting#wamid.first': { chatId } });
    if (found) await clearWaiting(table, found);
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'message', ...stored(table), ...link, linkedAt: times.now },
      ...{ customer: `waiting#${chatId}`, expiresAt },
    });
    expect(await keepWaiting(table, messageId, { id: first, entry, chatId }, kept)).toBe(false);
    expect(await keepWaitingTap(table, messageId, { messageId: first, chatId, at: at(1) }, kept)).toBe(false);
  });

  it('is given up only while the message is not linked, and nothing came since', async () => {
    const table = open('given-up');
    await keepWaiting(table, messageId, { id: first, entry, chatId }, kept);
    const seen = await readMessage(table, messageId);
    if (!seen) throw new Error('The message is stored.');
    await clearWaiting(table, seen);
    await clearWaiting(table, seen, { seen: at(59) });
    expect(await readMessage(table, messageId)).toEqual(seen);
    await clearWaiting(table, seen, { seen: at(60) });
    expect((await readMessage(table, messageId))?.waiting).toEqual([]);
    await clearTaps(table, second, [first]);
    expect(await readMessage(table, second)).toBeUndefined();
  });
});

describe('an echo of what the business sent', () => {
  const echo = { messageId, chatId, at: at(0), text: 'Book here' };
  const DAY = 86_400;

  it('is kept once, and found by its customer within a day after what is looked for', async () => {
    const table = open('echoes');
    expect(await keepEcho(table, echo, { ...times, now: at(DAY) })).toBe(true);
    expect(await keepEcho(table, echo, times)).toBe(false);
    // What tells the customer of a booking is about them, too.
    await linkSentMessage(table, { messageId: first, chatId, buttons: [] }, times);
    expect(await findEchoes(table, chatId, { from: at(-1), to: at(0) })).toEqual([echo]);
    expect(await findEchoes(table, chatId, { from: at(-1), to: at(-1) })).toEqual([]);
    expect(await findEchoes(table, other, { from: at(-1), to: at(0) })).toEqual([]);
    await erase(table);
    expect(await findEchoes(table, chatId, { from: at(-1), to: at(0) })).toEqual([]);
  });

  it('of a message known to be ours proves nothing new', async () => {
    const table = open('ours');
    await linkMessage(table, link, times);
    expect(await keepEcho(table, echo, times)).toBe(false);
  });
});
