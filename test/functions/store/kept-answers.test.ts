import { describe, expect, it } from 'vitest';
import { Phone } from '../../../functions/shared/domain/customer/phone.ts';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { StaffMember } from '../../../functions/shared/domain/staff/staff-member.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { claimPromise, spendAnswer } from '../../../functions/shared/store/chat/answer-budget.ts';
import {
  claimAnswer,
  keepChatWish,
  noteLink,
  readChatWish,
  settleAnswer,
  settleUnclaimed,
} from '../../../functions/shared/store/chat/chat-wishes.ts';
import {
  memberIdOf,
  readMemberId,
  readStaffInbound,
  recordStaffInbound,
  rememberStaffAddress,
  spendStaffAnswer,
} from '../../../functions/shared/store/staff/staff-members.ts';
import {
  claimStaffMessage,
  readStaffMessage,
  StaffMessageOutcome,
  settleStaffMessage,
} from '../../../functions/shared/store/staff/staff-messages.ts';
import {
  claimTapAnswer,
  keepStaffTap,
  readStaffTap,
  settleTapAnswer,
} from '../../../functions/shared/store/staff/staff-taps.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const HOUR = 3_600;
const DAY = 24 * HOUR;
const times = { now: at(0), expiresAt: at(DAY) };
const messageId = MessageId.parse('wamid.one');
const chatId = ChatId.parse('34600111222@c.us');
const other = ChatId.parse('abc@lid');
const member: StaffMember = { key: 'staff-phone-1', phone: Phone.parse('34600111222'), chatId, language: 'en' };

describe('the answers of an hour', () => {
  const customer = (table: CustomerTable, now: Instant) => spendAnswer(table, { chatId, at: at(0) }, 2, now);
  const staff = (table: CustomerTable, now: Instant) => spendStaffAnswer(table, member, 2, now);

  it.each([
    ['a customer', customer],
    ['a member of staff', staff],
  ] as const)('to %s are so many, counted from the first of them', async (who, spend) => {
    const table = open(who);
    const spent = [];
    for (const seconds of [0, 1, 2, HOUR - 1, HOUR, HOUR + 1, HOUR + 2]) spent.push(await spend(table, at(seconds)));
    expect(spent).toEqual([true, true, false, false, true, true, false]);
  });

  it('promise a person once on each day', async () => {
    const table = open('promise');
    const promised = [];
    for (const seconds of [0, 1, DAY, DAY + 1]) {
      promised.push(await claimPromise(table, { chatId, at: at(0) }, at(seconds)));
    }
    expect(promised).toEqual([true, false, true, false]);
  });
});

describe('a message of a customer that wants an answer', () => {
  const kept = async (name: string) => {
    const table = open(name);
    const wish = { messageId, channelId: name, chatId, at: at(0), wish: 'cancel' } as const;
    expect([await keepChatWish(table, wish, times), await keepChatWish(table, wish, times)]).toEqual([true, false]);
    return { table, wish };
  };
  const claim = (table: CustomerTable, claimId: string) =>
    claimAnswer(table, messageId, { claimId, at: at(1), forPerson: 'cancel' });

  it('gets that of one run, which says once how it ended', async () => {
    const { table, wish } = await kept('claimed');
    expect(await settleAnswer(table, messageId, 'run', 'accepted')).toBe(false);
    expect([await claim(table, 'run'), await claim(table, 'run'), await claim(table, 'another')]).toEqual([
      ...[true, true, false],
    ]);
    expect(await settleUnclaimed(table, messageId)).toBe(false);
    const settle = (claimId: string) => settleAnswer(table, messageId, claimId, 'accepted');
    expect([await settle('another'), await settle('run'), await settle('run')]).toEqual([false, true, false]);
    const claimed = { claimId: 'run', claimedAt: at(1), forPerson: 'cancel' };
    expect(await readChatWish(table, messageId)).toEqual({ ...wish, ...claimed, outcome: 'accepted' });
    expect(await claim(table, 'run')).toBe(false);
  });

  it('may want none, and waits for what it answers once', async () => {
    const { table, wish } = await kept('unclaimed');
    expect([await noteLink(table, messageId, 'missing'), await noteLink(table, messageId, 'made')]).toEqual([
      true,
      false,
    ]);
    expect([await settleUnclaimed(table, messageId), await settleUnclaimed(table, messageId)]).toEqual([true, false]);
    expect(await readChatWish(table, messageId)).toEqual({ ...wish, messageLink: 'missing', outcome: 'done' });
    expect(await readChatWish(table, MessageId.parse('wamid.none'))).toBeUndefined();
  });
});

describe('a member of staff', () => {
  it('is known by their phone and by another address, and when they wrote last', async () => {
    const table = open('member');
    expect([await readStaffInbound(table, member), await readMemberId(table, other)]).toEqual([undefined, undefined]);
    const record = (seconds: number) => recordStaffInbound(table, member, at(seconds), times);
    expect([await record(5), await record(5), await record(4), await record(6)]).toEqual([true, false, false, true]);
    expect(await readStaffInbound(table, member)).toBe(at(6));
    await rememberStaffAddress(table, other, member, times);
    const memberId = await memberIdOf(table, member);
    expect([await readMemberId(table, other), await readMemberId(table, chatId)]).toEqual([memberId, memberId]);
    await rememberStaffAddress(table, other, { ...member, chatId: ChatId.parse('34600111333@c.us') }, times);
    expect(await readMemberId(table, other)).toBe('hash of 34600111333@c.us');
  });

  it('is told of an event by one run, and again only if certainly nothing was sent', async () => {
    const table = open('told');
    const key = { pk: 'staff-message#told#one' };
    const claim = (claimId: string, more: object = {}) =>
      claimStaffMessage(table, key, { claimId, claimedAt: at(1), ...more }, times);
    const settle = (outcome: 'to-repeat' | 'accepted', claimId = 'run') =>
      settleStaffMessage(table, key, claimId, outcome);
    expect(await readStaffMessage(table, key)).toBeUndefined();
    expect([await claim('run', { carrier: 'text' }), await claim('run'), await claim('two')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await settle('to-repeat', 'two'), await settle('to-repeat'), await settle('accepted')]).toEqual([
      ...[false, true, false],
    ]);
    expect(await readStaffMessage(table, key)).toMatchObject({ carrier: 'text', outcome: 'to-repeat' });
    expect(await claim('two')).toBe(true);
    expect(await readStaffMessage(table, key)).toEqual({ claimId: 'two', claimedAt: at(1), carrier: 'text' });
    expect(await settle('accepted', 'two')).toBe(true);
    const unsent = { pk: 'staff-message#told#two' };
    await claimStaffMessage(table, unsent, { claimId: 'run', claimedAt: at(1), outcome: 'not-sent' }, times);
    expect(await readStaffMessage(table, unsent)).toEqual({ claimId: 'run', claimedAt: at(1), outcome: 'not-sent' });
  });

  it.each(StaffMessageOutcome.options)('is told of an event once, however that ends: %s', async (outcome) => {
    const table = open(outcome);
    const key = { pk: `staff-message#${outcome}` };
    const claimed = { claimId: 'run', claimedAt: at(1) };
    await claimStaffMessage(table, key, claimed, times);
    await settleStaffMessage(table, key, 'run', outcome);
    expect(await readStaffMessage(table, key)).toEqual({ ...claimed, outcome });
    expect(['accepted', 'refused', 'unknown', 'not-sent', 'to-repeat']).toContain(outcome);
  });

  it('gets one answer to a tap', async () => {
    const table = open('tap');
    const tap = { messageId, channelId: 'tap', memberId: 'ana', at: at(0), answers: messageId, label: 'Yes' };
    expect([await keepStaffTap(table, tap, times), await keepStaffTap(table, tap, times)]).toEqual([true, false]);
    const claim = (claimId: string) => claimTapAnswer(table, messageId, claimId, at(1));
    expect([await claim('run'), await claim('run'), await claim('two')]).toEqual([true, true, false]);
    const settle = (claimId: string) => settleTapAnswer(table, messageId, claimId, 'accepted');
    expect([await settle('two'), await settle('run'), await settle('run')]).toEqual([false, true, false]);
    const claimed = { claimId: 'run', claimedAt: at(1), outcome: 'accepted' };
    expect(await readStaffTap(table, messageId)).toEqual({ ...tap, ...claimed });
  });
});
