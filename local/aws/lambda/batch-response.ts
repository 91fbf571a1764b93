import * as z from 'zod/mini';
import type { Outcome } from './function-process.ts';

const BatchResponse = z.nullish(
  z.object({
    batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string().check(z.minLength(1)) }))),
  }),
);

/**
 * Which items of a batch failed, by Lambda's rules for partial batch responses ("Success and failure conditions" in
 * the Lambda Developer Guide): nothing named is a success; an answer that names no item of the batch fails it all.
 * @param identifiers what names each item of the batch
 * @returns the failed ones among them, in the order of the batch
 */
export function failedItems(outcome: Outcome, identifiers: string[], reportsItemFailures: boolean): string[] {
  if (!outcome.ok) return identifiers;
  if (!reportsItemFailures) return [];
  const result: unknown = JSON.parse(outcome.result);
  // A result of another form (a text, a number) names no failures.
  if (typeof result !== 'object') return [];
  const response = BatchResponse.safeParse(result);
  if (!response.success) return identifiers;
  const named = new Set((response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const failed = identifiers.filter((identifier) => named.has(identifier));
  return failed.length === named.size ? failed : identifiers;
}
