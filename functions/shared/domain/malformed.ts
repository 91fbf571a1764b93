import type * as z from 'zod/mini';
import { type FieldFault, Refusal } from './delivery/refusal.ts';
import { faultsOf } from './field-faults.ts';

/** The refusal of a request some of whose fields break a rule. */
export const malformed = (...faults: FieldFault[]): Refusal =>
  new Refusal('malformed', 'The request is malformed.', { faults });

/** What a caller sent, by its schema. Throws Refusal `malformed`, naming each field. */
export function readRequest<Request>(schema: z.ZodMiniType<Request>, sent: unknown): Request {
  const { data, error } = schema.safeParse(sent);
  if (error) throw malformed(...faultsOf(error));
  return data;
}
