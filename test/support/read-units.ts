import * as z from 'zod/mini';
import { itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import type { TableCall } from './counted-line.ts';
import type { Image } from './write-units.ts';

const BLOCK_BYTES = 4096;

// What a table answers is made of attribute values; `Image` names them.
const Item = z.custom<Image>();
const GetRequest = z.object({ ConsistentRead: z._default(z.boolean(), false) });
const GetAnswer = z.object({ Item: z.optional(Item) });
const QueryAnswer = z.object({ Items: z._default(z.array(Item), []) });
const BatchRequest = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.optional(z.boolean()) })),
});
const BatchAnswer = z.object({ Responses: z.record(z.string(), z.array(Item)) });

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** One per 4 KB begun, and one where nothing was found; half for an eventually consistent read. */
const unitsFor = (bytes: number, isConsistent: boolean) =>
  Math.max(1, Math.ceil(bytes / BLOCK_BYTES)) * (isConsistent ? 1 : 0.5);

/** Each key is a separate read, found or not. */
function batchUnits(request: unknown, answer: unknown): number {
  const { Responses } = BatchAnswer.parse(answer);
  return sum(
    Object.entries(BatchRequest.parse(request).RequestItems).map(([table, { Keys, ConsistentRead = false }]) => {
      const found = Responses[table] ?? [];
      const missed = (Keys.length - found.length) * unitsFor(0, ConsistentRead);
      return missed + sum(found.map((item) => unitsFor(itemBytes(item), ConsistentRead)));
    }),
  );
}

/**
 * The read units of one call, by AWS's rules; none for a write. A query counts what it read, all of it together: here no
 * query filters what it reads. An index is never read consistently.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html, read in November 2026.
 */
export function readUnits({ operation, request, answer }: TableCall): number {
  const { ConsistentRead } = GetRequest.parse(request);
  switch (operation) {
    case 'GetItem':
      return unitsFor(itemBytes(GetAnswer.parse(answer).Item ?? {}), ConsistentRead);
    case 'Query':
      return unitsFor(sum(QueryAnswer.parse(answer).Items.map(itemBytes)), ConsistentRead);
    case 'BatchGetItem':
      return batchUnits(request, answer);
    default:
      return 0;
  }
}

/** How many items one call answered; for a query, the entries of its index. */
export function itemsRead({ operation, answer }: TableCall): number {
  switch (operation) {
    case 'GetItem':
      return GetAnswer.parse(answer).Item ? 1 : 0;
    case 'Query':
      return QueryAnswer.parse(answer).Items.length;
    case 'BatchGetItem':
      return sum(Object.values(BatchAnswer.parse(answer).Responses).map((items) => items.length));
    default:
      return 0;
  }
}
