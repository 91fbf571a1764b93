import * as z from 'zod/mini';

/** Names a key among the named ones. It is no secret, and stays the key's own after it is revoked. */
export const KeyId = z
  .string()
  .check(z.regex(/^key-[0-9a-f]{12}$/))
  .brand<'KeyId'>();
export type KeyId = z.infer<typeof KeyId>;

/**
 * Who made a change: the customer, the system, the holder of a named key, whoever has the stack's own key (`owner`), or a
 * member of staff on WhatsApp.
 */
export const Actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customer') }),
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('key'), keyId: KeyId, holder: z.string() }),
  z.object({ kind: z.literal('staff'), staff: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

export const CUSTOMER: Actor = { kind: 'customer' };
export const SYSTEM: Actor = { kind: 'system' };
