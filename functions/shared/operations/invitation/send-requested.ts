import * as z from 'zod/mini';
import type { UnmatchedReason } from '../../domain/customer/inbound.ts';
import { Refusal, type RefusalKind } from '../../domain/delivery/refusal.ts';
import { BookingIntentDetected, EVENT_SOURCE } from '../../domain/events/event-details.ts';
import type { RequestKey } from '../../domain/invitation/invitation-id.ts';
import { InvitationRequestDetail, readInvitationRequest } from '../../domain/invitation/invitation-request.ts';
import { parseJson } from '../../domain/text/json.ts';
import { type Instant, instantAt, later, now } from '../../domain/time/instant.ts';
import { recordUnmatched } from '../webhook/record-unmatched.ts';
import { answerIntent } from './answer-intent.ts';
import type { SendContext } from './make-attempt.ts';
import { sendInvitation } from './send-invitation.ts';

/** What EventBridge puts into the queue, as far as it is needed here. */
const QueuedEvent = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  /** ISO 8601 in whole seconds, by the clock of whoever asked. */
  time: z.optional(z.string()),
  detail: z.unknown(),
});

/** The latest instant that a time in whole seconds may stand for; what is no time is now. */
function latestOf(time: string | undefined): Instant {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? now() : later(instantAt(ms), 999);
}

/** Requests that fail on every repeat are kept for a person. */
const HOPELESS: Partial<Record<RefusalKind, UnmatchedReason>> = {
  malformed: 'malformed-request',
  'impossible-phone': 'impossible-phone',
  'idempotency-key-reused': 'idempotency-key-reused',
  'opted-out': 'opted-out',
};

async function sendForEvent(
  context: SendContext,
  { id, time, detail }: z.infer<typeof QueuedEvent>,
  remainingMs: () => number,
) {
  const { request, body } = readInvitationRequest(InvitationRequestDetail, detail, context.contract);
  const key: RequestKey = body.idempotencyKey
    ? { kind: 'idempotency-key', value: body.idempotencyKey }
    : { kind: 'event', value: id };
  await sendInvitation(context, request, { key, requestedAt: latestOf(time), source: 'bus' }, remainingMs);
}

async function send(context: SendContext, body: string, remainingMs: () => number): Promise<void> {
  const event = QueuedEvent.safeParse(parseJson(body));
  if (!event.success) throw new Refusal('malformed', 'The queue holds something that is no event.');
  const intent = event.data.source === EVENT_SOURCE ? BookingIntentDetected.safeParse(event.data.detail) : undefined;
  if (intent?.success) await answerIntent(context, intent.data, remainingMs);
  else await sendForEvent(context, event.data, remainingMs);
}

/**
 * Sends the invitation that a `Flow Invitation Requested` or `Booking Intent Detected` event asks for, once per key or
 * event. An invalid request is kept as unmatched, unless it came before its customer was erased. Throws if a later
 * try may succeed: the queue delivers again.
 */
export async function sendRequested(context: SendContext, body: string, remainingMs: () => number): Promise<void> {
  try {
    await send(context, body, remainingMs);
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'erased') return;
    const reason = error instanceof Refusal ? HOPELESS[error.kind] : undefined;
    if (!reason) throw error;
    await recordUnmatched(context, { reason, text: body }, now());
  }
}
