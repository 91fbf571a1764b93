import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CustomerTable } from '../../../functions/shared/store/table/table.ts';
import type { Item } from '../model/expressions.ts';
import { CALM_TABLE, createTableModel } from '../model/table-model.ts';

const TABLE = 'table';

type Command = { constructor: { name: string }; input: unknown };

/** A call of an actor that waits for its turn. */
export type PendingCall = {
  actor: number;
  isWrite: boolean;
  /** Has it take effect. With `losesAnswer` the actor hears of a time-out instead of what came of it. */
  make(losesAnswer?: boolean): void;
};

const WRITES = ['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand'];

/** The simulation's table with some items, and a client for each actor whose calls take effect when somebody says so. */
export function createControlledTable(channelId: string, items: Iterable<Item>) {
  const model = createTableModel(CALM_TABLE);
  for (const item of items) model.execute('PutCommand', { TableName: TABLE, Item: item });
  const pending: PendingCall[] = [];
  const heard = new Map<number, unknown[]>();

  const note = (actor: number, answer: unknown) => heard.set(actor, [...(heard.get(actor) ?? []), answer]);

  function tableFor(actor: number): CustomerTable {
    // A real one takes longer to make than all the calls of an order.
    const client: DynamoDBDocumentClient = Object.create(DynamoDBDocumentClient.prototype);
    const send = (command: Command) =>
      new Promise((resolve, reject) => {
        const { name } = command.constructor;
        const make = (losesAnswer = false) => {
          try {
            const answer = model.execute(name, command.input);
            if (losesAnswer) throw new DOMException('No answer came.', 'TimeoutError');
            note(actor, answer);
            resolve(answer);
          } catch (error) {
            note(actor, String(error));
            reject(error);
          }
        };
        pending.push({ actor, isWrite: WRITES.includes(name), make });
      });
    Object.defineProperty(client, 'send', { value: send });
    return { name: TABLE, channelId, client, pseudonym: async (address) => `hash-of-${address}` };
  }

  return {
    items: model.items,
    tableFor,
    /** What each actor was answered so far. */
    heard: () => [...heard].sort(([one], [other]) => one - other),
    /** The calls that wait, by actor. Each actor waits for one at a time, or is done. */
    pending: () => pending.toSorted((one, other) => one.actor - other.actor),
    take(call: PendingCall, losesAnswer?: boolean): void {
      pending.splice(pending.indexOf(call), 1);
      call.make(losesAnswer);
    },
  };
}
export type ControlledTable = ReturnType<typeof createControlledTable>;
