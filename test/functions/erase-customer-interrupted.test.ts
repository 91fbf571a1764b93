import { describe, expect, it } from 'vitest';
import { ChatId } from '../../functions/shared/domain/recipient.ts';
import { eraseCustomer } from '../../functions/shared/operations/erase-customer.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table.ts';
import { aLife, snapshot, tracesOf } from '../support/customer-life.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const WRITES = ['PutItemCommand', 'UpdateItemCommand', 'PutCommand', 'UpdateCommand'];
let writesLeft = Number.POSITIVE_INFINITY;

/** Breaks off at the write that is the last one left: every other time before it takes effect. */
let isTaken = false;
table.client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      if (WRITES.includes(String(commandName))) writesLeft -= 1;
      const isLast = WRITES.includes(String(commandName)) && writesLeft === 0;
      if (isLast && !isTaken) throw new Error('broken off');
      const result = await next(args);
      if (isLast) throw new Error('broken off');
      return result;
    },
  { step: 'initialize' },
);

const AMPLE_MS = 10_000;

describe('an interrupted erasure', () => {
  // Dozens of erasures, each of some hundred calls: a busy machine takes its time.
  it('is gone on with by a repeat, at whatever write it broke off or where its time was up', async () => {
    const life = await aLife(world);
    const restore = await snapshot(table);
    const address = ChatId.parse(`${life.phone}@c.us`);
    const erase = (remainingMs: () => number) =>
      eraseCustomer({ table, contract: world.contract }, address, remainingMs);

    /** Erases with an interruption, then again. Answers whether the first run came to its end. */
    async function eraseTwice(what: string, remainingMs: () => number): Promise<boolean> {
      const first = await erase(remainingMs).catch(() => undefined);
      writesLeft = Number.POSITIVE_INFINITY;
      const second = await erase(() => AMPLE_MS);
      expect(second, what).toMatchObject({ complete: true, optedOut: true });
      expect(await tracesOf(table, life), what).toEqual([]);
      expect((await world.invite({ phone: life.otherPhone })).status, what).toBe(422);
      await restore();
      return first?.complete === true;
    }

    for (let write = 1, isWhole = false; !isWhole; write++) {
      writesLeft = write;
      isTaken = write % 2 === 1;
      isWhole = await eraseTwice(`broken off at write ${write}`, () => AMPLE_MS);
      expect(write).toBeLessThan(100);
    }
    for (let steps = 1, isWhole = false; !isWhole; steps += 12) {
      let asked = 0;
      isWhole = await eraseTwice(`time for ${steps} steps`, () => (asked++ < steps ? AMPLE_MS : 0));
      expect(steps).toBeLessThan(200);
    }
  }, 120_000);
});
