import { describe, expect, it } from 'vitest';
import { Phone } from '../../../functions/shared/domain/customer/phone.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { type DayFigures, noFigures } from '../../../functions/shared/domain/figures/figures.ts';
import { Actor, KeyId } from '../../../functions/shared/domain/people/actor.ts';
import { Closure } from '../../../functions/shared/domain/places/closure.ts';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import type { StaffMember } from '../../../functions/shared/domain/staff/staff-member.ts';
import { DAY_MS, epochSeconds, type Instant, instantAt, later } from '../../../functions/shared/domain/time/instant.ts';
import { makeApprovalDue } from '../../../functions/shared/store/booking/due-approval.ts';
import { watchChanges } from '../../../functions/shared/store/channel/changes.ts';
import { keepChatWish } from '../../../functions/shared/store/chat/chat-wishes.ts';
import { markErased } from '../../../functions/shared/store/customer/erased-chats.ts';
import { writeMessageTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { keepUnmatched } from '../../../functions/shared/store/delivery/unmatched.ts';
import { writeFigures } from '../../../functions/shared/store/figures/figures.ts';
import { keepIntent } from '../../../functions/shared/store/invitation/intents.ts';
import { saveNotices } from '../../../functions/shared/store/notices/notices.ts';
import { createKey, endSessionsOf } from '../../../functions/shared/store/people/named-keys.ts';
import { createSession } from '../../../functions/shared/store/people/sessions.ts';
import { createClosure } from '../../../functions/shared/store/places/closures.ts';
import { makePlaceDue } from '../../../functions/shared/store/places/due-place.ts';
import { markPlacesReady } from '../../../functions/shared/store/places/readiness.ts';
import { saveReminders } from '../../../functions/shared/store/reminders/reminders.ts';
import { recordStaffInbound } from '../../../functions/shared/store/staff/staff-members.ts';
import { claimStaffMessage } from '../../../functions/shared/store/staff/staff-messages.ts';
import { keepStaffTap } from '../../../functions/shared/store/staff/staff-taps.ts';
import { scanPage } from '../../../functions/shared/store/table/scan.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const now = at(0);
const expiresAt = at(3_600);
const { retention } = aContract();
const kept = { expiresAt: epochSeconds(expiresAt) };
const times = { now, expiresAt };
const daysLater = (instant: Instant, days: number): number => epochSeconds(later(instant, days * DAY_MS));

const A_SHARD = expect.stringMatching(/^due#[0-3]$/);

const owner: Actor = Actor.parse({ kind: 'owner' });
const chatId = ChatId.parse('34600111222@c.us');
const member: StaffMember = { key: 'staff-phone-1', phone: Phone.parse('34600111222'), chatId, language: 'en' };
const dayFigures: DayFigures = {
  ...{ date: LocalDate.parse('2031-05-05'), countedAt: now, total: noFigures(true) },
  ...{ services: [], resources: [], languages: [], sources: [] },
};
const messageId = MessageId.parse('wamid.one');
const { invitationId } = aStoredInvitation();
const keyId = KeyId.parse('key-0123456789ab');
const closure = Closure.parse({
  closureId: '0198c0de-0000-7000-8000-000000000001',
  from: '2031-05-07T09:00',
  to: '2031-05-07T12:00',
  createdAt: now,
  actor: owner,
  startsAt: at(86_400),
  endsAt: at(97_200),
  resources: ['ana'],
  requestHash: 'hash',
});

const allItems = async (table: CustomerTable) => (await scanPage(table, undefined, 1_000)).items;

/** The type of what each writer stores in a channel of its own, named after it, and what else it has. */
const WRITTEN: [string, (table: CustomerTable) => Promise<unknown>, object][] = [
  [
    'named-key',
    (table) =>
      createKey(table, { keyId, holder: 'Ana', role: 'desk', createdAt: now, createdBy: owner, keyHash: 'hash' }),
    {
      ...{ keyId, holder: 'Ana', role: 'desk', createdAt: now, createdBy: owner, keyHash: 'hash' },
      ...{ worklistDay: 'named-key#keys', worklistAt: now },
    },
  ],
  ['own-key', (table) => endSessionsOf(table, 'own'), { round: 1 }],
  [
    'session',
    (table) => createSession(table, 'hash', { keyId, round: 0, createdAt: now, usedAt: now }),
    { keyId, round: 0, createdAt: now, usedAt: now, expiresAt: daysLater(now, 14) },
  ],
  [
    'closure',
    (table) => createClosure(table, closure, { retention }),
    {
      ...closure,
      worklistDay: 'closure#closures',
      worklistAt: closure.startsAt,
      expiresAt: daysLater(closure.endsAt, retention.invitationDays),
    },
  ],
  [
    'place',
    (table) => makePlaceDue(table, invitationId, { dueAt: now, expiresAt }),
    { duePartition: A_SHARD, dueAt: now, ...kept },
  ],
  [
    'approval',
    (table) => makeApprovalDue(table, invitationId, { dueAt: now, expiresAt }),
    { duePartition: A_SHARD, dueAt: now, ...kept },
  ],
  ['places', (table) => markPlacesReady(table, now), { readyAt: now }],
  [
    'unmatched',
    (table) => keepUnmatched(table, { reason: 'not-json', text: 'é' }, times),
    {
      ...{ reason: 'not-json', text: 'é', bytes: 2, createdAt: now },
      hash: '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c',
      ...{ worklistDay: 'unmatched#2031-05#unmatched', worklistAt: now, ...kept },
    },
  ],
  [
    'intent',
    (table) => keepIntent(table, { messageId, channelId: table.channelId, chatId, at: at(-5), sign: 'words' }, times),
    { messageId, chatId, at: at(-5), sign: 'words', createdAt: now, customer: `intent#${chatId}`, ...kept },
  ],
  [
    'wish',
    (table) =>
      keepChatWish(table, { messageId, channelId: table.channelId, chatId, at: at(-5), wish: 'cancel' }, times),
    { messageId, chatId, at: at(-5), wish: 'cancel', createdAt: now, customer: `wish#${chatId}`, ...kept },
  ],
  [
    'staff-tap',
    (table) =>
      keepStaffTap(
        table,
        { messageId, channelId: table.channelId, memberId: 'ana', at: at(-5), answers: messageId, label: 'Yes' },
        times,
      ),
    { messageId, memberId: 'ana', at: at(-5), answers: messageId, label: 'Yes', createdAt: now, ...kept },
  ],
  [
    'staff-message',
    (table) =>
      claimStaffMessage(table, { pk: `staff-message#${table.channelId}` }, { claimId: 'run', claimedAt: at(1) }, times),
    { claimId: 'run', claimedAt: at(1), createdAt: now, ...kept },
  ],
  [
    'message',
    (table) => writeMessageTombstone(table, messageId, { erasedAt: now, expiresAt }),
    { createdAt: now, erasedAt: now, ...kept },
  ],
  ['chat', (table) => markErased(table, chatId, now), { createdAt: now, erasedAt: now }],
  [
    'staff',
    (table) => recordStaffInbound(table, member, at(-5), times),
    { memberId: `hash of ${chatId}`, lastInboundAt: at(-5), createdAt: now, ...kept },
  ],
  [
    'figures',
    (table) => writeFigures(table, dayFigures),
    { ...dayFigures, channelId: undefined, expiresAt: daysLater(now, 800) },
  ],
  [
    'notice',
    (table) => saveNotices(table, { invitationId, rev: 0, notices: [] }, { notices: [], expiresAt }, now),
    { invitationId, rev: 1, notices: [], createdAt: now, ...kept },
  ],
  [
    'reminder',
    (table) =>
      saveReminders(table, { invitationId, rev: 0, reminders: [] }, { reminders: [], dueAt: now, expiresAt }, now),
    { invitationId, rev: 1, reminders: [], createdAt: now, duePartition: A_SHARD, dueAt: now, ...kept },
  ],
  ['changes', watchChanges, { channelId: undefined, batches: 1, watchedUntil: expect.any(String) }],
];

describe('what is stored', () => {
  it.each(WRITTEN)('says of a %s what it is, of which channel, and how long it stays', async (type, write, more) => {
    const table = open(type);
    const before = new Set((await allItems(table)).map(({ pk }) => pk));
    await write(table);
    const written = (await allItems(table)).filter(({ pk }) => !before.has(pk));
    expect(written).toEqual([{ pk: expect.any(String), type, channelId: type, ...more }]);
  });
});
