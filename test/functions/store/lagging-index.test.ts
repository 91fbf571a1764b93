import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import type { Invitation } from '../../../functions/shared/domain/invitation/invitation.ts';
import { KeyId } from '../../../functions/shared/domain/people/actor.ts';
import { Closure } from '../../../functions/shared/domain/places/closure.ts';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import { writeAttention } from '../../../functions/shared/store/booking/attention.ts';
import { claimAnswer, keepChatWish, settleAnswer } from '../../../functions/shared/store/chat/chat-wishes.ts';
import { findLostAnswer } from '../../../functions/shared/store/chat/lost-answers.ts';
import { keysAbout } from '../../../functions/shared/store/customer/customer-index.ts';
import { findCustomerItems } from '../../../functions/shared/store/customer/customer-items.ts';
import { keepCustomerWish } from '../../../functions/shared/store/customer/customer-wishes.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { linkMessage } from '../../../functions/shared/store/delivery/messages.ts';
import { keepUnmatched } from '../../../functions/shared/store/delivery/unmatched.ts';
import { readMade } from '../../../functions/shared/store/figures/made-invitations.ts';
import { keepIntent } from '../../../functions/shared/store/invitation/intents.ts';
import { createInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { createKey, listKeys } from '../../../functions/shared/store/people/named-keys.ts';
import {
  beginRemoval,
  createClosure,
  listClosures,
  noteGone,
  readClosures,
} from '../../../functions/shared/store/places/closures.ts';
import { chatWishKey, closureKey, invitationKey, namedKeyKey } from '../../../functions/shared/store/table/keys.ts';
import { listCustomer, listWorklist } from '../../../functions/shared/store/table/listings.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const DAY = 86_400;
const chatId = ChatId.parse('34600111222@c.us');
const other = ChatId.parse('abc@lid');
const actor = { kind: 'owner' } as const;
const times = { now: at(0), expiresAt: at(3_600) };
const all = { limit: 50, after: undefined };
const messageId = (name: string | number) => MessageId.parse(`wamid.${name}`);

let made = 0;
async function anInvitation(table: Table, seconds: number, more: object = {}): Promise<Invitation> {
  made += 1;
  const invitationId = `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const facts = { invitationId, channelId: table.channelId, createdAt: at(seconds), recipient: { chatId }, ...more };
  const invitation = aStoredInvitation(facts);
  await createInvitation(table, invitation, { expiresAt: at(3_600) });
  return invitation;
}
const remove = (table: Table, { pk }: { pk: string }) =>
  table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk } }));
const erase = (table: Table, { pk }: { pk: string }, type = 'invitation') =>
  writeTombstone(table, { pk, type, createdAt: at(0), erasedAt: at(9), expiresAt: 1 });

/** What a reader gives while something changes after its first look into an index, which it takes one after the other. */
async function meanwhile<T>(table: Table, change: () => Promise<unknown>, read: () => Promise<T>): Promise<T> {
  const { client } = table;
  const send = client.send.bind(client);
  let changed: Promise<unknown> | undefined;
  const spy = vi.spyOn(client, 'send').mockImplementation(async (command) => {
    if (!(command instanceof QueryCommand)) return send(command);
    const isFirst = changed === undefined;
    const answer = changed ? changed.then(() => send(command)) : send(command);
    if (isFirst) changed = answer.then(change);
    await changed;
    return answer;
  });
  const given = await read();
  spy.mockRestore();
  return given;
}

describe('the invitations of a customer', () => {
  it('are listed from the newest under all of their addresses, and nothing else that is about them', async () => {
    const table = open('customer');
    const [old, erased, gone] = [
      await anInvitation(table, 1),
      await anInvitation(table, 2),
      await anInvitation(table, 3),
    ];
    const young = await anInvitation(table, 4, { recipient: { chatId: other } });
    await keepIntent(
      table,
      { messageId: messageId(1), channelId: 'customer', chatId, at: at(5), sign: 'words' },
      times,
    );
    const change = async () => {
      await erase(table, invitationKey(erased.invitationId));
      await remove(table, invitationKey(gone.invitationId));
    };
    const { rows, hasMore } = await meanwhile(table, change, () => listCustomer(table, [chatId, other], all));
    expect([rows.map(({ item }) => item), hasMore]).toEqual([
      ...[[{ type: 'invitation', ...young }, undefined, undefined, { type: 'invitation', ...old }], false],
    ]);
    expect(rows.map(({ position }) => position.at)).toEqual([at(4), at(3), at(2), at(1)]);
    const first = await listCustomer(table, [chatId, other], { ...all, limit: 1 });
    expect([first.rows.map(({ item }) => item), first.hasMore]).toEqual([[{ type: 'invitation', ...young }], true]);
    const span = { from: at(0), to: at(10) };
    expect(await keysAbout(table, chatId, 'invitation', span)).toEqual([invitationKey(old.invitationId).pk]);
    expect(await keysAbout(table, chatId, 'message', span)).toEqual([]);
  });
});

describe('the worklist', () => {
  it('has what a person may look at, day by day, and once what moves while it is read', async () => {
    const table = open('worklist');
    const invitation = await anInvitation(table, 1);
    const next = await anInvitation(table, DAY);
    const wish = { channelId: 'worklist', chatId, wish: 'cancel', messageId: messageId(1), at: at(2) } as const;
    await keepCustomerWish(table, wish, times);
    await keepUnmatched(table, { reason: 'not-json', text: 'text' }, { ...times, now: at(3) });
    const kinds = ['invitation', 'attention', 'question', 'unmatched'] as const;
    const span = { from: at(0), to: at(DAY) };
    const read = () => listWorklist(table, kinds, span, all);
    const shown = (item: object | undefined) => item && 'type' in item && item.type;
    const types = (rows: Awaited<ReturnType<typeof read>>['rows']) => rows.map(({ item }) => shown(item));
    expect(types((await read()).rows)).toEqual(['invitation', 'question', 'unmatched', 'invitation']);
    expect(types((await listWorklist(table, ['question'], span, all)).rows)).toEqual(['question']);
    expect(types((await listWorklist(table, kinds, { ...span, to: at(4) }, all)).rows)).toHaveLength(3);
    const moves = () => writeAttention(table, invitation, { since: at(4) }, at(4));
    const { rows } = await meanwhile(table, moves, read);
    expect(types(rows)).toEqual(['invitation', 'question', 'unmatched', undefined, 'invitation']);
    expect(rows[0]?.item).toMatchObject({ invitationId: invitation.invitationId, attentionSince: at(4) });
    expect(rows.at(-1)?.item).toEqual({ type: 'invitation', ...next });
  });
});

describe('an answer whose message nobody knows', () => {
  const wishOf = (channelId: string, name: string | number, seconds: number, from = chatId) => ({
    ...{ messageId: messageId(name), channelId, chatId: from, at: at(seconds), wish: 'cancel' as const },
  });
  const claim = (table: Table, name: string | number) =>
    claimAnswer(table, messageId(name), { claimId: 'run', at: at(1), forPerson: 'cancel' });

  it.each([
    ['not claimed', false, undefined, false],
    ['claimed by a run that crashed', true, undefined, true],
    ['sent, perhaps', true, 'unknown', true],
    ['sent', true, 'accepted', false],
    ['refused', true, 'refused', false],
  ] as const)('may be one that was %s', async (name, isClaimed, outcome, isLost) => {
    const table = open(name);
    await keepChatWish(table, wishOf(name, 1, 1), times);
    await keepIntent(table, { messageId: messageId(2), channelId: name, chatId, at: at(5), sign: 'words' }, times);
    if (isClaimed) await claim(table, 1);
    if (outcome) await settleAnswer(table, messageId(1), 'run', outcome);
    expect((await findLostAnswer(table, [other, chatId])) !== undefined).toBe(isLost);
    expect(await findLostAnswer(table, [other])).toBeUndefined();
  });

  it('is the newest of those that are left', async () => {
    const table = open('newest');
    for (const [index, from] of [chatId, other, chatId, chatId].entries()) {
      await keepChatWish(table, wishOf('newest', index, index, from), { ...times, now: at(index) });
      await claim(table, index);
    }
    const change = async () => {
      await erase(table, chatWishKey('newest', messageId(3)), 'wish');
      await remove(table, chatWishKey('newest', messageId(2)));
    };
    const find = () => findLostAnswer(table, [chatId, other]);
    expect(await find()).toMatchObject({ messageId: messageId(3) });
    expect(await meanwhile(table, change, find)).toMatchObject({ messageId: messageId(1) });
  });
});

it('what is about a customer is nothing that was blanked meanwhile', async () => {
  const table = open('blanked');
  const [one, two] = [await anInvitation(table, 1), await anInvitation(table, 2)];
  const found = await meanwhile(
    ...[table, () => erase(table, invitationKey(two.invitationId)), () => findCustomerItems(table, [chatId])],
  );
  expect(found.map(({ pk }) => pk)).toEqual([invitationKey(one.invitationId).pk]);
});

it('the keys are those that are left', async () => {
  const table = open('keys');
  const [gone, left] = ['key-0123456789ab', 'key-ba9876543210'].map((id) => KeyId.parse(id));
  if (!gone || !left) throw new Error('There are two.');
  const key = { holder: 'Ana', role: 'desk', createdBy: actor, keyHash: 'hash' } as const;
  for (const keyId of [gone, left]) await createKey(table, { ...key, keyId, createdAt: at(1) });
  const keys = await meanwhile(...[table, () => remove(table, namedKeyKey('keys', gone)), () => listKeys(table)]);
  expect(keys.map(({ keyId }) => keyId)).toEqual([left]);
});

it('the closures are those that are left', async () => {
  const table = open('closures');
  const span = { from: at(0), to: at(100) };
  const closures = [1, 2, 3].map((index) =>
    Closure.parse({
      closureId: `0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`,
      ...{ from: '2031-05-06T09:00', to: '2031-05-07T09:00', createdAt: at(0), actor },
      ...{ startsAt: at(index), endsAt: at(50), resources: ['ana'], requestHash: 'hash' },
    }),
  );
  for (const closure of closures) await createClosure(table, closure, aContract());
  const [first, second, third] = closures;
  if (!first || !second) throw new Error('There are three.');
  const gone = () => remove(table, closureKey(first.closureId));
  const { rows } = await meanwhile(table, gone, () => listClosures(table, span, all));
  expect(rows.map(({ item }) => item)).toEqual([undefined, second, third]);
  const alsoGone = async () => {
    await beginRemoval(table, second.closureId, { actor, at: at(60) });
    await noteGone(table, second, at(61));
  };
  expect(await meanwhile(table, alsoGone, () => readClosures(table, span))).toEqual([third]);
});

it('the invitations that are counted are those that are left, with the messages that carried them', async () => {
  const table = open('made');
  const attempt = { claimId: 'run', claimedAt: at(0), carrier: 'flow', outcome: 'accepted' };
  const sent = { attempts: { 1: { ...attempt, messageId: 'wamid.1' }, 2: { ...attempt, messageId: 'wamid.2' } } };
  const [one, erased] = [await anInvitation(table, 1, sent), await anInvitation(table, 2, sent)];
  const link = { messageId: messageId(2), invitationId: one.invitationId, carrier: 'flow', chatId } as const;
  await linkMessage(table, link, times);
  await erase(table, invitationKey(erased.invitationId));
  const keys = [one, erased, aStoredInvitation()].map(({ invitationId }) => invitationKey(invitationId).pk);
  expect(await readMade(table, keys)).toEqual([
    { invitation: one, messages: [expect.objectContaining({ messageId: messageId(2) })] },
  ]);
});
