import type { AttributeValue } from 'aws-lambda';
import * as z from 'zod/mini';
import { type EmbeddedEngine, operationRequest, startEmbeddedEngine } from './embedded-engine.ts';
import { type EngineAnswer, errorAnswer } from './engine-answer.ts';
import { itemFault, mayBreakRules } from './item-rules.ts';
import type { Item } from './stream-record.ts';
import { createTableRequest, type TableDefinition } from './table-definition.ts';
import type { WriteRequest } from './write-request.ts';

/** Refuses writes that DynamoDB refuses and the engine would make. */
export type WriteRules = {
  /** The refusal of a write to items as they are now, or `undefined` if the engine may decide. */
  refusal(write: WriteRequest, before: (Item | undefined)[]): Promise<EngineAnswer | undefined>;
  close(): Promise<void>;
};

// The engine checks the form of every value when it makes the write; what is none breaks no rule here.
const aValue = z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null);
const Values = z.record(z.string(), aValue);
const Put = z.object({ Item: Values });
const Update = z.looseObject({ ExpressionAttributeValues: z.optional(Values) });
const Batch = z.object({
  RequestItems: z.record(z.string(), z.array(z.object({ PutRequest: z.optional(Put) }))),
});
const Updated = z.object({ Attributes: z.record(z.string(), aValue) });

const refusalFor = (fault: string | undefined): EngineAnswer | undefined =>
  fault === undefined ? undefined : errorAnswer(400, 'com.amazon.coral.validate#ValidationException', fault);

/** The items that a write puts as they stand in its request. */
function itemsPut({ operation, body }: WriteRequest, tableName: string): Item[] {
  if (operation === 'PutItem') return [Put.parse(JSON.parse(body)).Item];
  if (operation !== 'BatchWriteItem') return [];
  const requests = Batch.parse(JSON.parse(body)).RequestItems[tableName] ?? [];
  return requests.flatMap(({ PutRequest }) => (PutRequest ? [PutRequest.Item] : []));
}

/**
 * Rules for the writes to one table. What an update would make of an item is tried on a copy, in an engine of its own,
 * when it may break a rule: so nobody ever sees what is refused.
 */
export function createWriteRules(definition: TableDefinition): WriteRules {
  let copies: Promise<EmbeddedEngine> | undefined;
  let lastTry: Promise<unknown> = Promise.resolve();

  async function startCopies(): Promise<EmbeddedEngine> {
    const engine = await startEmbeddedEngine(undefined);
    await engine.createTable(createTableRequest(definition));
    return engine;
  }

  async function tryOnCopy(
    keys: Item | undefined,
    before: Item | undefined,
    update: object,
  ): Promise<Item | undefined> {
    copies ??= startCopies();
    const engine = await copies;
    const ask = (operation: string, input: object) =>
      engine.ask(operationRequest(operation, JSON.stringify({ TableName: definition.tableName, ...input })));
    await (before ? ask('PutItem', { Item: before }) : ask('DeleteItem', { Key: keys }));
    const answer = await ask('UpdateItem', { ...update, ReturnValues: 'ALL_NEW' });
    return answer.status === 200 ? Updated.parse(JSON.parse(answer.body)).Attributes : undefined;
  }

  async function updateFault({ body, keys: [keys] }: WriteRequest, before: Item | undefined) {
    const update = Update.parse(JSON.parse(body));
    if (!mayBreakRules(before, update.ExpressionAttributeValues ?? {}, Buffer.byteLength(body))) return undefined;
    const trial = lastTry.then(() => tryOnCopy(keys, before, update));
    lastTry = trial.catch(() => undefined);
    const after = await trial;
    const fault = after && itemFault(after, definition);
    return fault?.replace('Item size has', 'Item size to update has');
  }

  return {
    async refusal(write, [before]) {
      if (write.operation === 'UpdateItem') return refusalFor(await updateFault(write, before));
      const faults = itemsPut(write, definition.tableName).map((item) => itemFault(item, definition));
      return refusalFor(faults.find((fault) => fault !== undefined));
    },
    async close() {
      const engine = await copies?.catch(() => undefined);
      await engine?.close();
    },
  };
}
