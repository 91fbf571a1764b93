import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { vi } from 'vitest';
import type { TableStream } from '../../local/aws/dynamodb/table-stream.ts';
import { createRecorder } from '../simulation/model/stream-model.ts';
import { CALM_TABLE, createTableModel } from '../simulation/model/table-model.ts';

/** A table that holds everything in this process, and is asked without requests. */
export type TableModel = {
  stream: Pick<TableStream, 'read'>;
  /** Has the functions ask the table of their environment again. */
  remove(): void;
};

/** One call on its way to the table: `PutItem`, `UpdateItem`, … and what it asks for, as JSON text. */
export type LineCall = { operation: string; request: string };

/** Has what a call asks for done, or not. */
export type PassCall = (call: LineCall, execute: () => object) => Promise<object>;

/** The operations by the names of the document client's commands, where these are others. */
const OPERATIONS: Record<string, string> = {
  GetCommand: 'GetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  DeleteCommand: 'DeleteItem',
  BatchGetCommand: 'BatchGetItem',
  TransactWriteCommand: 'TransactWriteItems',
};

const callOf = (command: string, input: object): LineCall => ({
  operation: OPERATIONS[command] ?? command.replace(/Command$/, ''),
  // Most lines do not ask.
  get request() {
    return JSON.stringify(input);
  },
});

/** An update inside of an item that is not there. */
const OF_NO_ITEM = 'document path provided in the update expression is invalid';

/** What makes two requests alike to whoever checks them: all but the values. */
const WORDS = [/Expression$/, /^(IndexName|ScanIndexForward|ReturnValues|ReturnValuesOnConditionCheckFailure)$/];

function shapeOf(command: string, input: object): string {
  const words = [command];
  JSON.stringify(input, (name, value: unknown) => {
    if (WORDS.some((one) => one.test(name))) words.push(`${name}=${value}`);
    return value;
  });
  return words.join(' ');
}

/**
 * Puts the table model of the simulation, empty, in the place of the table that the functions ask from now on. Of requests
 * that are alike the first also goes to that table, which checks it as DynamoDB does; what it answers else is of no interest,
 * as it holds nothing.
 * @param pass what lies between them and the model
 */
export function useTableModel(pass: PassCall = async (_, execute) => execute()): TableModel {
  const records: DynamoDBRecord[] = [];
  const recordOf = createRecorder();
  const table = createTableModel({
    ...CALM_TABLE,
    now: Date.now,
    onChange: (change) => records.push(recordOf(change, Date.now())),
  });
  // The functions scan nothing but indexes; a test looks at all that is there.
  const isOfTest = (name: string, input: object) => name === 'ScanCommand' && !('IndexName' in input);
  const execute = (name: string, input: object) =>
    isOfTest(name, input) ? { Items: [...table.items.values()] } : table.execute(name, input);

  const { send: ask } = DynamoDBDocumentClient.prototype;
  const checked = new Set<string>();
  async function check(client: DynamoDBDocumentClient, command: Parameters<typeof ask>[0]): Promise<void> {
    const shape = shapeOf(command.constructor.name, command.input);
    if (checked.has(shape)) return;
    checked.add(shape);
    try {
      await Reflect.apply(ask, client, [command]);
    } catch (error) {
      const isRefused = error instanceof Error && error.name === 'ValidationException';
      if (isRefused && !error.message.includes(OF_NO_ITEM)) throw error;
    }
  }

  const send = vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(async function (
    this: DynamoDBDocumentClient,
    command,
  ) {
    const { name } = command.constructor;
    await check(this, command);
    return pass(callOf(name, command.input), () => execute(name, command.input));
  });

  return {
    stream: {
      async read(after = '', limit) {
        return records.filter(({ dynamodb }) => String(dynamodb?.SequenceNumber) > after).slice(0, limit);
      },
    },
    remove: () => send.mockRestore(),
  };
}
