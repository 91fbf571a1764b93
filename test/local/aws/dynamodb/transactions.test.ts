import { describe, expect, test } from 'vitest';
import { TABLE } from './table-definitions.ts';
import { allRecords, put, queryIndex, startTable, summarize } from './table-under-test.ts';
import { type Action, checking, deleting, EXISTS, itemsOf, putting, setting, transact } from './transaction-actions.ts';

const { tableName: TableName } = TABLE;
const SHOWN = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

describe('a transaction', () => {
  test('puts, updates, deletes and checks at once, each change standing in the stream once', async () => {
    const { engine, client } = await startTable();
    for (const pk of ['b', 'c', 'd', 'e']) await client.send(put({ pk, text: 'old' }));

    await client.send(
      transact([
        putting({ pk: 'a', duePartition: '0', dueAt: '1' }),
        setting('b', 'new', { ConditionExpression: EXISTS }),
        deleting('c'),
        checking('d', EXISTS),
        setting('e', 'old'),
        deleting('not there'),
      ]),
    );

    expect(await itemsOf(client)).toEqual([
      { pk: 'a', duePartition: '0', dueAt: '1' },
      { pk: 'b', text: 'new' },
      { pk: 'd', text: 'old' },
      { pk: 'e', text: 'old' },
    ]);
    expect((await client.send(queryIndex('due', 'duePartition', '0'))).Items?.map(({ pk }) => pk)).toEqual(['a']);
    expect((await allRecords(engine)).slice(4).map(summarize)).toEqual([
      { eventName: 'INSERT', old: undefined, new: { pk: 'a', duePartition: '0', dueAt: '1' } },
      { eventName: 'MODIFY', old: { pk: 'b', text: 'old' }, new: { pk: 'b', text: 'new' } },
      { eventName: 'REMOVE', old: { pk: 'c', text: 'old' }, new: undefined },
    ]);
  });

  test('that is cancelled changes nothing and gives its reasons in the order of its actions', async () => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'a', text: 'old' }));
    const missing = 'attribute_not_exists(pk)';

    const refused = client.send(
      transact([
        setting('b', 'new'),
        putting({ pk: 'a' }, { ConditionExpression: missing, ...SHOWN }),
        setting('c', 'new', { ConditionExpression: EXISTS, ...SHOWN }),
        setting('d', 'new', { UpdateExpression: 'SET #text = :text, copied = nowhere' }),
        deleting('e'),
      ]),
    );

    await expect(refused).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError, None]'),
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { pk: { S: 'a' }, text: { S: 'old' } } },
        { Code: 'ConditionalCheckFailed' },
        { Code: 'ValidationError', Message: expect.stringContaining('does not exist in the item') },
        { Code: 'None' },
      ],
    });
    expect(await itemsOf(client)).toEqual([{ pk: 'a', text: 'old' }]);
    expect(await allRecords(engine)).toHaveLength(1);
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => putting({ pk: `item ${index}` }));
  const untyped = (action: unknown) => action as Action;

  test.each<[string, Action[], string?]>([
    ['no action', []],
    ['more than 100 actions', many(101)],
    ['an item twice', [putting({ pk: 'a' }), checking('a', EXISTS)]],
    ['an action of two kinds', [{ ...putting({ pk: 'a' }), ...deleting('b') }]],
    ['an action of no kind', [{}]],
    ['a check without a condition', [untyped({ ConditionCheck: { TableName, Key: { pk: 'a' } } })]],
    ['an update of nothing', [untyped({ Update: { TableName, Key: { pk: 'a' } } })]],
    ['a condition that cannot be read', [putting({ pk: 'a' }), checking('b', 'neither nor')]],
    ['a value that is not given, though a condition fails', [checking('b', EXISTS), checking('c', 'pk = :unknown')]],
    ['an empty key', [deleting('')]],
    ['a key with more than the key', [deleting('a', { Key: { pk: 'a', more: 'b' } })]],
    ['a key over 2 KB', [putting({ pk: 'x'.repeat(2_049) })]],
    ['an item over 400 KB in UTF-8', [putting({ pk: 'a', text: '界'.repeat(140_000) }), putting({ pk: 'b' })]],
    ['items of more than 4 MB', many(11).map((_, index) => putting({ pk: `${index}`, text: 'x'.repeat(400_000) }))],
    ['a token of more than 36 characters', [putting({ pk: 'a' })], 'x'.repeat(37)],
  ])('with %s is invalid', async (_name, actions, token) => {
    const { engine, client } = await startTable();

    await expect(client.send(transact(actions, token))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await allRecords(engine)).toEqual([]);
  });

  test('of exactly 100 actions is made', async () => {
    const { engine, client } = await startTable();

    await client.send(transact(many(100)));

    expect(await allRecords(engine)).toHaveLength(100);
  });

  test("on another table's item finds no such table", async () => {
    const { engine, client } = await startTable();
    const elsewhere: Action = { Put: { TableName: 'Second', Item: { pk: 'b' } } };

    const refused = client.send(transact([putting({ pk: 'a' }), elsewhere]));

    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await allRecords(engine)).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Action]>([
    [
      'makes an item too large',
      { text: 'x'.repeat(300_000) },
      setting('a', '', { UpdateExpression: 'SET more = #text, x = :text' }),
    ],
    [
      'makes an index key too long',
      {},
      setting('a', 'x'.repeat(1_025), { ExpressionAttributeNames: { '#text': 'dueAt' } }),
    ],
    ['empties an index key', {}, setting('a', '', { ExpressionAttributeNames: { '#text': 'dueAt' } })],
    ['gives an index key another type', {}, putting({ pk: 'a', duePartition: '0', dueAt: 1 })],
  ])('that %s is cancelled for it', async (_name, before, action) => {
    const { engine, client } = await startTable();
    await client.send(put({ pk: 'a', duePartition: '0', dueAt: '1', ...before }));

    await expect(client.send(transact([putting({ pk: 'b' }), action]))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    expect(await allRecords(engine)).toHaveLength(1);
  });
});
