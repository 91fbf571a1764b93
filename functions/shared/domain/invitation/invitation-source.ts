import * as z from 'zod/mini';

/** Where an invitation was asked for: by a program at the API, on the bus, in the customer's own chat, or at the desk. */
export const InvitationSource = z.enum(['api', 'bus', 'chat', 'desk']);
export type InvitationSource = z.infer<typeof InvitationSource>;

type Known = {
  source?: InvitationSource | undefined;
  origin?: 'desk' | undefined;
  intentMessageId?: string | undefined;
};

/** Where it was asked for. Earlier releases kept it of wishes in the chat and of bookings by hand only. */
export function sourceOf({ source, origin, intentMessageId }: Known): InvitationSource | undefined {
  if (source) return source;
  if (origin) return origin;
  return intentMessageId === undefined ? undefined : 'chat';
}
