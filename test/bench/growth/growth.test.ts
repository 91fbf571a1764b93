import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { foldHistory } from '../../../functions/shared/domain/booking/booking-history.ts';
import { parseImage } from '../../../functions/shared/store/table/stream-image.ts';
import { type Dice, diceFor } from '../../simulation/engine/dice.ts';
import { CALM_TABLE, createTableModel } from '../../simulation/model/table-model.ts';
import { aContract } from '../../support/contract.ts';
import { createBusiness } from './business.ts';
import { createOperations, noUsage } from './operations.ts';
import { createStoredTable } from './stored-table.ts';

const OPERATIONS = 600;
const TableName = 'table';

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'];
const NAMES = { '#partition': 'worklistDay', '#time': 'worklistAt' };

type Command = [name: 'Put' | 'Update' | 'Delete' | 'Get' | 'Query' | 'TransactWrite', input: Record<string, unknown>];

/** What moves items about in an index, and what pages through it. */
function aCommand(dice: Dice): Command {
  const pk = `item ${dice.between(1, 12)}`;
  const place = { worklistDay: dice.pick(['one', 'two']), worklistAt: dice.pick(DAYS) };
  const kind = dice.float();
  if (kind < 0.15) return ['Put', { Item: { pk, ...place, aliases: new Set([pk]), count: 1 } }];
  if (kind < 0.2) return ['Delete', { Key: { pk } }];
  if (kind < 0.25) return ['Get', { Key: { pk } }];
  if (kind < 0.45) {
    const UpdateExpression = 'SET worklistDay = :day, worklistAt = :at ADD aliases :aliases';
    const ExpressionAttributeValues = {
      ':day': place.worklistDay,
      ':at': place.worklistAt,
      ':aliases': new Set(['new']),
    };
    const ConditionExpression = 'attribute_exists(pk)';
    const more = { UpdateExpression, ExpressionAttributeValues, ConditionExpression, ReturnValues: 'ALL_NEW' };
    return ['Update', { Key: { pk }, ...more }];
  }
  if (kind < 0.5) return ['Update', { Key: { pk }, UpdateExpression: 'REMOVE worklistDay' }];
  if (kind < 0.6) {
    const [Put, Update] = [
      { TableName, Item: { pk, ...place }, ConditionExpression: 'attribute_not_exists(pk)' },
      { TableName, Key: { pk: `${pk}, too` }, UpdateExpression: 'REMOVE worklistDay' },
    ];
    const check = { TableName, Key: { pk: 'item 1, too' }, ConditionExpression: 'attribute_not_exists(worklistDay)' };
    return ['TransactWrite', { TransactItems: [{ Put }, pk === 'item 1' ? { Update } : { ConditionCheck: check }] }];
  }
  const [from, to] = [dice.pick(DAYS), dice.pick(DAYS)].sort();
  const [isFiltered, isForward] = [dice.chance(0.3), dice.chance(0.5)];
  const start = { pk, worklistDay: place.worklistDay, worklistAt: dice.pick([from, to]) };
  return [
    'Query',
    {
      IndexName: 'worklist',
      KeyConditionExpression: '#partition = :partition AND #time BETWEEN :from AND :to',
      ...(isFiltered && { FilterExpression: 'begins_with(pk, :prefix)' }),
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: {
        ':partition': place.worklistDay,
        ':from': from,
        ':to': to,
        ...(isFiltered && { ':prefix': 'item 1' }),
      },
      ScanIndexForward: isForward,
      ...(dice.chance(0.7) && { Limit: dice.between(1, 3) }),
      ...(dice.chance(0.5) && { ExclusiveStartKey: start }),
    },
  ];
}

const ACTIONS = ['Put', 'Update', 'ConditionCheck'];
const WIRED = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'];

/** The values of attributes in the format of the wire, wherever they stand in a request. */
function wired(input: object): object {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (WIRED.includes(name)) return [name, marshall(value)];
      if (name === 'TransactItems') return [name, value.map(wired)];
      return [name, ACTIONS.includes(name) ? wired(value) : value];
    }),
  );
}

const onTheWire = (input: object): string => JSON.stringify(wired(input));

function offTheWire(body: string) {
  const { Item, Items, Attributes, LastEvaluatedKey } = JSON.parse(body);
  return {
    ...(Item && { Item: unmarshall(Item) }),
    ...(Items && { Items: Items.map((item: Parameters<typeof unmarshall>[0]) => unmarshall(item)) }),
    ...(Attributes && { Attributes: unmarshall(Attributes) }),
    ...(LastEvaluatedKey && { LastEvaluatedKey: unmarshall(LastEvaluatedKey) }),
  };
}

function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch {
    return 'refused';
  }
}

/** The model itself is held against the embedded engine. */
test('answers random operations as the model of the simulation does, and forgets them when it is rewound', () => {
  const dice = diceFor(1, 'operations of the bench');
  const model = createTableModel(CALM_TABLE);
  const table = createStoredTable();
  const { answer } = createOperations(table, noUsage());
  let pages = 0;
  for (let count = 0; count < OPERATIONS; count += 1) {
    const [name, input] = aCommand(dice);
    const expected = outcomeOf(() => model.execute(`${name}Command`, { TableName, ...input }));
    const operation = { Query: 'Query', TransactWrite: 'TransactWriteItems' }[String(name)] ?? `${name}Item`;
    expect(
      outcomeOf(() => offTheWire(answer(operation, onTheWire(input)))),
      JSON.stringify(input),
    ).toEqual(expected);
    if (JSON.stringify(expected).includes('LastEvaluatedKey')) pages += 1;
  }
  expect(pages).toBeGreaterThan(50);
  expect(table.size()).toBeGreaterThan(5);
  table.rewind();
  expect(table.size()).toBe(0);
});

test('fills tables with items that the functions can read, and that say what the functions make of them', async () => {
  const { booking: policy } = aContract();
  const kinds = new Map<string, number>();
  let size = 0;
  for await (const item of createBusiness(Date.now()).fill(1_200)) {
    size += 1;
    const kind = item['type']?.S ?? '';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    // Two packages describe the same wire format.
    const image = parseImage(item as Parameters<typeof parseImage>[0]);
    if (image?.type !== 'invitation' || !image.booking || image.attentionSince) continue;
    expect(foldHistory(image.history, policy)).toEqual(image.booking);
  }
  expect(size).toBe(1_200);
  expect(Object.fromEntries(kinds)).toEqual({
    chat: expect.any(Number),
    intent: expect.any(Number),
    invitation: expect.any(Number),
    message: expect.any(Number),
    notice: expect.any(Number),
    unmatched: 10,
  });
});
