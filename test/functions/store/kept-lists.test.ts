import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { type DayFigures, noFigures } from '../../../functions/shared/domain/figures/figures.ts';
import type { Actor } from '../../../functions/shared/domain/people/actor.ts';
import { Closure, ClosureId, MOST_CLOSURE_DAYS } from '../../../functions/shared/domain/places/closure.ts';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { DAY_MS, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  findCustomerItems,
  findMessageItems,
  readCustomerItem,
  readUnmatched,
} from '../../../functions/shared/store/customer/customer-items.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { linkMessage } from '../../../functions/shared/store/delivery/messages.ts';
import { keepUnmatched } from '../../../functions/shared/store/delivery/unmatched.ts';
import { readFigures, writeFigures } from '../../../functions/shared/store/figures/figures.ts';
import { keysInNeed, keysMadeIn } from '../../../functions/shared/store/figures/made-invitations.ts';
import { keepIntent } from '../../../functions/shared/store/invitation/intents.ts';
import {
  beginRemoval,
  createClosure,
  extendClosure,
  findClosure,
  listClosures,
  noteApplied,
  noteGone,
  readClosures,
} from '../../../functions/shared/store/places/closures.ts';
import { chunksOf } from '../../../functions/shared/store/table/items.ts';
import {
  intentKey,
  messageKey,
  type WorklistKind,
  worklistAttributes,
} from '../../../functions/shared/store/table/keys.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { aContract } from '../../support/contract.ts';
import { startOwnTable } from '../../support/own-table.ts';
import { aStoredInvitation } from '../../support/stored-invitation.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const DAY = DAY_MS / 1000;
const owner: Actor = { kind: 'owner' };

describe('closures', () => {
  let made = 0;
  const aClosure = (from: number, to: number): Closure => {
    made += 1;
    return Closure.parse({
      closureId: `0198c0de-0000-7000-8000-${String(made).padStart(12, '0')}`,
      ...{ from: '2031-05-06T09:00', to: '2031-05-07T09:00', createdAt: at(0), actor: owner },
      ...{ startsAt: at(from), endsAt: at(to), resources: ['ana'], requestHash: 'hash' },
    });
  };
  const store = async (table: Table, ...closures: Closure[]) => {
    for (const closure of closures) expect(await createClosure(table, closure, aContract())).toBe(true);
  };
  const page = { limit: 10, after: undefined };
  const span = { from: at(100), to: at(200) };

  it('are found while they hold at some time of a span, however long ago they began', async () => {
    const table = open('closures');
    const longest = aClosure(101 - MOST_CLOSURE_DAYS * DAY, 101);
    const [within, over, ahead, atItsEnd] = [
      aClosure(150, 160),
      aClosure(50, 100),
      aClosure(201, 300),
      aClosure(200, 300),
    ];
    await store(table, within, over, ahead, longest, atItsEnd);
    expect(await readClosures(table, span)).toEqual(expect.arrayContaining([longest, within, atItsEnd]));
    expect(await readClosures(table, span)).toHaveLength(3);
    const { rows, hasMore } = await listClosures(table, span, page);
    expect([rows.map(({ item }) => item), hasMore]).toEqual([[longest, undefined, within, atItsEnd], false]);
    expect(rows[2]?.position).toEqual({
      partition: 'closures#closures',
      at: at(150),
      pk: `closure#${within.closureId}`,
    });
  });

  it('are made once, stand in more days as long as nobody deletes them, and go', async () => {
    const table = open('removed');
    const closure = aClosure(150, 160);
    const of = { ...closure, closureId: ClosureId.parse('0198c0de-0000-7000-8000-ffffffffffff') };
    await store(table, closure);
    expect(await createClosure(table, closure, aContract())).toBe(false);
    expect(await noteApplied(table, closure, at(1))).toEqual({ ...closure, appliedAt: at(1) });
    expect(await noteApplied(table, closure, at(2))).toEqual({ ...closure, appliedAt: at(1) });
    const extended = { ...closure, resources: [...closure.resources, ...closure.resources] };
    expect(await extendClosure(table, closure, extended.resources)).toEqual(extended);
    expect(await noteGone(table, closure, at(3))).toBeUndefined();
    const removal = { removedAt: at(3), removedBy: owner };
    expect(await beginRemoval(table, closure.closureId, { actor: owner, at: at(3) })).toEqual({
      ...extended,
      ...removal,
    });
    const again = { actor: { kind: 'system' }, at: at(4) } as const;
    expect(await beginRemoval(table, closure.closureId, again)).toEqual({ ...extended, ...removal });
    expect(await extendClosure(table, closure, [])).toBeUndefined();
    expect(await noteApplied(table, closure, at(5))).toBeUndefined();
    expect(await readClosures(table, span)).toHaveLength(1);
    expect(await noteGone(table, closure, at(5))).toEqual({ ...extended, ...removal, goneAt: at(5) });
    expect(await noteGone(table, closure, at(6))).toMatchObject({ goneAt: at(5) });
    expect([await readClosures(table, span), await beginRemoval(table, of.closureId, again)]).toEqual([[], undefined]);
    expect(await findClosure(table, closure.closureId)).toMatchObject({ goneAt: at(5) });
    expect((await listClosures(table, span, page)).rows).toEqual([]);
  });
});

describe('what could not be matched', () => {
  const times = { now: at(0), expiresAt: at(DAY) };

  async function batchesUntil(table: Table, to: Instant) {
    const batches = [];
    for await (const batch of readUnmatched(table, { from: at(0), to })) batches.push(batch);
    return batches;
  }

  it('is kept once, with its text unless that is long', async () => {
    const table = open('text');
    const [longest, longer] = ['x'.repeat(65_536), 'x'.repeat(65_537)];
    const keep = (text: string) => keepUnmatched(table, { reason: 'not-json', text }, times);
    expect([await keep(longest), await keep(longest), await keep(longer)]).toEqual([true, false, true]);
    const found = await batchesUntil(table, at(0));
    expect(found.flatMap(({ items }) => items.map(({ text }) => text))).toEqual([longest]);
  });

  it('is read day by day, each day once at least, and without what is erased', async () => {
    const table = open('days');
    const texts = Array.from({ length: 103 }, (_, index) => `text ${index}`);
    for (const text of texts) await keepUnmatched(table, { reason: 'not-json', text }, times);
    const read = () => batchesUntil(table, at(2 * DAY));
    const batches = await read();
    const [today, tomorrow, after] = [0, 1, 2].map((days) => instantAt(Date.UTC(2031, 4, 6 + days)));
    expect(batches.map(({ day, isFirst, items }) => [day, isFirst, items.length])).toEqual([
      ...[
        [today, true, 100],
        [today, false, 3],
        [tomorrow, true, 0],
        [after, true, 0],
      ],
    ]);
    const all = batches.flatMap(({ items }) => items);
    expect(all.map(({ text }) => text).sort()).toEqual(texts.sort());
    const [{ text: _, ...first } = { pk: '', text: '', type: '', createdAt: at(0), expiresAt: 0 }] = all;
    expect(await writeTombstone(table, { ...first, erasedAt: at(1) })).toBe(true);
    expect(await writeTombstone(table, { ...first, erasedAt: at(2) })).toBe(false);
    expect((await read()).flatMap(({ items }) => items)).toHaveLength(102);
  });
});

describe('what is about a customer', () => {
  const [one, other] = [ChatId.parse('34600111222@c.us'), ChatId.parse('abc@lid')];
  const [first, second] = [MessageId.parse('wamid.first'), MessageId.parse('wamid.second')];
  const times = { now: at(0), expiresAt: at(DAY) };
  const intent = ({ channelId }: Table, messageId: MessageId, chatId: ChatId) =>
    ({ messageId, channelId, chatId, at: at(0), sign: 'words' }) as const;

  it('is found under all of their addresses until it is blanked', async () => {
    const table = open('items');
    await keepIntent(table, intent(table, first, one), times);
    await keepIntent(table, intent(table, second, other), { ...times, now: at(1) });
    const found = await findCustomerItems(table, [one, other]);
    expect(found.map(({ messageId }) => messageId).sort()).toEqual([first, second]);
    expect(await findCustomerItems(table, [one])).toHaveLength(1);
    const { pk } = intentKey('items', first);
    expect(await readCustomerItem(table, pk)).toMatchObject({ pk, type: 'intent', messageId: first });
    await writeTombstone(table, { pk, type: 'intent', createdAt: at(0), erasedAt: at(2), expiresAt: 1 });
    expect([await readCustomerItem(table, pk), await readCustomerItem(table, 'none')]).toEqual([undefined, undefined]);
    expect((await findCustomerItems(table, [one, other])).map(({ messageId }) => messageId)).toEqual([second]);
  });

  it('are the messages that went to them', async () => {
    const table = open('messages');
    const { invitationId } = aStoredInvitation();
    await linkMessage(table, { messageId: first, invitationId, carrier: 'flow', chatId: one }, times);
    expect(await findMessageItems(table, new Set([first, second]))).toEqual([
      ...[
        {
          ...{ pk: messageKey('messages', first).pk, type: 'message', messageId: first },
          ...{ createdAt: at(0), expiresAt: expect.any(Number) },
        },
      ],
    ]);
  });
});

describe('the invitations of a day', () => {
  it('are counted all, however many there are, in batches, and apart from those that somebody has to see to', async () => {
    const table = open('made');
    const listed = (kind: WorklistKind, index: number, seconds: number) => ({
      ...{ pk: `${kind} ${index}`, ...worklistAttributes('made', kind, at(seconds)) },
    });
    const made = Array.from({ length: 1_001 }, (_, index) => listed('invitation', index, index));
    const inNeed = [listed('attention', 1, 0), listed('attention', 2, DAY), listed('not-told', 1, DAY)];
    const items = [...made, ...inNeed, listed('question', 1, 0), listed('invitation', 2_000, 2 * DAY)];
    for (const Items of chunksOf(items, 25)) {
      const writes = Items.map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: writes } }));
    }
    const span = { from: at(0), to: at(DAY) };
    const batches: string[][] = [];
    const asked = vi.spyOn(table.client, 'send');
    for await (const keys of keysMadeIn(table, span)) batches.push(keys);
    expect(asked).toHaveBeenCalledTimes(3);
    asked.mockRestore();
    expect(batches.flat()).toEqual(made.map(({ pk }) => pk));
    expect(Math.max(...batches.map(({ length }) => length))).toBe(100);
    expect(await keysInNeed(table, span)).toEqual(inNeed.map(({ pk }) => pk));
  });

  it('are counted again later, and the last count stays', async () => {
    const table = open('figures');
    const [today, tomorrow] = ['2031-05-06', '2031-05-07'].map((date) => LocalDate.parse(date));
    if (!today || !tomorrow) throw new Error('There are two.');
    const figures = (seconds: number, invited: number): DayFigures => ({
      ...{ date: today, countedAt: at(seconds), total: { ...noFigures(true), invited } },
      ...{ services: [], resources: [], languages: [], sources: [] },
    });
    for (const [seconds, count] of [
      [5, 1],
      [4, 2],
      [5, 3],
      [6, 4],
    ] as const) {
      await writeFigures(table, figures(seconds, count));
      const last = seconds === 6 ? figures(6, 4) : figures(5, 1);
      expect(await readFigures(table, [today, tomorrow])).toEqual(new Map([[today, last]]));
    }
  });
});
