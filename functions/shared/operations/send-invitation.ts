import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import { mintFlowToken } from '../domain/flow-token.ts';
import { fillGreeting, presentableName } from '../domain/greeting.ts';
import { DAY_MS, later, now } from '../domain/instant.ts';
import { attemptsOf, type Invitation, messageIdsOf, type NumberedAttempt } from '../domain/invitation.ts';
import { invitationIdFor, type RequestKey } from '../domain/invitation-id.ts';
import { type InvitationRequest, requestHash } from '../domain/invitation-request.ts';
import { CLAIM_LAPSES_AFTER_MS, invitationStatus } from '../domain/invitation-status.ts';
import { isJsonObject, parseJson } from '../domain/json.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Settlement, settleRefusal } from '../domain/settlement.ts';
import type { Provider } from '../provider/one-msg.ts';
import type { SendOutcome } from '../provider/send-outcome.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import type { DerivedKeys } from '../secrets/derived-keys.ts';
import { readChat } from '../store/chats.ts';
import { createInvitation, readInvitation, settleAttempt } from '../store/invitations.ts';
import type { Table } from '../store/table.ts';
import { linkAcceptedMessage } from './link-message.ts';

export type Sending = { table: Table; provider: Provider; contract: Contract; keys: CachedSecret<DerivedKeys> };

/** The first look at what waits: the claim has lapsed by then, and most messages are delivered. */
const FIRST_DUE_AFTER_MS = 60_000;
/** The provider answers within this, or its answer is unknown. Below the functions' time-out, with room to store it. */
const PROVIDER_WITHIN_MS = 8_000;
const TIME_TO_STORE_MS = 3_000;

async function draft(sending: Sending, request: InvitationRequest, key: RequestKey | undefined): Promise<Invitation> {
  const { table, contract } = sending;
  const chat = request.customerName === undefined ? await readChat(table, request.recipient.chatId) : undefined;
  const fallbackName = contract.languages[request.language]?.fallbackName ?? '';
  const at = now();
  return {
    invitationId: invitationIdFor(table.channelId, key),
    channelId: table.channelId,
    createdAt: at,
    recipient: request.recipient,
    customerName: presentableName(request.customerName) ?? presentableName(chat?.displayName) ?? fallbackName,
    language: request.language,
    flowId: request.flowId,
    ...(request.data && { data: JSON.stringify(request.data) }),
    requestHash: requestHash(request),
    attempts: { '1': { claimId: randomUUID(), claimedAt: at, carrier: 'flow' } },
    history: {},
    revision: 0,
  };
}

async function callProvider(sending: Sending, invitation: Invitation, withinMs: number): Promise<SendOutcome> {
  const { contract, provider, keys } = sending;
  const words = contract.languages[invitation.language] ?? contract.languages[contract.defaultLanguage];
  if (!words) throw new Error(`The contract has no language "${invitation.language}" and no default.`);
  const data = parseJson(invitation.data ?? '');
  const message = {
    recipient: invitation.recipient,
    greeting: fillGreeting(words.greeting, invitation.customerName),
    cta: words.cta,
    flowId: invitation.flowId,
    flowToken: mintFlowToken(invitation.invitationId, (await keys.get()).signing),
    ...(isJsonObject(data) && { data }),
  };
  return provider.sendFlow(message, withinMs);
}

function settlementOf(outcome: SendOutcome, attempt: NumberedAttempt): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'refused':
      return settleRefusal(outcome.failure, attempt.number, now(), outcome.retryAfterMs);
    case 'unknown':
      return { kind: 'unknown' };
  }
}

/** Makes a claimed attempt: one call to the provider, its outcome recorded, the message linked to the invitation. */
async function makeAttempt(
  sending: Sending,
  invitation: Invitation,
  attempt: NumberedAttempt,
  remainingMs: () => number,
): Promise<Invitation> {
  const withinMs = Math.min(PROVIDER_WITHIN_MS, remainingMs() - TIME_TO_STORE_MS);
  const outcome = await callProvider(sending, invitation, withinMs);
  const { table } = sending;
  const settled = await settleAttempt(table, invitation.invitationId, attempt, settlementOf(outcome, attempt), now());
  if (outcome.kind === 'accepted')
    await linkAcceptedMessage(sending, invitation.invitationId, outcome.messageId, attempt.carrier);
  return settled ?? invitation;
}

function secondsUntilLapse(invitation: Invitation): number {
  const claimedAt = attemptsOf(invitation).at(-1)?.claimedAt ?? invitation.createdAt;
  const lapsesAt = later(claimedAt, CLAIM_LAPSES_AFTER_MS);
  return Math.max(1, Math.ceil((Date.parse(lapsesAt) - Date.now()) / 1000));
}

/** A repeated request: nothing is sent; what a crash left half done after the provider's answer is finished. */
async function repeatInvitation(sending: Sending, existing: Invitation, hash: string): Promise<Invitation> {
  if (existing.requestHash !== hash) {
    throw new Refusal('idempotency-key-reused', 'This idempotency key was used for another request.');
  }
  if (invitationStatus(existing, now()) === 'sending') {
    const retryAfterSeconds = secondsUntilLapse(existing);
    throw new Refusal('still-running', 'The first request with this key is still running.', { retryAfterSeconds });
  }
  for (const { messageId, carrier } of attemptsOf(existing)) {
    if (messageId) await linkAcceptedMessage(sending, existing.invitationId, messageId, carrier);
  }
  return existing;
}

/**
 * Invites a customer once per key: the first call claims and sends, a repeat answers with what became of the first.
 * `remainingMs` is the time the function has left. Throws Refusal `idempotency-key-reused` or `still-running`, and
 * an error if there is too little time left to send and store the answer; nothing is claimed or sent then.
 */
export async function sendInvitation(
  sending: Sending,
  request: InvitationRequest,
  key: RequestKey | undefined,
  remainingMs: () => number,
): Promise<{ invitation: Invitation; repeated: boolean }> {
  const { table, contract } = sending;
  const invitation = await draft(sending, request, key);
  await sending.keys.get();
  if (remainingMs() < PROVIDER_WITHIN_MS / 2 + TIME_TO_STORE_MS) throw new Error('Too little time left to send.');

  const claim = attemptsOf(invitation)[0];
  if (!claim) throw new Error('A new invitation has no attempt.');
  const created = await createInvitation(table, invitation, {
    dueAt: later(invitation.createdAt, FIRST_DUE_AFTER_MS),
    expiresAt: later(invitation.createdAt, contract.retention.invitationDays * DAY_MS),
  });
  const existing = created ? undefined : await readInvitation(table, invitation.invitationId);
  // The write's answer may have been lost and the SDK repeated it: our own claim in the table means that we were first.
  const ours = created || existing?.attempts['1']?.claimId === claim.claimId;
  if (ours) return { invitation: await makeAttempt(sending, invitation, claim, remainingMs), repeated: false };
  if (!existing) throw new Error('An invitation vanished while it was asked for again.');
  return { invitation: await repeatInvitation(sending, existing, invitation.requestHash), repeated: true };
}

/** The newest message that carried the invitation, if one was accepted. */
export const currentMessageId = (invitation: Invitation) => messageIdsOf(invitation).at(-1);
