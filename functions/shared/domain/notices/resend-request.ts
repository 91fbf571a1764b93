import * as z from 'zod/mini';
import { Refusal } from '../delivery/refusal.ts';
import { faultsOf } from '../field-faults.ts';

/** What has a notice sent again over HTTP: what is sent is decided by the booking as it is. */
export const ResendBody = z.strictObject(
  {},
  { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) },
);
export type ResendBody = z.infer<typeof ResendBody>;

/** Holds that the body is one. Throws Refusal `malformed`, naming each field. */
export function readResend(body: unknown): ResendBody {
  const { data, error } = ResendBody.safeParse(body);
  if (error) throw new Refusal('malformed', 'The request is malformed.', { faults: faultsOf(error) });
  return data;
}
