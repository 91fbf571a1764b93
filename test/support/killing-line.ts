import { type Ask, brokenConnection, operationOf } from './direct-requests.ts';

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'];

/** Where a function is killed: at which of its writes (the first is 1), and whether the write still takes effect. */
export type Kill = { write: number; isTaken: boolean };

/** A line to the table of functions that are killed: after a kill nothing more gets through until `revive`. */
export function createKillingLine() {
  let kill: Kill | undefined;
  let writes = 0;
  let isDead = false;

  const between =
    (ask: Ask): Ask =>
    async (request) => {
      if (isDead) throw brokenConnection();
      const isWrite = WRITES.includes(operationOf(request));
      if (isWrite) writes++;
      isDead = isWrite && writes === kill?.write;
      if (!isDead) return ask(request);
      if (kill?.isTaken) await ask(request);
      throw brokenConnection();
    };

  return {
    between,
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
