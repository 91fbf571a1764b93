import * as z from 'zod/mini';

/** What the texts are that can be opened at a step: requests, answers, and what went over the wire. */
export const PayloadName = z.enum([
  'request',
  'provider-request',
  'webhook',
  'event',
  'decrypted-request',
  'decrypted-answer',
  'wire',
]);
export type PayloadName = z.infer<typeof PayloadName>;

/** A text that a person can open in full. */
export const NamedPayload = z.object({ name: PayloadName, body: z.unknown() });
export type NamedPayload = z.infer<typeof NamedPayload>;
