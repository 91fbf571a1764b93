import { describe, expect, it } from 'vitest';
import { ChatId } from '../../../functions/shared/domain/customer/recipient.ts';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { epochSeconds, type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import type { CustomerWish } from '../../../functions/shared/domain/wishes/wish.ts';
import {
  findQuestion,
  readQuestion,
  writeAnswered,
} from '../../../functions/shared/store/customer/answered-questions.ts';
import { keepCustomerWish } from '../../../functions/shared/store/customer/customer-wishes.ts';
import { writeTombstone } from '../../../functions/shared/store/customer/tombstones.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import { customerWishKey } from '../../../functions/shared/store/table/keys.ts';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const at = (seconds: number): Instant => instantAt(Date.UTC(2031, 4, 6, 9) + seconds * 1000);
const times = { now: at(100), expiresAt: at(3_600) };
const chatId = ChatId.parse('34600111222@c.us');
const actor = { kind: 'owner' } as const;

/** A table in which one customer asks, who has a pseudonym of the usual length. */
function aTable(channelId: string) {
  const table: CustomerTable = { ...open(channelId), pseudonym: async () => 'a'.repeat(43) };
  const wish = (seconds: number, id: string, more: Partial<CustomerWish> = {}): CustomerWish => ({
    ...{ channelId, chatId, wish: 'cancel', at: at(seconds), messageId: MessageId.parse(id), ...more },
  });
  const ask = (seconds: number, id: string, more: Partial<CustomerWish> = {}) =>
    keepCustomerWish(table, wish(seconds, id, more), times);
  const find = async () => {
    const found = await findQuestion(table, wish(0, 'any'));
    return found ?? { questionId: '', question: undefined };
  };
  const answer = async (id: string, seconds: number) =>
    writeAnswered(
      ...[table, (await find()).questionId, { messageId: MessageId.parse(id) }, { actor, at: at(seconds) }],
    );
  const itemOf = async () => (await readItem(table, await customerWishKey(table, wish(0, 'any')))) ?? {};
  const erase = async (seconds: number) =>
    writeTombstone(table, {
      ...(await customerWishKey(table, wish(0, 'any'))),
      ...{ type: 'question', createdAt: at(0), erasedAt: at(seconds), expiresAt: 1 },
    });
  return { table, wish, ask, find, answer, itemOf, erase };
}

describe('what a customer wants of a person', () => {
  it('is one question on each day, that of their earliest message', async () => {
    const { table, wish, ask, find, itemOf } = aTable('asked');
    expect(await ask(5, 'b', { displayName: 'Ana' })).toBe(true);
    const kept = [];
    for (const [seconds, id] of [
      [5, 'b'],
      [6, 'a'],
      [5, 'c'],
      [5, 'a'],
      [4, 'c'],
      [4, 'd'],
    ] as const) {
      kept.push(await ask(seconds, id));
    }
    expect(kept).toEqual([false, false, false, true, true, false]);
    const { questionId, question } = await find();
    expect(question).toEqual(wish(4, 'c'));
    expect(await readQuestion(table, questionId)).toEqual(wish(4, 'c'));
    expect(await itemOf()).toMatchObject({
      ...{ createdAt: at(100), customer: `asked#${chatId}`, expiresAt: epochSeconds(at(3_600)) },
      ...{ worklistDay: 'asked#2031-05#question', worklistAt: at(4) },
    });
    const DAY = 86_400;
    expect([await ask(DAY, 'e'), await ask(5, 'f', { wish: 'change' })]).toEqual([true, true]);
    expect((await find()).question).toEqual(wish(4, 'c'));
  });

  it('is answered once, as it stands, and asked again by what they write later', async () => {
    const { wish, ask, find, answer, itemOf } = aTable('answered');
    await ask(5, 'b');
    expect([await answer('a', 6), await answer('b', 6), await answer('b', 7)]).toEqual([false, true, false]);
    expect((await find()).question).toEqual({ ...wish(5, 'b'), answeredBy: actor, answeredAt: at(6) });
    expect(await itemOf()).not.toHaveProperty('worklistDay');
    expect(await itemOf()).not.toHaveProperty('worklistAt');
    expect([await ask(4, 'a'), await ask(6, 'c'), await ask(7, 'b'), await ask(7, 'c')]).toEqual([
      ...[false, false, false, true],
    ]);
    expect((await find()).question).toEqual(wish(7, 'c'));
    expect(await itemOf()).toHaveProperty('worklistDay');
  });

  it('is nothing of a customer who was erased, until they write again', async () => {
    const { ask, find, answer, erase, itemOf } = aTable('erased');
    await ask(5, 'b');
    const { questionId } = await find();
    await erase(6);
    expect((await find()).question).toBeUndefined();
    expect([await answer('b', 7), await ask(6, 'a'), await ask(5, 'a')]).toEqual([false, false, false]);
    expect(await itemOf()).not.toHaveProperty('answeredAt');
    expect(await ask(7, 'a')).toBe(true);
    expect((await find()).questionId).toBe(questionId);
  });

  it('is nothing under a name that no question has', async () => {
    const { table } = aTable('none');
    const answered = writeAnswered(table, 'none', { messageId: MessageId.parse('a') }, { actor, at: at(5) });
    expect([await readQuestion(table, 'none'), await answered]).toEqual([undefined, false]);
  });
});
