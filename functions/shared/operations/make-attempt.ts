import { randomUUID } from 'node:crypto';
import type { Contract } from '../contract/contract.ts';
import { mintFlowToken } from '../domain/flow-token.ts';
import { fillGreeting } from '../domain/greeting.ts';
import { type Instant, later, now } from '../domain/instant.ts';
import { type Attempt, attemptsOf, type Invitation, type NumberedAttempt } from '../domain/invitation.ts';
import { isJsonObject, parseJson } from '../domain/json.ts';
import { reactTo, type Settlement, templateFor } from '../domain/settlement.ts';
import type { Provider } from '../provider/one-msg.ts';
import type { SendOutcome } from '../provider/send-outcome.ts';
import type { CachedSecret } from '../secrets/cached-secret.ts';
import type { DerivedKeys } from '../secrets/derived-keys.ts';
import { readCustomer, recordConsent } from '../store/chats.ts';
import { abandonRetry, claimNextAttempt, settleAttempt } from '../store/invitations.ts';
import type { CustomerTable } from '../store/table.ts';
import { buryErased, linkAcceptedMessage } from './link-message.ts';

export type Sending = {
  table: CustomerTable;
  provider: Provider;
  contract: Contract;
  keys: CachedSecret<DerivedKeys>;
  /** Waits before each call to the provider where many are made, so that the channel's rate is kept. */
  pace?: () => Promise<void>;
};

/** The first look at what waits: the claim has lapsed by then, and most messages are delivered. */
export const FIRST_DUE_AFTER_MS = 60_000;
/** The provider answers within this, or its answer is unknown. Below the functions' time-out, with room to store it. */
const PROVIDER_WITHIN_MS = 8_000;
const TIME_TO_STORE_MS = 3_000;

/** Whether there is time to make an attempt and store its outcome; `remainingMs` is what the function has left. */
export const hasTimeToSend = (remainingMs: number): boolean => remainingMs >= PROVIDER_WITHIN_MS / 2 + TIME_TO_STORE_MS;

/** How long the provider may take to answer, so that its answer can still be stored. */
export const providerWithinMs = (remainingMs: number): number =>
  Math.min(PROVIDER_WITHIN_MS, remainingMs - TIME_TO_STORE_MS);

export const newAttempt = (carrier: Attempt['carrier']): Attempt => ({
  claimId: randomUUID(),
  claimedAt: now(),
  carrier,
});

async function callProvider(
  { contract, provider, keys }: Sending,
  invitation: Invitation,
  carrier: Attempt['carrier'],
  withinMs: number,
): Promise<SendOutcome> {
  const { recipient, customerName } = invitation;
  const flowToken = mintFlowToken(invitation.invitationId, (await keys.get()).signing);
  const template = templateFor(invitation, contract);
  if (carrier === 'template' && template) {
    return provider.sendTemplate({ recipient, template, customerName, flowToken }, withinMs);
  }
  const words = contract.languages[invitation.language] ?? contract.languages[contract.defaultLanguage];
  if (!words) throw new Error(`The contract has no language "${invitation.language}" and no default.`);
  const data = parseJson(invitation.data ?? '');
  const message = {
    recipient,
    greeting: fillGreeting(words.greeting, customerName),
    cta: words.cta,
    flowId: invitation.flowId,
    flowToken,
    ...(isJsonObject(data) && { data }),
  };
  return provider.sendFlow(message, withinMs);
}

function settlementOf({ contract }: Sending, outcome: SendOutcome, invitation: Invitation): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'refused':
      return reactTo(outcome.failure, invitation, contract, now(), outcome.retryAfterMs);
    case 'unknown':
      return { kind: 'unknown' };
  }
}

/** Makes one claimed attempt: one call to the provider, its outcome recorded, the message linked to the invitation. */
async function makeAttempt(
  sending: Sending,
  invitation: Invitation,
  attempt: NumberedAttempt,
  remainingMs: () => number,
): Promise<Invitation> {
  const { table } = sending;
  const { invitationId } = invitation;
  await sending.pace?.();
  const withinMs = providerWithinMs(remainingMs());
  const outcome = await callProvider(sending, invitation, attempt.carrier, withinMs);
  const settlement = settlementOf(sending, outcome, invitation);
  const settled = await settleAttempt(table, invitationId, attempt, settlement, now());
  if (settlement.kind === 'rejected' && settlement.failure.reason === 'opted-out') {
    await recordConsent(table, invitation.recipient.chatId, 'opt-out', attempt.claimedAt, now());
  }
  if (outcome.kind === 'accepted') {
    const { messageId } = outcome;
    if (settled) await linkAcceptedMessage(sending, settled, messageId, attempt.carrier);
    else await buryErased(sending, messageId);
  }
  return settled ?? invitation;
}

/**
 * Makes the attempt an invitation has claimed, and those that may follow at once: a flow message refused because the
 * window is closed is followed by the template. Whatever has to wait is left due. Returns the invitation then.
 */
export async function makeAttempts(
  sending: Sending,
  invitation: Invitation,
  remainingMs: () => number,
): Promise<Invitation> {
  const attempt = attemptsOf(invitation).at(-1);
  if (!attempt) throw new Error('An invitation without an attempt cannot be sent.');
  const tried = await makeAttempt(sending, invitation, attempt, remainingMs);
  return retryWhatIsDue(sending, tried, remainingMs);
}

/** Whoever opted out since the first attempt is not tried again. */
async function rejectOptedOut({ table }: Sending, invitation: Invitation, retryAt: Instant): Promise<Invitation> {
  const failure = { reason: 'opted-out' as const };
  return (await abandonRetry(table, invitation.invitationId, retryAt, failure, now())) ?? invitation;
}

/** Claims and makes the next attempt if its time has come and there is time to make it; else changes nothing. */
export async function retryWhatIsDue(
  sending: Sending,
  invitation: Invitation,
  remainingMs: () => number,
): Promise<Invitation> {
  const { retryAt, nextCarrier, recipient } = invitation;
  if (!retryAt || retryAt > now() || !hasTimeToSend(remainingMs())) return invitation;
  if ((await readCustomer(sending.table, recipient.chatId)).optedOut)
    return rejectOptedOut(sending, invitation, retryAt);
  const attempt = newAttempt(nextCarrier ?? 'flow');
  const claimed = await claimNextAttempt(
    sending.table,
    invitation,
    attempt,
    later(attempt.claimedAt, FIRST_DUE_AFTER_MS),
  );
  return claimed ? makeAttempts(sending, claimed, remainingMs) : invitation;
}
