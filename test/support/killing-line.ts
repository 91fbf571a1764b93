import { type Ask, brokenConnection, operationOf } from './direct-requests.ts';
import type { LineCall } from './table-model.ts';

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'];

/** Where a function is killed: at which of its writes (the first is 1), and whether the write still takes effect. */
export type Kill = { write: number; isTaken: boolean };

/** A line to the table of functions that are killed: after a kill nothing more gets through until `revive`. */
export function createKillingLine() {
  let kill: Kill | undefined;
  let writes = 0;
  let isDead = false;

  async function pass<Answer>(
    { operation }: Pick<LineCall, 'operation'>,
    ask: () => Answer | Promise<Answer>,
  ): Promise<Answer> {
    if (isDead) throw brokenConnection();
    const isWrite = WRITES.includes(operation);
    if (isWrite) writes++;
    isDead = isWrite && writes === kill?.write;
    if (!isDead) return ask();
    if (kill?.isTaken) await ask();
    throw brokenConnection();
  }

  return {
    /** To the embedded engine. */
    between:
      (ask: Ask): Ask =>
      (request) =>
        pass({ operation: operationOf(request) }, () => ask(request)),
    /** To the table model. */
    pass,
    /** Kills whatever runs from now on at one of its writes. */
    kill(at: Kill) {
      kill = at;
      writes = 0;
    },
    /** Lets everything through again. Answers whether something was killed. */
    revive(): boolean {
      const wasDead = isDead;
      kill = undefined;
      isDead = false;
      return wasDead;
    },
  };
}
