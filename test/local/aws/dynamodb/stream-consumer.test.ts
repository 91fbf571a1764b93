import { describe, expect, test } from 'vitest';
import { allRecords, put, remove, sequenceNumber, startTable } from './table-under-test.ts';

describe('a consumer of the stream', () => {
  test('reads on from where it was, a page at a time', async () => {
    const { engine, client } = await startTable();
    for (const pk of ['a', 'b', 'c']) await client.send(put({ pk }));

    const first = await engine.stream.read(undefined, 2);
    const second = await engine.stream.read(sequenceNumber(first.at(-1)), 2);
    const third = await engine.stream.read(sequenceNumber(second.at(-1)), 2);

    const keys = [first, second, third].map((page) => page.map(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S));
    expect(keys).toEqual([['a', 'b'], ['c'], []]);
  });

  test('is woken by the next record, and only by a later one than it has', async () => {
    const { engine, client } = await startTable();
    const { signal } = new AbortController();
    await client.send(put({ pk: 'a' }));
    const [first] = await allRecords(engine);
    await engine.stream.waitForMore(undefined, signal);

    let isAwake = false;
    const waiting = engine.stream.waitForMore(sequenceNumber(first), signal).then(() => {
      isAwake = true;
    });
    await client.send(remove('nobody'));
    expect(isAwake).toBe(false);
    await client.send(put({ pk: 'b' }));
    await waiting;
    expect(await engine.stream.read(sequenceNumber(first), 10)).toHaveLength(1);
  });

  test('stops waiting when it is told to', async () => {
    const { engine } = await startTable();
    const controller = new AbortController();
    const waiting = engine.stream.waitForMore(undefined, controller.signal);

    controller.abort();

    await waiting;
    await engine.stream.waitForMore(undefined, controller.signal);
  });

  test('finds its saved position, and what every consumer has passed is dropped', async () => {
    const { engine, client } = await startTable();
    for (const pk of ['a', 'b', 'c']) await client.send(put({ pk }));
    const [first = '', second = '', third = ''] = (await allRecords(engine)).map(sequenceNumber);
    expect(await engine.stream.checkpoint('one')).toBeUndefined();

    await engine.stream.saveCheckpoint('one', first);
    await engine.stream.saveCheckpoint('two', third);
    expect((await allRecords(engine)).map(sequenceNumber)).toEqual([second, third]);
    await engine.stream.saveCheckpoint('one', third);

    expect(await engine.stream.checkpoint('one')).toBe(third);
    expect(await allRecords(engine)).toEqual([]);
    await client.send(put({ pk: 'd' }));
    expect(await engine.stream.read(third, 10)).toHaveLength(1);
  });

  test('waits although everything before was dropped', async () => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'a' }));
    await engine.stream.saveCheckpoint('one', sequenceNumber((await allRecords(engine))[0]));

    const controller = new AbortController();
    const waiting = engine.stream.waitForMore(undefined, controller.signal).then(() => 'more');
    expect(await Promise.race([waiting, Promise.resolve('nothing')])).toBe('nothing');
    await client.send(put({ pk: 'b' }));
    expect(await waiting).toBe('more');
  });

  test('cannot save what is no position', async () => {
    const { engine } = await startTable();

    await expect(engine.stream.saveCheckpoint('one', 'soon')).rejects.toThrow('"soon" is no sequence number');
  });
});
