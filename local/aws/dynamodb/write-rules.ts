import type { AttributeValue } from 'aws-lambda';
import * as z from 'zod/mini';
import { type EngineAnswer, validationAnswer } from './engine-answer.ts';
import { itemFault, mayBreakRules, updatedItemFault } from './item-rules.ts';
import type { ItemTrials } from './item-trials.ts';
import type { Item } from './stream-record.ts';
import type { TableDefinition } from './table-definition.ts';
import type { WriteRequest } from './write-request.ts';

/** Refuses writes that DynamoDB refuses and the engine would make. */
export type WriteRules = {
  /** The refusal of a write to items as they are now, or `undefined` if the engine may decide. */
  refusal(write: WriteRequest, before: (Item | undefined)[]): Promise<EngineAnswer | undefined>;
};

// The engine checks the form of every value when it makes the write; what is none breaks no rule here.
const aValue = z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null);
const Values = z.record(z.string(), aValue);
const Put = z.object({ Item: Values });
const Update = z.looseObject({ TableName: z.string(), ExpressionAttributeValues: z.optional(Values) });
const Batch = z.object({
  RequestItems: z.record(z.string(), z.array(z.object({ PutRequest: z.optional(Put) }))),
});

const refusalFor = (fault: string | undefined): EngineAnswer | undefined =>
  fault === undefined ? undefined : validationAnswer(fault);

/** The items that a write puts as they stand in its request. */
function itemsPut({ operation, body }: WriteRequest, tableName: string): Item[] {
  if (operation === 'PutItem') return [Put.parse(JSON.parse(body)).Item];
  if (operation !== 'BatchWriteItem') return [];
  const requests = Batch.parse(JSON.parse(body)).RequestItems[tableName] ?? [];
  return requests.flatMap(({ PutRequest }) => (PutRequest ? [PutRequest.Item] : []));
}

/** Rules for the writes to one table. What an update would make of an item is tried when it may break a rule. */
export function createWriteRules(definition: TableDefinition, trials: ItemTrials): WriteRules {
  async function updateFault({ body, keys: [keys = {}] }: WriteRequest, before: Item | undefined) {
    const { TableName: _, ...input } = Update.parse(JSON.parse(body));
    if (!mayBreakRules(before, input.ExpressionAttributeValues ?? {}, Buffer.byteLength(body))) return undefined;
    const { answer, after } = await trials.run({ operation: 'UpdateItem', input, keys, before });
    return answer.status === 200 && after ? updatedItemFault(after, definition) : undefined;
  }

  return {
    async refusal(write, [before]) {
      if (write.operation === 'UpdateItem') return refusalFor(await updateFault(write, before));
      const faults = itemsPut(write, definition.tableName).map((item) => itemFault(item, definition));
      return refusalFor(faults.find((fault) => fault !== undefined));
    },
  };
}
