import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { type Instant, later, now } from '../../../functions/shared/domain/time/instant.ts';
import { DueShard, dueItems, oldestDueAt, postpone, settleDue } from '../../../functions/shared/store/table/due.ts';
import { chunksOf, readItem } from '../../../functions/shared/store/table/items.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const table = open('due');

const put = (Item: Record<string, unknown>) => table.client.send(new PutCommand({ TableName: table.name, Item }));

describe('what is due', () => {
  const shard = DueShard.parse(2);
  const past = later(now(), -60_000);
  const due = (pk: string, dueAt: Instant, part: number = shard) => ({ pk, duePartition: `due#${part}`, dueAt });

  async function allDue(part: DueShard) {
    const found: unknown[] = [];
    for await (const item of dueItems(table, part)) found.push(item);
    return found;
  }

  it('comes oldest first, all of it, and nothing that is not due yet or of another part', async () => {
    const items = Array.from({ length: 205 }, (_, index) => due(`due#${index}`, later(past, index)));
    for (const Items of chunksOf([...items, due('due#later', later(now(), 60_000)), due('due#other', past, 1)], 25)) {
      const writes = Items.map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: writes } }));
    }
    const found = await allDue(shard);
    expect(found).toEqual(items);
    expect(await allDue(DueShard.parse(3))).toEqual([]);
  });

  it('is known by its oldest, in whatever part that is', async () => {
    await put(due('due#oldest', later(past, -5), 3));
    expect(await oldestDueAt(table, now())).toBe(later(past, -5));
    expect(await oldestDueAt(table, later(past, -6))).toBeUndefined();
  });

  it('belongs to who moves or settles it first', async () => {
    const item = { ...due('due#mine', past), retryAt: past, nextCarrier: 'flow', kept: 1 };
    await put(item);
    const seen = due('due#mine', past);
    const until = later(past, 1_000);
    expect(await postpone(table, seen, until)).toEqual({ ...seen, dueAt: until });
    expect(await postpone(table, seen, until)).toBeUndefined();
    expect(await settleDue(table, seen)).toBe(false);
    expect(await settleDue(table, { ...seen, dueAt: until })).toBe(true);
    expect(await readItem(table, seen)).toEqual({ pk: 'due#mine', kept: 1 });
  });

  it.each([-1, 4, 1.5, '1'])('has no part %s', (part) => expect(DueShard.safeParse(part).success).toBe(false));
  it.each([0, 3])('has a part %s', (part) => expect(DueShard.safeParse(part).success).toBe(true));
});
