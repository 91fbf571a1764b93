import { PutCommand, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { epochMs, HOUR_MS, later, now } from '../../functions/shared/domain/time/instant.ts';
import { spanOfDays } from '../../functions/shared/domain/time/time-span.ts';
import { cursorsOf } from '../../functions/shared/http/cursor.ts';
import { dayPartition, unmatchedKey, worklistAttributes } from '../../functions/shared/store/table/keys.ts';
import { listWorklist } from '../../functions/shared/store/table/listings.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { itemsOf, needAttention, readPages } from '../support/lists.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const list = (query: Record<string, string>) => world.list('GET /worklist', query);

/** A day that nothing but these tests happens on. */
const DAY = '2033-11-30';
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2033, 10, 30, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

const listed = async (kind: string) => itemsOf(await list({ day: DAY, kind }));

describe('GET /worklist', () => {
  it('shows what could not be matched as it came, and why', async () => {
    const text = '{"what":"is this?"}';
    await world.webhook(text);
    expect(await listed('unmatched')).toEqual([
      {
        createdAt: expect.any(String),
        reason: 'unknown-shape',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        bytes: text.length,
        text,
      },
    ]);
  });

  it('shows an invitation among the invitations or, while it needs attention, there', async () => {
    const { id } = await world.anInvitation();
    const shown = [expect.objectContaining({ invitationId: id, status: 'accepted' })];
    expect(await listed('invitation')).toEqual(shown);
    expect(await listed('attention')).toEqual([]);
    await needAttention(world, id, now());
    expect(await listed('attention')).toEqual(shown);
    expect(await listed('invitation')).toEqual([]);
  });

  it('shows several days at once, the oldest first, and asks for either one day or a span', async () => {
    vi.setSystemTime(Date.UTC(2033, 10, 28, 12));
    await world.webhook('{"what":"two days before"}');
    vi.setSystemTime(Date.UTC(2033, 10, 30, 12));
    const span = { from: '2033-11-01', to: DAY, kind: 'unmatched' };
    const texts = itemsOf(await list(span)).map(({ text }) => text);
    expect(texts).toEqual(['{"what":"two days before"}', '{"what":"is this?"}']);
    const faultOf = async (query: Record<string, string>) => (await list(query)).body['faults'];
    const either = [{ field: 'day', rule: 'give either day, or from and to' }];
    expect(await faultOf({ kind: 'unmatched' })).toEqual(either);
    expect(await faultOf({ from: DAY })).toEqual(either);
    expect(await faultOf({ ...span, day: DAY })).toEqual(either);
    expect(await faultOf({ from: DAY, to: '2033-11-29' })).toEqual([{ field: 'to', rule: 'must not be before from' }]);
    expect(await faultOf({ from: '2033-10-30', to: DAY })).toEqual([
      { field: 'to', rule: 'must be less than 31 days after from' },
    ]);
  });

  it('shows an invitation once that comes to need attention while the day is read', async () => {
    const { id } = await world.anInvitation();
    const table = openTable(inject('table').tableName, world.contract.channel.id);
    let firstRead: Promise<unknown> = Promise.resolve();
    async function send(command: QueryCommand) {
      const partition = String(command.input.ExpressionAttributeValues?.[':partition']);
      if (partition.endsWith('#attention')) {
        await firstRead;
        await needAttention(world, id, now());
      }
      const answer = table.client.send(command);
      if (partition.endsWith('#invitation')) firstRead = answer;
      return answer;
    }
    const client = Object.assign(Object.create(table.client), { send });
    const day = Temporal.PlainDate.from(DAY);
    const kinds = ['invitation', 'attention'] as const;
    const page = await listWorklist({ ...table, client }, kinds, spanOfDays(day, day, 'UTC'), {
      limit: 100,
      after: undefined,
    });
    const shown = page.rows.filter(({ item }) => item?.type === 'invitation' && item.invitationId === id);
    expect(page.rows.filter(({ position }) => position.pk.endsWith(String(id)))).toHaveLength(2);
    expect(shown).toHaveLength(1);
  });

  it('ends a page before it outgrows what a function may answer, and goes on after it', async () => {
    const known = (await listed('unmatched')).length;
    for (let index = 0; index < 50; index++) await world.webhook(`${index} ${'"'.repeat(60_000)}`);
    const pages = await readPages((cursor) => list({ day: DAY, kind: 'unmatched', limit: '100', ...cursor }));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(3_000_000);
    expect(new Set(pages.flat().map(({ hash }) => hash)).size).toBe(50 + known);
    expect(pages.flat()).toHaveLength(50 + known);
  });

  it('goes on after a cursor of release 0.1.0, which listed by day, whatever was written again since', async () => {
    const day = Temporal.PlainDate.from('2034-01-31');
    const { from, to } = spanOfDays(day, day, world.contract.booking.timeZone);
    const at = (hour: number) => later(from, hour * HOUR_MS);
    vi.setSystemTime(epochMs(at(12)));
    const channelId = world.contract.channel.id;
    const { client, name } = openTable(inject('table').tableName, channelId);
    const byDay = (hour: number) => ({
      worklistDay: dayPartition(channelId, 'unmatched', at(hour)),
      worklistAt: at(hour),
    });
    const byMonth = (hour: number) => worklistAttributes(channelId, 'unmatched', at(hour));
    const put = (hour: number, place: object) => {
      const facts = { type: 'unmatched', channelId, createdAt: at(hour), reason: 'not-json', bytes: 1 };
      const Item = { ...unmatchedKey(`hash ${hour}`), hash: `hash ${hour}`, ...facts, expiresAt: 4e9, ...place };
      return client.send(new PutCommand({ TableName: name, Item }));
    };
    for (const hour of [8, 9, 10]) await put(hour, byDay(hour));
    await put(11, byMonth(11));

    const { keys } = world;
    const secret = { get: async () => keys, getNewer: async () => undefined };
    const cursors = cursorsOf(secret, 'GET /worklist', 'unmatched', from, to);
    const { pk } = unmatchedKey('hash 9');
    const cursor = await cursors.seal({ partition: byDay(9).worklistDay, at: at(9), pk });
    const rest = async () =>
      itemsOf(await list({ day: '2034-01-31', kind: 'unmatched', cursor })).map(({ hash }) => hash);
    expect(await rest()).toEqual(['hash 10', 'hash 11']);
    for (const hour of [9, 10]) {
      await put(hour, byMonth(hour));
      expect(await rest()).toEqual(['hash 10', 'hash 11']);
    }
  });

  it.each([
    [{ day: '2033-12-01', kind: 'message' }, 'kind'],
    [{ day: '1.12.2033', kind: 'unmatched' }, 'day'],
  ])('answers 400 to %j, naming the parameter', async (query, field) => {
    const answer = await list(query);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
    expect(answer.body['faults']).toEqual([{ field, rule: expect.stringMatching(/^must be /) }]);
  });
});
