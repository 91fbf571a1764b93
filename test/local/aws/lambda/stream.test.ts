import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startTinyStack, type TinyStack } from '../../support/tiny-stack.ts';

let stack: TinyStack;
beforeAll(async () => {
  stack = await startTinyStack();
});
afterAll(() => stack.stop());

const put = (pk: string, more: Record<string, unknown> = {}) =>
  stack.database.send(new PutCommand({ TableName: stack.tableName, Item: { pk, ...more } }));

/** The batches the function was given, each as the changes in it. */
const batches = () => stack.notes<string[]>('follow').map(({ event }) => event);
const timesGiven = (change: string) => batches().filter((batch) => batch.includes(change)).length;
const failures = () => stack.runner.failures() as { DDBStreamBatchInfo: { batchSize: number }; payload: string }[];

describe('a change in the table', () => {
  it('reaches the stream’s function once, and one that the filter leaves out does not', async () => {
    await put('first');
    await put('first', { changed: true });
    await put('second', { expiresAt: 1 });
    await stack.clock.advance(60);
    await eventually(() => timesGiven('INSERT second') === 1);
    await put('third');
    await eventually(() => timesGiven('INSERT third') === 1);
    expect([timesGiven('INSERT first'), timesGiven('MODIFY first')]).toEqual([1, 1]);
    expect(
      batches()
        .flat()
        .filter((change) => change.startsWith('REMOVE')),
    ).toEqual([]);
  });
});

describe('a record that its function cannot take', () => {
  it('is found by halving, tried to the last attempt and kept; those around it go through', async () => {
    stack.runner.killFunction('follow');
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => put(name, name === 'c' ? { poison: true } : {})));
    await eventually(() => failures().length === 1);
    await put('after');
    await eventually(() => timesGiven('INSERT after') === 1);

    const [kept] = failures();
    expect(kept).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      responseContext: { functionError: 'Unhandled' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    expect(JSON.parse(kept?.payload ?? '').Records[0].dynamodb.Keys).toEqual({ pk: { S: 'c' } });
    const alone = batches().filter((batch) => batch.join() === 'INSERT c');
    expect(alone).toHaveLength(3);
    for (const name of ['a', 'b', 'd']) expect(timesGiven(`INSERT ${name}`)).toBeGreaterThan(0);
  });

  it('is, when the function names it, where the batch begins anew; what came before it is not repeated', async () => {
    const kept = failures().length;
    await Promise.all(['k', 'l', 'm'].map((name) => put(name, name === 'm' ? { reported: true } : {})));
    await eventually(() => failures().length === kept + 1);
    expect(timesGiven('INSERT m')).toBeGreaterThanOrEqual(3);
    const last = failures().at(-1);
    expect(JSON.parse(last?.payload ?? '').Records[0].dynamodb.Keys).toEqual({ pk: { S: 'm' } });
    expect(last).toMatchObject({ responseContext: { functionError: null } });
  });
});
