import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { Channel } from '../../../functions/shared/store/channel/channel.ts';
import {
  chunksOf,
  NEARLY,
  readAs,
  readItem,
  readItems,
  readManyItems,
} from '../../../functions/shared/store/table/items.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const table = open('items');

describe('items', () => {
  it.each([
    [0, []],
    [3, [[1, 2, 3]]],
    [4, [[1, 2, 3], [4]]],
    [7, [[1, 2, 3], [4, 5, 6], [7]]],
  ])('are worked on in parts: %d of them, three at a time', (count, parts) => {
    const items = Array.from({ length: count }, (_, index) => index + 1);
    expect(chunksOf(items, 3)).toEqual(parts);
  });

  const keys = Array.from({ length: 401 }, (_, index) => `item#${index}`);

  it('are read by their keys, any number of them, each once', async () => {
    for (const pks of chunksOf(keys, 25)) {
      const writes = pks.map((pk) => ({ PutRequest: { Item: { pk, type: 'item' } } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: writes } }));
    }
    const found = await readManyItems(table, [...keys, ...keys, 'item#none']);
    expect([...found.keys()].sort()).toEqual(keys.toSorted());
    expect(found.get('item#7')).toEqual({ pk: 'item#7', type: 'item' });
    expect(await readItems(table, ['item#1', 'item#1', 'item#none'])).toEqual(
      new Map([['item#1', found.get('item#1')]]),
    );
    expect(await readItems(table, [])).toEqual(new Map());
    expect(await readItem(table, { pk: 'item#1' })).toEqual({ pk: 'item#1', type: 'item' });
    expect(await readItem(table, { pk: 'item#none' }, NEARLY)).toBeUndefined();
    expect(await readAs(table, { pk: 'item#none' }, Channel)).toBeUndefined();
    expect(await readAs(table, { pk: 'item#1' }, Channel)).toEqual({});
  });

  /** A table that answers a batch as the script says: with so many of the asked items, and the rest left for later. */
  function aBusyTable(script: number[]) {
    const calls: { keys: unknown[]; isConsistent: unknown }[] = [];
    const send = async ({
      input,
    }: {
      input: { RequestItems: Record<string, { Keys: unknown[]; ConsistentRead: unknown }> };
    }) => {
      const asked = input.RequestItems[table.name];
      const Keys = asked?.Keys ?? [];
      calls.push({ keys: Keys, isConsistent: asked?.ConsistentRead });
      const count = script.shift() ?? 0;
      const left = Keys.slice(count);
      return {
        // What there is nothing of may be left out.
        ...(count > 0 && { Responses: { [table.name]: Keys.slice(0, count) } }),
        ...(left.length > 0 && { UnprocessedKeys: { [table.name]: { ...asked, Keys: left } } }),
      };
    };
    // Only what reads a batch is there.
    return { calls, table: { ...table, client: { send } } as unknown as Table };
  }

  it('come in parts from a table that is busy, consistent unless half the price is enough', async () => {
    const busy = aBusyTable([2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2]);
    const asked = keys.slice(0, 5);
    expect([...(await readItems(busy.table, asked)).keys()]).toEqual(asked);
    expect(busy.calls.map(({ keys: left }) => left.length)).toEqual([5, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2]);
    expect(busy.calls.every(({ isConsistent }) => isConsistent === true)).toBe(true);
    const cheap = aBusyTable([1]);
    await readManyItems(cheap.table, ['item#1'], NEARLY);
    expect(cheap.calls).toEqual([{ keys: [{ pk: 'item#1' }], isConsistent: false }]);
  });

  it('are given up when the table hands none out for a while', async () => {
    const busy = aBusyTable([1]);
    await expect(readItems(busy.table, keys.slice(0, 2))).rejects.toMatchObject({
      ...{ name: 'TimeoutError', message: 'The table hands out no items.' },
    });
    expect(busy.calls).toHaveLength(6);
  });

  it('are asked for again after a pause that grows', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const began = performance.now();
    await readItems(aBusyTable([0, 0, 1]).table, ['item#1']);
    // 56 ms, then 112.
    expect(performance.now() - began).toBeGreaterThan(150);
    random.mockRestore();
  });
});
