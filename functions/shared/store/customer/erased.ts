import * as z from 'zod/mini';
import { Instant } from '../../domain/time/instant.ts';

/** What is left of an item when its customer was erased: that there was one, so that nothing late brings it back. */
export const ErasedItem = z.object({ erasedAt: Instant });
export type ErasedItem = z.infer<typeof ErasedItem>;

/** Whether this is what is left of an item, or an item that is about to be blanked. */
export const isErased = (item: unknown): item is ErasedItem =>
  typeof item === 'object' && item !== null && 'erasedAt' in item && ErasedItem.safeParse(item).success;

/** The condition under which an item may be written: its customer was not erased. */
export const NOT_ERASED = 'attribute_not_exists(erasedAt)';

/** The condition for what a customer said at `:at`, under an address that they may use again after an erasure. */
export const SAID_SINCE_ERASURE = '(attribute_not_exists(erasedAt) OR erasedAt < :at)';
