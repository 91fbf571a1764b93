import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { ItemTooLarge, openTable, type Table } from '../../../functions/shared/store/table/table.ts';
import { type TransactionWrite, transact } from '../../../functions/shared/store/table/transaction.ts';
import { startTableEngine, type TableEngine } from '../../../local/aws/dynamodb/table-engine.ts';
import { createLossyLine } from '../../support/lossy-line.ts';

const line = createLossyLine();
let engine: TableEngine;
let table: Table;
let places = 0;

beforeAll(async () => {
  engine = await startTableEngine({ table: inject('table'), now: () => new Date() });
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
beforeEach(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', await line.open(engine.endpoint));
  table = openTable(inject('table').tableName, 'channel');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await engine.close();
});

const aPlace = () => {
  places += 1;
  return `day ${places}`;
};
const taking = (pk: string): TransactionWrite => ({
  update: {
    Key: { pk },
    UpdateExpression: 'SET taken = :yes',
    ConditionExpression: 'attribute_not_exists(taken)',
    ExpressionAttributeValues: { ':yes': true },
  },
});
const booking = (pk: string, more: object = {}): TransactionWrite => ({
  put: { Item: { pk: `booking of ${pk}`, ...more } },
});
const existing = (pk: string): TransactionWrite => ({
  check: { Key: { pk }, ConditionExpression: 'attribute_exists(pk)' },
});
const itemAt = async (pk: string) =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk } }))).Item;

describe('writes in one transaction', () => {
  it('are all made', async () => {
    const day = aPlace();
    expect(await transact(table, [taking(day), booking(day)])).toBe('done');
    expect(await itemAt(day)).toEqual({ pk: day, taken: true });
    expect(await itemAt(`booking of ${day}`)).toBeDefined();
  });

  it('are none of them made where a condition fails, and the failed ones are named by their places', async () => {
    const [day, other] = [aPlace(), aPlace()];
    await transact(table, [taking(day)]);

    const outcome = await transact(table, [booking(other), taking(day), taking(other), existing('nobody')]);

    expect(outcome).toEqual({ conflict: 'condition', failed: [1, 3] });
    expect(await itemAt(other)).toBeUndefined();
    expect(await itemAt(`booking of ${other}`)).toBeUndefined();
  });

  it('are made once where the answer is lost and the SDK repeats the request', async () => {
    const day = aPlace();
    line.loseAnswerTo('TransactWriteItems');
    expect(await transact(table, [taking(day), booking(day)])).toBe('done');
  });

  it('are made anew by another call, whatever was the same before', async () => {
    const day = aPlace();
    const counting: TransactionWrite = {
      update: { Key: { pk: day }, UpdateExpression: 'ADD taken :one', ExpressionAttributeValues: { ':one': 1 } },
    };
    await transact(table, [counting]);
    await transact(table, [counting]);
    expect(await itemAt(day)).toEqual({ pk: day, taken: 2 });
  });

  it.each<[string, (day: string) => TransactionWrite]>([
    ['put', (day) => booking(day, { text: 'x'.repeat(410_000) })],
    [
      'updated',
      (day) => ({
        update: {
          Key: { pk: day },
          UpdateExpression: 'SET copied = original, taken = :yes',
          ExpressionAttributeValues: { ':yes': true },
        },
      }),
    ],
  ])('are refused as too large for an item that is %s', async (_, write) => {
    const day = aPlace();
    const large = { pk: day, original: 'x'.repeat(250_000) };
    await table.client.send(new PutCommand({ TableName: table.name, Item: large }));
    const refused = transact(table, [taking(aPlace()), write(day)]);
    await expect(refused).rejects.toThrow(/^(An|The) item is too large for the table\.$/);
    await expect(refused).rejects.toBeInstanceOf(ItemTooLarge);
  });
});

describe('what meets a transaction or a throttled table', () => {
  const DYNAMODB = 'com.amazonaws.dynamodb.v20120810';
  /** What a table answers, one after the other, and then that all went well. */
  async function tableThatAnswers(...answers: object[]): Promise<{ requests: () => number }> {
    let requests = 0;
    const server = createServer((_, response) => {
      // Its date could be another than that of the clock which the test runs under.
      response.sendDate = false;
      const answer = answers[requests] ?? {};
      requests += 1;
      response.writeHead('__type' in answer ? 400 : 200).end(JSON.stringify(answer));
    });
    server.listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    // A server listening on TCP has an AddressInfo; a string is only for pipes.
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    table = openTable('table', 'channel');
    return { requests: () => requests };
  }
  const cancelledFor = (...codes: string[]) => ({
    __type: `${DYNAMODB}#TransactionCanceledException`,
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

  it.each<[string[], object]>([
    [['TransactionConflict', 'None'], { conflict: 'busy' }],
    [['None', 'ThrottlingError'], { conflict: 'busy' }],
    [['ProvisionedThroughputExceeded', 'None'], { conflict: 'busy' }],
    [['TransactionConflict', 'ConditionalCheckFailed'], { conflict: 'condition', failed: [1] }],
  ])('is told from a failed condition: %j', async (codes, outcome) => {
    const { requests } = await tableThatAnswers(cancelledFor(...codes));
    expect(await transact(table, [taking('one'), taking('two')])).toEqual(outcome);
    expect(requests()).toBe(1);
  });

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded'])(
    'is thrown where it would be the same the next time: %s',
    async (code) => {
      const Message = code === 'ValidationError' ? 'The expression is invalid.' : 'Collection size exceeded.';
      const cancelled = { ...cancelledFor(), CancellationReasons: [{ Code: 'None' }, { Code: code, Message }] };
      await tableThatAnswers(cancelled);
      await expect(transact(table, [taking('one'), taking('two')])).rejects.toMatchObject({
        name: 'TransactionCanceledException',
      });
    },
  );

  it('is repeated where it is a write of a single item', async () => {
    const conflict = { __type: `${DYNAMODB}#TransactionConflictException` };
    const { requests } = await tableThatAnswers(conflict, conflict);
    await table.client.send(new PutCommand({ TableName: 'table', Item: { pk: 'one' } }));
    expect(requests()).toBe(3);
  });

  it('is asked for three times at most, and is given up each time after two seconds', async () => {
    await tableThatAnswers();
    await table.client.send(new PutCommand({ TableName: 'table', Item: { pk: 'one' } }));
    const { requestHandler, maxAttempts } = table.client.config;
    const timeouts = { requestTimeout: 2_000, socketTimeout: 2_000, throwOnRequestTimeout: true };
    expect(requestHandler instanceof NodeHttpHandler && requestHandler.httpHandlerConfigs()).toMatchObject(timeouts);
    expect(await maxAttempts()).toBe(3);
  });
});
