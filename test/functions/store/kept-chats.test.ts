import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { Actor } from '../../../functions/shared/domain/people/actor.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  correctLanguage,
  linkAliases,
  readAddresses,
  readChat,
  readCustomer,
  readPerson,
  recordConsent,
  recordInbound,
  rememberForAnswer,
  unlinkAliases,
  wasErasedSince,
} from '../../../functions/shared/store/customer/chats.ts';
import {
  markErased,
  noteSeen,
  wasSenderErasedSince,
  writeChatTombstone,
} from '../../../functions/shared/store/customer/erased-chats.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { chatKey } from '../../../functions/shared/store/table/keys.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const now = at(100);
const messageId = MessageId.parse('wamid.one');
const chatId = ChatId.parse('34600111222@c.us');
const other = ChatId.parse('abc@lid');
const owner: Actor = { kind: 'owner' };

const known = ({ channelId }: CustomerTable) => ({ channelId, chatId, createdAt: now });
const itemIn = async (table: CustomerTable) => readItem(table, await chatKey(table, chatId));
const wrote = (seconds: number, displayName?: string) => ({
  ...{ messageId, chatId, at: at(seconds), ...(displayName !== undefined && { displayName }) },
});

describe('a message of a customer', () => {
  it('opens their window and tells their name, unless a newer one did', async () => {
    const table = open('inbound');
    const chat = { ...known(table), lastInboundAt: at(5), displayName: 'Ana' };
    expect(await recordInbound(table, wrote(5, 'Ana'), now)).toEqual(chat);
    expect(await itemIn(table)).toEqual({ pk: expect.any(String), type: 'chat', ...chat });
    expect(await recordInbound(table, wrote(4, 'Eva'), now)).toBeUndefined();
    expect(await recordInbound(table, wrote(5, 'Eva'), now)).toBeUndefined();
    expect(await recordInbound(table, wrote(6), now)).toEqual({ ...chat, lastInboundAt: at(6) });
  });

  it('tells whether they want messages, whatever is heard later of an earlier one', async () => {
    const table = open('consent');
    const say = (consent: 'opt-in' | 'opt-out', seconds: number) =>
      recordConsent(table, chatId, consent, at(seconds), now);
    expect([await say('opt-out', 5), await say('opt-out', 5), await say('opt-out', 4)]).toEqual([true, false, false]);
    expect([await say('opt-in', 3), await say('opt-out', 6)]).toEqual([true, true]);
    expect(await readChat(table, chatId)).toEqual({ ...known(table), optedOutAt: at(6), optedInAt: at(3) });
    expect((await readCustomer(table, chatId)).optedOut).toBe(true);
  });

  it.each([
    ['their language and their name', 'es', 'Ana', { language: 'es', displayName: 'Ana' }],
    ['their language alone', 'es', undefined, { language: 'es' }],
    ['their name alone', undefined, 'Ana', { displayName: 'Ana' }],
  ])('that wants an answer tells %s before it is recorded', async (what, language, name, news) => {
    const table = open(what);
    await rememberForAnswer(table, wrote(5, name), language, now);
    const item = { pk: expect.any(String), type: 'chat', ...known(table), ...news };
    expect(await itemIn(table)).toEqual(item);
    await rememberForAnswer(table, wrote(6, 'Eva'), language, at(200));
    expect(await itemIn(table)).toEqual({ ...item, displayName: name ?? 'Eva' });
    await rememberForAnswer(table, wrote(7), 'en', now);
    expect(await itemIn(table)).toEqual({ ...item, displayName: name ?? 'Eva', language: 'en' });
  });

  it('that tells neither writes nothing', async () => {
    const table = open('nothing');
    await rememberForAnswer(table, wrote(5), undefined, now);
    expect(await itemIn(table)).toBeUndefined();
  });

  it('counts only if they wrote it after they were erased', async () => {
    const table = open('erased');
    await markErased(table, chatId, at(5));
    const erased = await itemIn(table);
    const link = { one: chatId, other };
    expect(await recordInbound(table, wrote(5), now)).toBeUndefined();
    expect(await recordConsent(table, chatId, 'opt-out', at(5), now)).toBe(false);
    await rememberForAnswer(table, wrote(5, 'Ana'), 'es', now);
    await linkAliases(table, link.other, link.one, { at: at(5), now });
    expect(await correctLanguage(table, chatId, 'es', { actor: owner, at: at(5) }, undefined)).toBe(false);
    expect(await itemIn(table)).toEqual(erased);
    expect(await readChat(table, other)).toBeUndefined();
    expect(await Promise.all([4, 5, 6].map((seconds) => wasErasedSince(table, chatId, at(seconds))))).toEqual([
      ...[true, true, false],
    ]);
    expect(await wasErasedSince(table, other, at(5))).toBe(false);
    const sentBy = (from: ChatId, alias?: ChatId) =>
      wasSenderErasedSince(table, { chatId: from, at: at(5), ...(alias && { alias }) });
    expect([
      await sentBy(chatId),
      await sentBy(other),
      await sentBy(other, chatId),
      await sentBy(chatId, other),
    ]).toEqual([...[true, false, true, true]]);
    expect(await recordInbound(table, wrote(6), now)).toMatchObject({ chatId, lastInboundAt: at(6), erasedAt: at(5) });
  });
});

describe('the addresses of one customer', () => {
  const times = { at: at(5), now };

  it('lead to each other until they are of two', async () => {
    const table = open('aliases');
    await linkAliases(table, chatId, chatId, times);
    expect(await itemIn(table)).toBeUndefined();
    await linkAliases(table, chatId, other, times);
    await linkAliases(table, chatId, other, times);
    expect(await readChat(table, chatId)).toEqual({ ...known(table), aliases: new Set([other]) });
    expect(await readChat(table, other)).toEqual({ ...known(table), chatId: other, aliases: new Set([chatId]) });
    await recordInbound(table, { ...wrote(5, 'Ana'), chatId: other }, now);
    expect(await readAddresses(table, chatId)).toEqual([chatId, other]);
    expect(await readCustomer(table, chatId)).toMatchObject({ displayName: 'Ana', lastInboundAt: at(5) });
    await unlinkAliases(table, chatId, other);
    await unlinkAliases(table, chatId, other);
    expect([await readAddresses(table, chatId), await readAddresses(table, other)]).toEqual([[chatId], [other]]);
  });

  it('lead to each other though a run crashed that linked them', async () => {
    const table = open('half');
    const key = await chatKey(table, chatId);
    await linkAliases(table, chatId, other, times);
    const remove = { Key: key, UpdateExpression: 'REMOVE aliases' };
    await table.client.send(new UpdateCommand({ TableName: table.name, ...remove }));
    await linkAliases(table, chatId, other, times);
    expect((await readChat(table, chatId))?.aliases).toEqual(new Set([other]));
  });

  it('are eight more at most, and all that are read of one person sixteen', async () => {
    const table = open('many');
    const address = (name: string | number) => ChatId.parse(`n${name}@lid`);
    for (const index of Array.from({ length: 9 }, (_, number) => number)) {
      await linkAliases(table, chatId, address(index), times);
      await linkAliases(table, address(0), address(`x${index}`), times);
      await linkAliases(table, address(1), address(`y${index}`), times);
    }
    expect((await readChat(table, chatId))?.aliases).toEqual(
      new Set(Array.from({ length: 8 }, (_, index) => address(index))),
    );
    expect(await readPerson(table, chatId)).toHaveProperty('size', 16);
  });
});

describe('the language of a customer', () => {
  it('is as staff corrected it, each time in view of the correction before', async () => {
    const table = open('language');
    const correct = (language: string, corrections?: number) =>
      correctLanguage(table, chatId, language, { actor: owner, at: now }, corrections);
    expect(await correct('es', 1)).toBe(false);
    expect(await correct('es')).toBe(true);
    expect([await correct('en'), await correct('en', 2)]).toEqual([false, false]);
    expect(await correct('en', 1)).toBe(true);
    expect(await itemIn(table)).toEqual({
      ...{ pk: expect.any(String), type: 'chat', ...known(table) },
      ...{ language: 'en', correction: { actor: owner, at: now }, corrections: 2 },
    });
  });
});

describe('a customer who is erased', () => {
  const blanked = ({ channelId }: CustomerTable, createdAt = now) => ({
    ...{ pk: expect.any(String), type: 'chat', channelId, createdAt, erasedAt: at(200) },
  });

  it('leaves their other addresses and how far the search came, for a repeat', async () => {
    const table = open('marked');
    await noteSeen(table, chatId, at(0));
    expect(await itemIn(table)).toBeUndefined();
    expect(await markErased(table, chatId, at(1))).toEqual({});
    await noteSeen(table, chatId, at(0));
    expect(await markErased(table, chatId, at(200), [other])).toEqual({ unmatchedSeenTo: at(0) });
    expect(await itemIn(table)).toEqual({
      ...blanked(table, at(1)),
      aliases: new Set([other]),
      unmatchedSeenTo: at(0),
    });
  });

  it('leaves nothing but whether they want messages, as long as that is as it was read', async () => {
    const table = open('blank');
    const blank = async (consent = {}) =>
      writeChatTombstone(table, chatId, await readChat(table, chatId), consent, at(200));
    expect(await blank()).toBe(true);
    expect(await itemIn(table)).toEqual(blanked(table, at(200)));
    await recordConsent(table, chatId, 'opt-out', at(201), now);
    const seen = await readChat(table, chatId);
    await recordConsent(table, chatId, 'opt-in', at(202), now);
    expect(await writeChatTombstone(table, chatId, seen, {}, at(200))).toBe(false);
    expect(await writeChatTombstone(table, chatId, undefined, {}, at(200))).toBe(false);
    const consent = { optedOutAt: at(201), optedInAt: at(202) };
    expect(await blank(consent)).toBe(true);
    expect(await itemIn(table)).toEqual({ ...blanked(table, at(200)), ...consent });
    expect(await blank({ optedInAt: at(202) })).toBe(true);
    const { optedOutAt: _, ...rest } = (await itemIn(table)) ?? {};
    expect(rest).toEqual({ ...blanked(table, at(200)), optedInAt: at(202) });
  });
});
