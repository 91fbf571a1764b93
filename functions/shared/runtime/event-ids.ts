import * as z from 'zod/mini';
import { InvitationId } from '../domain/invitation/invitation-id.ts';
import { parseJson } from '../domain/text/json.ts';
import type { LogIds } from './log-part.ts';

const Detail = z.looseObject({ eventId: z.optional(z.uuid()), invitationId: z.optional(InvitationId) });
const QueuedEvent = z.looseObject({ detail: Detail });

/** The ids of an event that a queue delivered, for its log lines: none of one that is not of this stack's form. */
export function idsOfEvent(body: string): LogIds {
  const { eventId, invitationId } = QueuedEvent.safeParse(parseJson(body)).data?.detail ?? {};
  return { ...(eventId !== undefined && { eventId }), ...(invitationId !== undefined && { invitationId }) };
}
