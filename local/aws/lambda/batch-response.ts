import * as z from 'zod/mini';
import type { Outcome } from './function-process.ts';

const BatchResponse = z.nullish(
  z.object({
    batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string().check(z.minLength(1)) }))),
  }),
);

/**
 * The failed items of a batch, by Lambda's rules for partial batch responses ("Success and failure conditions" in the
 * Lambda Developer Guide): a response that names no item is a success; one that names an unknown item fails all.
 * @param identifiers the identifier of each item in the batch
 * @returns the failed identifiers, in the order of the batch
 */
export function failedItems(outcome: Outcome, identifiers: string[], reportsItemFailures: boolean): string[] {
  if (!outcome.ok) return identifiers;
  if (!reportsItemFailures) return [];
  const result: unknown = JSON.parse(outcome.result);
  // A result of another form (a text, a number) reports no failures.
  if (typeof result !== 'object') return [];
  const response = BatchResponse.safeParse(result);
  if (!response.success) return identifiers;
  const named = new Set((response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const failed = identifiers.filter((identifier) => named.has(identifier));
  return failed.length === named.size ? failed : identifiers;
}
