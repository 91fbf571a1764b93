import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS, epochMs, epochSeconds, Instant, later } from '../../../functions/shared/domain/time/instant.ts';
import { readUnmatched } from '../../../functions/shared/store/customer/customer-items.ts';
import { keysInNeed } from '../../../functions/shared/store/figures/made-invitations.ts';
import { readItem } from '../../../functions/shared/store/table/items.ts';
import {
  dayPartition,
  KINDS_FOR_PERSON,
  type KindForPerson,
  listedByDayKey,
  type WorklistKind,
  worklistAttributes,
} from '../../../functions/shared/store/table/keys.ts';
import { listWorklist } from '../../../functions/shared/store/table/listings.ts';
import type { Position } from '../../../functions/shared/store/table/pages.ts';
import type { Table } from '../../../functions/shared/store/table/table.ts';
import { daysListedByDay } from '../../../functions/shared/store/worklist/listed-by-day.ts';
import { startOwnTable } from '../../support/own-table.ts';

const open = await startOwnTable();
const NOW = Instant.parse('2031-05-03T12:00:00.000Z');
const TODAY = { from: Instant.parse('2031-05-03T00:00:00.000Z'), to: Instant.parse('2031-05-03T23:59:59.999Z') };
/** Of two UTC months, as what a desk lists. */
const WEEK = { ...TODAY, from: Instant.parse('2031-04-27T00:00:00.000Z') };
const TEN_MINUTES = 10 * 60_000;
/** So many queries take all kinds in two months. */
const TWO_MONTHS = 2 * 4;

const inDays = (days: number, from = NOW) => later(from, days * DAY_MS);
const goTo = (at: Instant) => vi.setSystemTime(epochMs(at));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  goTo(NOW);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Item = { pk: string } & Record<string, unknown>;
const put = ({ client, name }: Table, Item: Item) => client.send(new PutCommand({ TableName: name, Item }));

/** What could not be used is the smallest item that lists show; it may stand under any kind. */
const anItem = ({ channelId }: Table, pk: string, at: Instant) => ({
  ...{ pk, type: 'unmatched', channelId, createdAt: at, hash: pk, bytes: 4, reason: 'not-json', text: 'text' },
  expiresAt: epochSeconds(inDays(30, at)),
});
/** An entry as this release writes it. */
const anEntry = (table: Table, kind: WorklistKind, at: Instant, pk = `${table.channelId} ${kind} ${at}`) => ({
  ...anItem(table, pk, at),
  ...worklistAttributes(table.channelId, kind, at),
});
/** The same as release 0.1.0 wrote it. */
const anEarlierEntry = (
  table: Table,
  kind: KindForPerson,
  at: Instant,
  pk = `${table.channelId} 0.1 ${kind} ${at}`,
) => ({
  ...anItem(table, pk, at),
  worklistDay: dayPartition(table.channelId, kind, at),
  worklistAt: at,
});

type Asked = { kinds?: readonly WorklistKind[]; span?: typeof WEEK; limit?: number };

/** The entries of a span, page by page; `between` happens after each page. */
async function listed(
  table: Table,
  { kinds = KINDS_FOR_PERSON, span = WEEK, limit = 100 }: Asked = {},
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const found: string[] = [];
  let after: Position | undefined;
  do {
    const mayHave = kinds.includes('invitation') ? undefined : await daysListedByDay(table, span);
    const { rows, hasMore } = await listWorklist(table, kinds, span, { limit, after }, mayHave);
    found.push(...rows.map(({ position }) => position.pk));
    after = hasMore ? rows.at(-1)?.position : undefined;
    await between();
  } while (after);
  return found;
}

/** How many queries the reads make. */
async function queriesOf(table: Table, read: () => Promise<unknown>): Promise<number> {
  const send = vi.spyOn(table.client, 'send');
  await read();
  const count = send.mock.calls.filter(([command]) => (command as unknown) instanceof QueryCommand).length;
  send.mockRestore();
  return count;
}

const pksOf = (items: readonly Item[]) => items.map(({ pk }) => pk);

describe('the worklist of a month', () => {
  it('has what release 0.1.0 listed by day among what is listed by month, in the order of time, however long its pages are', async () => {
    const table = open('both-forms');
    const times = [-5.9, -4, -3, -0.1].map((days) => inDays(days));
    const entries = times.flatMap((at) => KINDS_FOR_PERSON.map((kind) => anEntry(table, kind, at)));
    const earlier = times.slice(0, 3).flatMap((at) => KINDS_FOR_PERSON.map((kind) => anEarlierEntry(table, kind, at)));
    for (const item of [...entries, ...earlier]) await put(table, item);
    const whole = await listed(table);
    expect(whole.toSorted()).toEqual(pksOf([...entries, ...earlier]).sort());
    const timesOf = whole.map((pk) => pk.slice(-NOW.length));
    expect(timesOf).toEqual(timesOf.toSorted());
    for (const limit of [1, 5]) expect(await listed(table, { limit })).toEqual(whole);
    const attention = await listed(table, { kinds: ['attention'] });
    expect(attention).toEqual(whole.filter((pk) => pk.includes('attention')));
  });

  it('is read by one query for each kind and month, after a look at its days that is believed for ten minutes', async () => {
    const table = open('few-queries');
    const span = { ...TODAY, from: inDays(-30, TODAY.from) };
    const queries = () => queriesOf(table, () => listed(table, { span }));
    const look = 31 * 4;
    expect(await queries()).toBe(look + TWO_MONTHS);
    goTo(later(NOW, TEN_MINUTES - 1));
    expect(await queries()).toBe(TWO_MONTHS);
    goTo(later(NOW, TEN_MINUTES));
    expect(await queries()).toBe(look + TWO_MONTHS);
    // A clock that was set back does not make a look believed for longer.
    goTo(later(NOW, -1));
    expect(await queries()).toBe(look + TWO_MONTHS);
  });

  it('reads beside the months only the days that have what release 0.1.0 listed', async () => {
    const table = open('some-days');
    for (const days of [-5, -4]) await put(table, anEarlierEntry(table, 'question', inDays(days)));
    expect(await listed(table)).toHaveLength(2);
    expect(await queriesOf(table, () => listed(table))).toBe(2 * 4 + TWO_MONTHS);
  });

  it('has within ten minutes whatever a function of release 0.1.0 writes during the upgrade, also under a day long ago', async () => {
    const table = open('late-entries');
    const rewritten = anEntry(table, 'attention', inDays(-5));
    await put(table, rewritten);
    expect(await listed(table)).toEqual([rewritten.pk]);
    const asBefore = anEarlierEntry(table, 'attention', inDays(-5), rewritten.pk);
    const late = anEarlierEntry(table, 'not-told', NOW);
    for (const entry of [asBefore, late]) await put(table, entry);
    // To look back meanwhile does not make the first look last.
    goTo(later(NOW, TEN_MINUTES - 1));
    const before = { from: inDays(-7, WEEK.from), to: later(WEEK.from, -1) };
    await listed(table, { span: before });
    goTo(later(NOW, TEN_MINUTES));
    expect(await listed(table)).toEqual([rewritten.pk, late.pk]);
  });

  it('before the last one is read in both forms, and nothing is kept of it', async () => {
    const table = open('far-back');
    const entries = [anEarlierEntry(table, 'attention', inDays(-350)), anEntry(table, 'attention', inDays(-349))];
    for (const entry of entries) await put(table, entry);
    const span = { from: inDays(-351), to: inDays(-348) };
    expect(await listed(table, { span })).toEqual(pksOf(entries));
    expect(await readItem(table, listedByDayKey(table.channelId))).toBeUndefined();
  });

  it('has each day that was looked at for a shorter span, and each that was not', async () => {
    const table = open('one-day');
    const entries = [anEarlierEntry(table, 'question', inDays(-3)), anEarlierEntry(table, 'question', NOW)];
    for (const entry of entries) await put(table, entry);
    expect(await listed(table, { span: TODAY })).toEqual(pksOf(entries.slice(1)));
    expect(await listed(table)).toEqual(pksOf(entries));
    expect(await queriesOf(table, () => listed(table, { span: TODAY }))).toBe(2 * 4);
  });

  it('is complete for all who look at once', async () => {
    const table = open('at-once');
    const entry = anEarlierEntry(table, 'question', inDays(-3));
    await put(table, entry);
    const [one, other] = await Promise.all([listed(table), listed(table, { span: TODAY }), listed(table)]);
    expect([one, other, await listed(table)]).toEqual([[entry.pk], [], [entry.pk]]);
  });

  it('begins and ends where its time zone says, and has what comes at the border of two UTC months', async () => {
    const table = open('borders');
    goTo(Instant.parse('2031-03-01T08:00:00.000Z'));
    const times = ['2031-01-30T23:00:00.000Z', '2031-01-31T23:59:59.999Z', '2031-02-01T00:00:00.000Z'];
    const [first = NOW, ...others] = [...times, '2031-02-28T23:59:59.999Z', '2031-03-02T22:59:59.999Z'].map((time) =>
      Instant.parse(time),
    );
    const last = others.at(-1) ?? NOW;
    const within = [first, ...others].map((at) => anEntry(table, 'question', at));
    const without = [later(first, -1), later(last, 1)].map((at) => anEntry(table, 'question', at));
    for (const entry of [...within, ...without]) await put(table, entry);
    for (const limit of [1, 100]) {
      expect(await listed(table, { span: { from: first, to: last }, limit })).toEqual(pksOf(within));
    }
  });

  it('has each entry once, although some are written again while its pages are read', async () => {
    const table = open('moving');
    const times = [-5, -4, -3, -2, -1].map((days) => inDays(days));
    const entries = times.map((at) => anEarlierEntry(table, 'attention', at));
    for (const entry of entries) await put(table, entry);
    const again = times.map((at, index) => anEntry(table, 'attention', at, entries[index]?.pk));
    let pages = 0;
    const found = await listed(table, { limit: 2 }, async () => {
      pages += 1;
      // After the first page: one that it had, the next one, and the last one.
      if (pages === 1) for (const entry of again.filter((_, index) => index % 2 === 0)) await put(table, entry);
    });
    expect(pages).toBe(3);
    expect(found).toEqual(pksOf(entries));
  });
});

describe('what is kept of a look', () => {
  it('names days and nobody, and goes by itself', async () => {
    const table = open('look');
    await put(table, anEarlierEntry(table, 'question', inDays(-3)));
    await listed(table);
    expect(await readItem(table, listedByDayKey(table.channelId))).toEqual({
      ...listedByDayKey(table.channelId),
      ...{ type: 'listed-by-day', channelId: table.channelId, ...WEEK, lookedAt: NOW },
      ...{ days: ['2031-04-30T00:00:00.000Z'], expiresAt: epochSeconds(inDays(1)) },
    });
  });
});

describe('the invitations of a day', () => {
  const day = { from: Instant.parse('2031-05-02T22:00:00.000Z'), to: Instant.parse('2031-05-03T21:59:59.999Z') };

  it('stand by the UTC day, one query for each, and are not looked for elsewhere', async () => {
    const table = open('invitations');
    await put(table, anEntry(table, 'invitation', NOW));
    const kinds = ['invitation'] as const;
    expect(await queriesOf(table, () => listed(table, { kinds, span: day }))).toBe(2);
    expect(await listed(table, { kinds, span: day })).toEqual([`invitations invitation ${NOW}`]);
  });

  it('are listed with those that a person has to see to, in both forms', async () => {
    const table = open('with-needs');
    const [early, late] = [later(day.from, 1_000), later(NOW, -1_000)];
    const entries = [
      anEntry(table, 'invitation', early),
      anEarlierEntry(table, 'attention', later(early, 1)),
      anEntry(table, 'not-told', later(early, 2)),
      anEntry(table, 'attention', late),
      anEntry(table, 'invitation', NOW),
    ];
    for (const entry of entries) await put(table, entry);
    const kinds = ['invitation', 'attention', 'not-told'] as const;
    for (const limit of [1, 2, 100]) expect(await listed(table, { kinds, limit, span: day })).toEqual(pksOf(entries));
  });

  it('that somebody has had to see to are counted in both forms', async () => {
    const table = open('counted');
    const entries = [anEntry(table, 'attention', NOW), anEarlierEntry(table, 'not-told', later(NOW, -1_000))];
    for (const entry of entries) await put(table, entry);
    expect((await keysInNeed(table, WEEK)).sort()).toEqual(pksOf(entries).sort());
  });
});

describe('what could not be matched', () => {
  it('is read for an erasure in both forms, whatever was looked at before', async () => {
    const table = open('unmatched');
    const read = async () => {
      const found: [string, string][] = [];
      for await (const { day, items } of readUnmatched(table, { from: inDays(-6), to: NOW })) {
        found.push(...items.map(({ pk }): [string, string] => [day.slice(0, 10), pk]));
      }
      return found;
    };
    await listed(table);
    expect(await read()).toEqual([]);
    await put(table, anEntry(table, 'unmatched', inDays(-5), 'new'));
    await put(table, anEntry(table, 'unmatched', NOW, 'newer'));
    await put(table, anEarlierEntry(table, 'unmatched', NOW, 'old'));
    const [first, ...today] = await read();
    expect(first).toEqual(['2031-04-28', 'new']);
    expect(today.sort()).toEqual([
      ['2031-05-03', 'newer'],
      ['2031-05-03', 'old'],
    ]);
  });
});
