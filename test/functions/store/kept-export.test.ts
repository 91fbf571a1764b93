import { describe, expect, it } from 'vitest';
import { BookingDetails } from '../../../functions/shared/domain/booking/booking.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { addToHistory } from '../../../functions/shared/store/booking/booking-entries.ts';
import { linkAliases, recordInbound } from '../../../functions/shared/store/customer/chats.ts';
import { writeChatTombstone } from '../../../functions/shared/store/customer/erased-chats.ts';
import { exportBooking, exportChats, exportItems } from '../../../functions/shared/store/customer/exported-items.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { linkMessage } from '../../../functions/shared/store/delivery/messages.ts';
import { keepIntent } from '../../../functions/shared/store/invitation/intents.ts';
import { createInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { linkSentMessage } from '../../../functions/shared/store/notices/notice-messages.ts';
import { saveNotices } from '../../../functions/shared/store/notices/notices.ts';
import { saveReminders } from '../../../functions/shared/store/reminders/reminders.ts';
import { intentKey, invitationKey } from '../../../functions/shared/store/table/keys.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const times = { now: at(0), expiresAt: at(3_600) };
const [chatId, other] = [ChatId.parse('34600111222@c.us'), ChatId.parse('abc@lid')];
const [sent, told, asked] = ['sent', 'told', 'asked'].map((name) => MessageId.parse(`wamid.${name}`));
if (!sent || !told || !asked) throw new Error('There are three.');
const all = { limit: 50, after: undefined };
const read = BookingDetails.parse({ timeZone: 'UTC', attention: [], startsAt: at(500), endsAt: at(600) });

let made = 0;
/** An invitation with a booking, its notices and its reminders. */
async function anInvitation(table: CustomerTable, more: object = {}): Promise<Invitation> {
  made += 1;
  const invitationId = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const attempt = { claimId: 'run', claimedAt: at(0), carrier: 'flow', outcome: 'accepted', messageId: sent };
  const facts = { invitationId, channelId: table.channelId, createdAt: at(1), attempts: { 1: attempt } };
  const invitation = aStoredInvitation({ recipient: { chatId }, ...facts, ...more });
  await createInvitation(table, invitation, { dueAt: at(60), expiresAt: at(3_600) });
  const entry = { kind: 'completion', at: at(2), fields: '{}', read } as const;
  await addToHistory(table, invitation.invitationId, { id: 'form', entry }, aContract());
  const list = { invitationId: invitation.invitationId, rev: 0 };
  await saveNotices(table, { ...list, notices: [] }, { notices: [], dueAt: at(9), expiresAt: at(3_600) }, at(3));
  await saveReminders(table, { ...list, reminders: [] }, { reminders: [], expiresAt: at(3_600) }, at(3));
  return invitation;
}
const namesOf = (items: readonly object[]) => items.map((item) => Object.keys(item).sort());
const typesOf = (items: readonly { type: string }[]) => items.map(({ type }) => type);

describe('what a customer is told that is stored of them', () => {
  it('is each invitation with all that follows from it, and nothing of its places in the table', async () => {
    const table = open('follows');
    const invitation = await anInvitation(table);
    const { invitationId } = invitation;
    await linkMessage(table, { messageId: sent, invitationId, carrier: 'flow', chatId }, times);
    const { items, end } = await exportItems(table, [chatId], all);
    expect(typesOf(items)).toEqual(['invitation', 'notice', 'reminder', 'message']);
    expect(end).toBeUndefined();
    const common = ['channelId', 'createdAt', 'expiresAt', 'type'];
    const list = [...common, 'invitationId', 'rev'];
    expect(namesOf(items)).toEqual([
      [
        ...[...common, 'attempts', 'booking', 'customerName', 'dueAt', 'flowId', 'history', 'invitationId', 'language'],
        ...['recipient', 'requestHash', 'revision', 'startsAt'],
      ].sort(),
      [...list, 'dueAt', 'notices'].sort(),
      [...list, 'reminders'].sort(),
      [...common, 'carrier', 'chatId', 'invitationId', 'linkedAt', 'messageId'].sort(),
    ]);
    expect(items[0]).toMatchObject({ invitationId, customerName: 'Alex', booking: { startsAt: at(500) } });
  });

  it('comes page by page from the oldest, under all of their addresses, without what is erased', async () => {
    const table = open('pages');
    const first = await anInvitation(table);
    const erased = await anInvitation(table, { createdAt: at(2) });
    const last = await anInvitation(table, { createdAt: at(4), recipient: { chatId: other } });
    await linkSentMessage(table, { messageId: told, chatId, buttons: [] }, { ...times, now: at(3) });
    const intent = { messageId: asked, channelId: 'pages', chatId, at: at(5), sign: 'words' } as const;
    await keepIntent(table, intent, { ...times, now: at(5) });
    const tombstone = { ...invitationKey(erased.invitationId), type: 'invitation', createdAt: at(2), expiresAt: 1 };
    const request = { ...all, limit: 2 };
    const addresses = [chatId, other];
    const one = await exportItems(table, addresses, request);
    expect(one.items.filter(({ type }) => type === 'invitation')).toHaveLength(2);
    const { pk } = invitationKey(erased.invitationId);
    expect(one.end).toEqual({ partition: `pages#${chatId}`, at: at(2), pk });
    const rest = await exportItems(table, addresses, { ...request, after: one.end });
    expect(typesOf(rest.items)).toEqual(['message', 'invitation', 'notice', 'reminder']);
    expect(rest.items[1]).toMatchObject({ invitationId: last.invitationId });
    const end = await exportItems(table, addresses, { ...request, after: rest.end });
    expect([typesOf(end.items), end.end]).toEqual([['intent'], undefined]);
    await writeTombstone(table, { ...tombstone, erasedAt: at(6) });
    await writeTombstone(table, { ...intentKey('pages', asked), ...tombstone, erasedAt: at(6), type: 'intent' });
    const left = (await exportItems(table, addresses, all)).items;
    expect(left.filter(({ type }) => type === 'invitation').map((item) => item['invitationId'])).toEqual([
      ...[first.invitationId, last.invitationId],
    ]);
  });

  it('is each item once, though two invitations lead to it, and none that is erased', async () => {
    const table = open('once');
    const one = await anInvitation(table);
    await anInvitation(table, { createdAt: at(2) });
    const link = { messageId: sent, invitationId: one.invitationId, carrier: 'flow', chatId } as const;
    await linkMessage(table, link, times);
    const { items } = await exportItems(table, [chatId], all);
    expect(typesOf(items).filter((type) => type === 'message')).toHaveLength(1);
    expect(items).toHaveLength(7);
  });

  it('is what is known of each address, unless nothing is left of it', async () => {
    const table = open('chats');
    const message = { messageId: asked, at: at(5) };
    await recordInbound(table, { ...message, chatId, displayName: 'Ana' }, at(6));
    await linkAliases(table, chatId, other, { at: at(5), now: at(6) });
    await writeChatTombstone(table, other, undefined, {}, at(7));
    const common = { type: 'chat', channelId: 'chats', createdAt: at(6) };
    expect(await exportChats(table, [chatId, other])).toEqual([
      { ...common, chatId, displayName: 'Ana', lastInboundAt: at(5), aliases: [other] },
    ]);
  });

  it('is the booking of somebody without an address, and what follows from it', async () => {
    const table = open('booking');
    const { invitationId } = await anInvitation(table, { recipient: undefined, origin: 'desk', attempts: {} });
    expect(typesOf(await exportBooking(table, invitationId))).toEqual(['invitation', 'notice', 'reminder']);
    const tombstone = { ...invitationKey(invitationId), type: 'invitation', createdAt: at(2), expiresAt: 1 };
    await writeTombstone(table, { ...tombstone, erasedAt: at(6) });
    expect(await exportBooking(table, invitationId)).toEqual([]);
    expect(await exportBooking(table, aStoredInvitation().invitationId)).toEqual([]);
  });
});
