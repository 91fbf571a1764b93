import { type Customer, heardBy, sessionWindow } from '../../domain/customer/customer.ts';
import { presentableName } from '../../domain/customer/greeting.ts';
import type { Message } from '../../domain/delivery/delivery.ts';
import { Refusal, reusedKey } from '../../domain/delivery/refusal.ts';
import { attemptsOf, type Invitation, messageIdsOf } from '../../domain/invitation/invitation.ts';
import { type InvitationId, invitationIdFor, type RequestKey } from '../../domain/invitation/invitation-id.ts';
import { type InvitationRequest, isHashOf, requestHash } from '../../domain/invitation/invitation-request.ts';
import type { InvitationSource } from '../../domain/invitation/invitation-source.ts';
import { CLAIM_LAPSES_AFTER_MS, invitationStatus } from '../../domain/invitation/invitation-status.ts';
import { carrierIn } from '../../domain/invitation/settlement.ts';
import { DAY_MS, type Instant, later, now } from '../../domain/time/instant.ts';
import { noteInvitation } from '../../runtime/logger.ts';
import { readCustomer } from '../../store/customer/chats.ts';
import { type ErasedItem, isErased } from '../../store/customer/erased.ts';
import { readMessages } from '../../store/delivery/messages.ts';
import { createInvitation, findInvitation } from '../../store/invitation/invitations.ts';
import { linkAcceptedMessage } from '../delivery/link-message.ts';
import {
  FIRST_DUE_AFTER_MS,
  hasTimeToSend,
  isInTurn,
  makeAttempts,
  newAttempt,
  type SendContext,
} from './make-attempt.ts';

/** How the first attempt travels by what is known of the window, or not at all: then it is refused as it is made. */
function firstAttempt({ contract }: SendContext, request: InvitationRequest, customer: Customer) {
  const carrier = carrierIn(sessionWindow(customer, now()), 'flow', request, contract);
  if (carrier) return newAttempt(carrier);
  const attempt = newAttempt('flow');
  const failure = { reason: 'window-closed' as const };
  return { ...attempt, outcome: 'refused' as const, settledAt: attempt.claimedAt, failure };
}

/** When and where an invitation was asked for. */
type Asked = { requestedAt: Instant; source: InvitationSource };

function draft(
  context: SendContext,
  invitationId: InvitationId,
  request: InvitationRequest,
  customer: Customer,
  { requestedAt, source }: Asked,
): Invitation {
  const intent = request.intentMessageId && { intentMessageId: request.intentMessageId, intentAt: requestedAt };
  const attempt = firstAttempt(context, request, heardBy(customer, { ...intent, history: {} }));
  const { fallbackName = '' } = context.contract.languages[request.language] ?? {};
  return {
    invitationId,
    channelId: context.table.channelId,
    createdAt: attempt.claimedAt,
    recipient: request.recipient,
    customerName: presentableName(request.customerName) ?? presentableName(customer.displayName) ?? fallbackName,
    language: request.language,
    flowId: request.flowId,
    ...(request.data && { data: JSON.stringify(request.data) }),
    ...intent,
    source,
    requestHash: requestHash(request),
    attempts: { '1': attempt },
    ...('failure' in attempt && { rejectedAt: attempt.settledAt, rejection: attempt.failure }),
    history: {},
    revision: 0,
  };
}

function secondsUntilLapse(invitation: Invitation): number {
  const claimedAt = attemptsOf(invitation).at(-1)?.claimedAt ?? invitation.createdAt;
  const lapsesAt = later(claimedAt, CLAIM_LAPSES_AFTER_MS);
  return Math.max(1, Math.ceil((Date.parse(lapsesAt) - Date.now()) / 1000));
}

const wasErased = () =>
  new Refusal('erased', 'The customer of this request was erased since: ask anew, with another idempotency key.');

/** The invitation and, for a repeated request, its messages. */
export type SendResult = { invitation: Invitation; messages: Message[]; repeated: boolean };

/** A repeated request: nothing is sent; what a crash left half done after the provider's answer is finished. */
async function repeatInvitation(
  context: SendContext,
  existing: Invitation | ErasedItem,
  request: InvitationRequest,
): Promise<SendResult> {
  if (isErased(existing)) throw wasErased();
  if (!isHashOf(existing.requestHash, request)) {
    throw reusedKey();
  }
  if (invitationStatus(existing, [], now()) === 'sending') {
    const retryAfterSeconds = secondsUntilLapse(existing);
    throw new Refusal('still-running', 'The first request with this key is still running.', { retryAfterSeconds });
  }
  for (const { messageId, carrier } of attemptsOf(existing)) {
    if (messageId) await linkAcceptedMessage(context, existing, messageId, carrier);
  }
  return { invitation: existing, messages: await readMessages(context.table, messageIdsOf(existing)), repeated: true };
}

/** Refuses to write to a customer who opted out. A request fulfilled before the opt-out gets its first answer. */
async function refuseOptedOut(context: SendContext, invitationId: InvitationId, request: InvitationRequest) {
  const existing = await findInvitation(context.table, invitationId);
  if (!existing) throw new Refusal('opted-out', 'This customer asked not to receive messages.');
  return repeatInvitation(context, existing, request);
}

/**
 * Invites a customer once per key: the first call claims and sends, a repeat answers with what became of the first.
 * `remainingMs` is the time the function has left. Throws Refusal `idempotency-key-reused`, `still-running`, `opted-out`
 * or `erased` (the customer was erased after `requestedAt`). Throws an error and sends nothing if too little time is left.
 */
export async function sendInvitation(
  context: SendContext,
  request: InvitationRequest,
  { key, ...asked }: Asked & { key: RequestKey | undefined },
  remainingMs: () => number,
): Promise<SendResult> {
  const { table, contract } = context;
  const invitationId = invitationIdFor(table.channelId, key);
  noteInvitation(invitationId);
  // Before the reads: what they find must still hold when the attempt is made.
  const isTurn = await isInTurn(context, remainingMs);
  const [customer] = await Promise.all([readCustomer(table, request.recipient.chatId), context.keys.get()]);
  if (customer.erasedAt && asked.requestedAt <= customer.erasedAt) throw wasErased();
  if (customer.optedOut) return refuseOptedOut(context, invitationId, request);
  if (!isTurn || !hasTimeToSend(remainingMs())) throw new Error('Too little time left to send.');

  const invitation = draft(context, invitationId, request, customer, asked);
  const created = await createInvitation(table, invitation, {
    ...(!invitation.rejectedAt && { dueAt: later(invitation.createdAt, FIRST_DUE_AFTER_MS) }),
    expiresAt: later(invitation.createdAt, contract.retention.invitationDays * DAY_MS),
  });
  const existing = created ? undefined : await findInvitation(table, invitationId);
  // The write's answer may have been lost and the SDK repeated it: our own claim in the table means that we were first.
  const ours =
    created || (!isErased(existing) && existing?.attempts['1']?.claimId === invitation.attempts['1']?.claimId);
  if (ours && invitation.rejectedAt) return { invitation, messages: [], repeated: false };
  if (ours) return { invitation: await makeAttempts(context, invitation, remainingMs), messages: [], repeated: false };
  if (!existing) throw new Error('The invitation disappeared while the request was repeated.');
  return repeatInvitation(context, existing, request);
}
