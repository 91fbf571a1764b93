import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { eraseCustomer } from '../../functions/shared/operations/erasure/erase-customer.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { CALM_TABLE, createTableModel } from '../simulation/model/table-model.ts';
import { aLife, itemsOf, tracesIn } from '../support/customer-life.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const life = await aLife(world);
const before = await itemsOf(table);

const send = vi.spyOn(DynamoDBDocumentClient.prototype, 'send');
afterAll(() => send.mockRestore());

const AMPLE_MS = 10_000;
const WRITES = ['PutCommand', 'UpdateCommand'];

/** The write at which an erasure breaks off, before or after it takes effect; the first is 1. */
type Break = { write: number; isTaken: boolean };

/**
 * Has every function find a table in memory that holds what the real one held before: an erasure takes a hundred calls,
 * and here are a hundred erasures.
 */
function useCopyOfTable() {
  const copy = createTableModel(CALM_TABLE);
  for (const Item of before.values()) copy.execute('PutCommand', { TableName: table.name, Item });
  return copy;
}

/** Erases with an interruption, then again. Answers whether the first run came to its end. */
async function eraseTwice(what: string, remainingMs: () => number, interruption?: Break): Promise<boolean> {
  const copy = useCopyOfTable();
  let writes = 0;
  send.mockImplementation(async ({ constructor: { name }, input }) => {
    if (WRITES.includes(name)) writes += 1;
    const isLast = WRITES.includes(name) && writes === interruption?.write;
    if (isLast && !interruption?.isTaken) throw new Error('broken off');
    const answer = copy.execute(name, input);
    if (isLast) throw new Error('broken off');
    return answer;
  });
  const erase = (remaining: () => number) =>
    eraseCustomer({ table, contract: world.contract }, ChatId.parse(`${life.phone}@c.us`), remaining);

  const first = await erase(remainingMs).catch(() => undefined);
  writes = Number.NEGATIVE_INFINITY;
  const second = await erase(() => AMPLE_MS);
  expect(second, what).toMatchObject({ complete: true, optedOut: true });
  expect(tracesIn(copy.items, life), what).toEqual([]);
  expect((await world.invite({ phone: life.otherPhone })).status, what).toBe(422);
  return first?.complete === true;
}

describe('an interrupted erasure', () => {
  it.each([true, false])('is gone on with by a repeat, at whatever write it broke off (taken: %s)', async (isTaken) => {
    expect(tracesIn(before, life).length).toBeGreaterThan(10);
    for (let write = 1, isWhole = false; !isWhole; write++) {
      isWhole = await eraseTwice(`broken off at write ${write}`, () => AMPLE_MS, { write, isTaken });
      expect(write).toBeLessThan(100);
    }
  });

  it('is gone on with by a repeat, wherever its time was up', async () => {
    for (let steps = 1, isWhole = false; !isWhole; steps += 1) {
      let asked = 0;
      isWhole = await eraseTwice(`time for ${steps} steps`, () => (asked++ < steps ? AMPLE_MS : 0));
      expect(steps).toBeLessThan(200);
    }
  });
});
