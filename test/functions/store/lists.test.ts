import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { type Instant, instantAt } from '../../../functions/shared/domain/time/instant.ts';
import {
  ALL_TIME,
  type Order,
  type Position,
  readPage,
  readRange,
} from '../../../functions/shared/store/table/pages.ts';
import { scanPage } from '../../../functions/shared/store/table/scan.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const table = open('lists');
const at = (ms: number): Instant => instantAt(Date.UTC(2031, 4, 6) + ms);

type Item = { pk: string } & Record<string, unknown>;

async function putAll(items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const writes = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: writes } }));
  }
}

describe('a list', () => {
  const partitions = ['list#a', 'list#b', 'list#c'];
  // Many of one time, in one partition and in several, and two kinds of items.
  const items = partitions.flatMap((worklistDay, of) =>
    [0, 1, 1, 1, 2, 4, 4].map((ms, index) => ({
      ...{ pk: `${index % 2 ? 'odd' : 'even'}#${of}${index}`, worklistDay, worklistAt: at(ms) },
    })),
  );

  const textOf = ({ at, partition }: Position) => `${at} ${partition}`;
  const keysFrom = async (order: Order, limit: number, periods: string[][], span = ALL_TIME, pkPrefix?: string) => {
    const reading = { index: 'worklist', order, ...(pkPrefix && { pkPrefix }) } as const;
    const ranges = periods.map((period) => period.map((partition) => ({ partition, ...span })));
    const positions: Position[] = [];
    let after: Position | undefined;
    for (;;) {
      const { rows, hasMore } = await readPage(table, reading, ranges, { limit, after });
      positions.push(...rows.map(({ position }) => position));
      expect(rows.length).toBe(hasMore ? limit : rows.length);
      if (!hasMore) return positions;
      after = rows.at(-1)?.position;
    }
  };

  it('has each item once, in the order of time, however long its pages are', async () => {
    await putAll(items);
    for (const order of ['oldest-first', 'newest-first'] as const) {
      const whole = await keysFrom(order, 100, [partitions]);
      expect(new Set(whole.map(({ pk }) => pk)).size).toBe(items.length);
      const times = whole.map(({ at }) => at);
      expect(times).toEqual(order === 'oldest-first' ? times.toSorted() : times.toSorted().reverse());
      for (const limit of [1, 4]) {
        expect(await keysFrom(order, limit, [partitions])).toEqual(whole);
        expect(await keysFrom(order, limit, [partitions.toReversed()])).toEqual(whole);
      }
    }
    const oldest = await keysFrom('oldest-first', 4, [partitions]);
    expect(oldest.map(textOf)).toEqual(oldest.map(textOf).toSorted());
  });

  it('has one period after the other, each in the order of time', async () => {
    const kept = ['early#a', 'early#b', 'late#a', 'late#b'].flatMap((worklistDay, of) =>
      [0, 1].map((ms) => ({ pk: `${worklistDay}${ms}`, worklistDay, worklistAt: at(ms + (of < 2 ? 10 : 20)) })),
    );
    await putAll(kept);
    const periods = [
      ['early#a', 'early#b'],
      ['late#a', 'late#b'],
    ];
    for (const limit of [1, 3, 100]) {
      const found = await keysFrom('oldest-first', limit, periods);
      expect(found.map(({ pk }) => pk)).toEqual([
        'early#a0',
        'early#b0',
        'early#a1',
        'early#b1',
        'late#a0',
        'late#b0',
        'late#a1',
        'late#b1',
      ]);
    }
  });

  it('has what lies in its span, both ends included, and begins with what it is asked for', async () => {
    const span = { from: at(1), to: at(2) };
    for (const order of ['oldest-first', 'newest-first'] as const) {
      for (const limit of [1, 2, 100]) {
        const found = await keysFrom(order, limit, [partitions], span);
        expect(found).toHaveLength(3 * 4);
        expect(found.every(({ at: time }) => span.from <= time && time <= span.to)).toBe(true);
      }
    }
    const moment = { from: at(1), to: at(1) };
    for (const order of ['oldest-first', 'newest-first'] as const) {
      expect(await keysFrom(order, 2, [partitions], moment)).toHaveLength(3 * 3);
    }
    const odd = await keysFrom('oldest-first', 2, [partitions], ALL_TIME, 'odd#');
    expect(odd).toHaveLength(9);
    expect(odd.every(({ pk }) => pk.startsWith('odd#'))).toBe(true);
  });

  it('goes on behind a position that its span has left behind, as time passes', async () => {
    const span = { from: at(1), to: at(2) };
    for (const order of ['oldest-first', 'newest-first'] as const) {
      const whole = await keysFrom(order, 100, [['list#a']]);
      const from = async (after: Position | undefined) => {
        const page = { limit: 100, after };
        const { rows } = await readPage(
          table,
          { index: 'worklist', order },
          [[{ partition: 'list#a', ...span }]],
          page,
        );
        return rows.map(({ position }) => position);
      };
      expect(await from(whole[0])).toEqual(whole.filter(({ at: time }) => span.from <= time && time <= span.to));
      expect(await from(whole.at(-1))).toEqual([]);
    }
  });

  it('gives a range, its rest after a position, or so many of it, with the items as the index has them', async () => {
    const reading = { index: 'worklist', order: 'oldest-first' } as const;
    const range = { partition: 'list#a', ...ALL_TIME };
    const all = await readRange(table, reading, range);
    expect(all).toHaveLength(7);
    expect(all[0]?.item).toMatchObject({ worklistDay: 'list#a', worklistAt: at(0) });
    const after = all[2]?.position;
    expect(await readRange(table, reading, { ...range, ...(after && { after }) })).toEqual(all.slice(3));
    expect(await readRange(table, reading, range, 3)).toEqual(all.slice(0, 3));
    expect(await readRange(table, { ...reading, pkPrefix: 'odd#' }, range, 2)).toEqual(
      all.filter(({ position }) => position.pk.startsWith('odd#')).slice(0, 2),
    );
  });

  it('is paid for as far as it is shown: no request asks for more', async () => {
    const asked = vi.spyOn(table.client, 'send');
    await readRange(table, { index: 'worklist', order: 'oldest-first' }, { partition: 'list#a', ...ALL_TIME }, 3);
    await readRange(table, { index: 'worklist', order: 'oldest-first' }, { partition: 'list#a', ...ALL_TIME });
    expect(asked.mock.calls.map(([{ input }]) => 'Limit' in input && input.Limit)).toEqual([3, false]);
    asked.mockRestore();
  });

  it('of the whole table comes page by page', async () => {
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const asked = vi.spyOn(table.client, 'send');
      const page = await scanPage(table, next, 4);
      expect(asked.mock.calls.map(([{ input }]) => 'ConsistentRead' in input && input.ConsistentRead)).toEqual([true]);
      asked.mockRestore();
      expect(page.items.length).toBeLessThanOrEqual(4);
      seen.push(...page.items.map(({ pk }) => pk));
      next = page.next;
    } while (next);
    expect(seen.filter((pk) => /^(odd|even)#/.test(String(pk))).sort()).toEqual(items.map(({ pk }) => pk).sort());
  });
});
