import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NOW, TABLE } from './table-definitions.ts';
import { allRecords, emptyFolder, put, queryIndex, startTable, summarize } from './table-under-test.ts';

const { tableName: TableName } = TABLE;
const NOW_S = NOW.getTime() / 1000;
const DAY_S = 24 * 3600;

const expiring = (pk: string, expiresAt: unknown, more = {}) => put({ pk, expiresAt, ...more });

/** A table whose clock can be moved, by days. */
async function startTableWithClock() {
  let days = 0;
  const now = () => new Date(NOW.getTime() + days * DAY_S * 1000);
  const moveTo = (day: number) => {
    days = day;
  };
  return { ...(await startTable({ now })), moveTo };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('time to live', () => {
  test('removes what is past, when the clock has passed it, and says so in the stream', async () => {
    const { engine, client, moveTo } = await startTableWithClock();
    await client.send(expiring('tomorrow', NOW_S + DAY_S, { text: 'x', duePartition: '0', dueAt: '1' }));
    await client.send(expiring('next week', NOW_S + 7 * DAY_S));
    expect(await engine.expireNow()).toBe(0);

    moveTo(2);
    expect(await engine.expireNow()).toBe(1);

    expect(await client.send(new GetCommand({ TableName, Key: { pk: 'tomorrow' } }))).not.toHaveProperty('Item');
    expect((await client.send(queryIndex('due', 'duePartition', '0'))).Items).toEqual([]);
    const removal = (await allRecords(engine)).at(-1);
    expect(removal).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { ApproximateCreationDateTime: NOW_S + 2 * DAY_S },
    });
    expect(summarize(removal ?? {}).old).toMatchObject({ pk: 'tomorrow', text: 'x' });
    expect(await engine.expireNow()).toBe(0);
    moveTo(8);
    expect(await engine.expireNow()).toBe(1);
  });

  test('leaves records of other writes without a user identity', async () => {
    const { engine, client } = await startTable();
    await client.send(expiring('a', NOW_S + DAY_S));

    expect((await allRecords(engine))[0]).not.toHaveProperty('userIdentity');
  });

  test('goes by the latest value of the attribute', async () => {
    const { engine, client, moveTo } = await startTableWithClock();
    const update = (pk: string, UpdateExpression: string, values?: object) =>
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk },
          UpdateExpression,
          ...(values && { ExpressionAttributeValues: { ...values } }),
        }),
      );
    await Promise.all(['later', 'never', 'sooner'].map((pk) => client.send(expiring(pk, NOW_S + 10 * DAY_S))));
    await update('later', 'SET expiresAt = :at', { ':at': NOW_S + 30 * DAY_S });
    await update('never', 'REMOVE expiresAt');
    await update('sooner', 'SET expiresAt = :at', { ':at': NOW_S + DAY_S });

    moveTo(20);
    expect(await engine.expireNow()).toBe(1);
    expect(summarize((await allRecords(engine)).at(-1) ?? {}).old).toMatchObject({ pk: 'sooner' });
  });

  test('leaves alone what is no past time in seconds', async () => {
    const { engine, client } = await startTable();
    const values = [NOW_S + 1, NOW.getTime(), String(NOW_S - 1), -5, 0, NOW_S - 6 * 365 * DAY_S, null];
    await Promise.all(values.map((value, index) => client.send(expiring(`item ${index}`, value))));

    expect(await engine.expireNow()).toBe(0);
  });

  test('removes any number at one call, each once, although several ask', async () => {
    // Nothing is removed in between by the sweep of every few seconds.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { engine, client } = await startTable();
    await Promise.all(Array.from({ length: 250 }, (_, index) => client.send(expiring(`item ${index}`, NOW_S - 1))));

    const counts = await Promise.all([engine.expireNow(), engine.expireNow(), engine.expireNow()]);

    expect(counts.reduce((sum, count) => sum + count)).toBe(250);
    const removals = (await allRecords(engine)).filter(({ eventName }) => eventName === 'REMOVE');
    expect(removals).toHaveLength(250);
  });

  test('goes on after a restart', async () => {
    const dataDirectory = await emptyFolder();
    const before = await startTable({ dataDirectory });
    await before.client.send(expiring('a', NOW_S + DAY_S));
    await before.engine.close();

    const { engine } = await startTable({ dataDirectory, now: () => new Date(NOW.getTime() + 2 * DAY_S * 1000) });

    expect(await engine.expireNow()).toBe(1);
  });
});
