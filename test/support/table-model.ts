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

/** Has a command of the document client done, such as `PutCommand`, or not. */
export type PassCommand = (command: string, execute: () => object) => Promise<object>;

/**
 * Puts the table model of the simulation, empty, in the place of the table that the functions ask from now on.
 * @param pass what lies between them and the model
 */
export function useTableModel(pass: PassCommand = async (_, execute) => execute()): TableModel {
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
  const send = vi
    .spyOn(DynamoDBDocumentClient.prototype, 'send')
    .mockImplementation(({ constructor: { name }, input }) => pass(name, () => execute(name, input)));

  return {
    stream: {
      async read(after = '', limit) {
        return records.filter(({ dynamodb }) => String(dynamodb?.SequenceNumber) > after).slice(0, limit);
      },
    },
    remove: () => send.mockRestore(),
  };
}
