import { v5, v7 } from 'uuid';
import * as z from 'zod/mini';

/** A UUID: version 7 (time-ordered), or version 5 when it is derived from what must make one invitation only. */
export const InvitationId = z
  .string()
  .check(
    z.regex(
      /^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      'must be the id of an invitation',
    ),
  )
  .brand<'InvitationId'>();
export type InvitationId = z.infer<typeof InvitationId>;

/** Namespaces the derived ids of this product (a random UUID, fixed for ever). */
const NAMESPACE = '7d1c7f0e-6a52-4c53-9a6e-0a4f3f6b2f11';

/** What makes two requests the same one: a key the caller chose, or the id of the event that asked. */
export type RequestKey = { kind: 'idempotency-key' | 'event'; value: string };

/** The same key on the same channel always gives the same id; without a key every call gives a new one. */
export function invitationIdFor(channelId: string, key: RequestKey | undefined): InvitationId {
  return InvitationId.parse(key ? v5(`${channelId}\n${key.kind}\n${key.value}`, NAMESPACE) : v7());
}
