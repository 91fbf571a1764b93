import * as z from 'zod/mini';
import type { UnmatchedReason } from '../domain/inbound.ts';
import { now } from '../domain/instant.ts';
import type { RequestKey } from '../domain/invitation-id.ts';
import { InvitationRequestDetail, readInvitationRequest } from '../domain/invitation-request.ts';
import { parseJson } from '../domain/json.ts';
import { Refusal, type RefusalKind } from '../domain/refusal.ts';
import { recordUnmatched } from './record-unmatched.ts';
import { type Sending, sendInvitation } from './send-invitation.ts';

/** What EventBridge puts into the queue, as far as it is needed here. */
const QueuedEvent = z.object({ id: z.string(), detail: z.unknown() });

/** Requests that no repeat can mend are kept for a person to look at. */
const HOPELESS: Partial<Record<RefusalKind, UnmatchedReason>> = {
  malformed: 'malformed-request',
  'impossible-phone': 'impossible-phone',
  'idempotency-key-reused': 'idempotency-key-reused',
};

async function send(sending: Sending, body: string, remainingMs: () => number): Promise<void> {
  const event = QueuedEvent.safeParse(parseJson(body));
  if (!event.success) throw new Refusal('malformed', 'The queue holds something that is no event.');
  const { request, body: detail } = readInvitationRequest(InvitationRequestDetail, event.data.detail, sending.contract);
  const key: RequestKey = detail.idempotencyKey
    ? { kind: 'idempotency-key', value: detail.idempotencyKey }
    : { kind: 'event', value: event.data.id };
  await sendInvitation(sending, request, key, remainingMs);
}

/**
 * Sends the invitation a `Flow Invitation Requested` event asks for, once per key or event. A request that can never
 * be met is kept as unmatched. Throws what a later try may mend: the queue delivers again.
 */
export async function sendRequested(sending: Sending, body: string, remainingMs: () => number): Promise<void> {
  try {
    await send(sending, body, remainingMs);
  } catch (error) {
    const reason = error instanceof Refusal ? HOPELESS[error.kind] : undefined;
    if (!reason) throw error;
    await recordUnmatched(sending, { reason, text: body }, now());
  }
}
