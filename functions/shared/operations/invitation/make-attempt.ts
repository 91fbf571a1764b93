import { randomBytes } from 'node:crypto';
import type { Contract } from '../../contract/contract.ts';
import type { ContractLanguage } from '../../contract/language.ts';
import { type Customer, heardBy, sessionWindow } from '../../domain/customer/customer.ts';
import { fillGreeting } from '../../domain/customer/greeting.ts';
import type { Carrier } from '../../domain/delivery/delivery.ts';
import type { Failure } from '../../domain/delivery/failure.ts';
import { flowToSend } from '../../domain/forms/contract-form.ts';
import { mintFlowToken } from '../../domain/forms/flow-token.ts';
import {
  type Attempt,
  addresseeOf,
  attemptsOf,
  type Invitation,
  type NumberedAttempt,
} from '../../domain/invitation/invitation.ts';
import { carrierIn, reactTo, type Settlement, templateFor } from '../../domain/invitation/settlement.ts';
import { later, now } from '../../domain/time/instant.ts';
import type { FlowMessage, Provider } from '../../provider/one-msg.ts';
import type { SendOutcome } from '../../provider/send-outcome.ts';
import { logger } from '../../runtime/logger.ts';
import type { Pace } from '../../runtime/pacer.ts';
import type { CachedSecret } from '../../secrets/cached-secret.ts';
import type { DerivedKeys } from '../../secrets/derived-keys.ts';
import { readCustomer, recordConsent } from '../../store/customer/chats.ts';
import { abandonRetry, claimNextAttempt, settleAttempt } from '../../store/invitation/invitations.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { linkAcceptedMessage, writeTombstoneIfErased } from '../delivery/link-message.ts';
import { formOpening, templateData } from './form-data.ts';

export type SendContext = {
  table: CustomerTable;
  provider: Provider;
  contract: Contract;
  keys: CachedSecret<DerivedKeys>;
  /** Gives turns where many attempts are made, so that the channel's rate is kept. */
  pace?: Pace;
};

/** The first look at what waits: the claim has lapsed by then, and most messages are delivered. */
export const FIRST_DUE_AFTER_MS = 60_000;
/** The provider answers within this, or its answer is unknown. Below the functions' time-out, with room to store it. */
const PROVIDER_WITHIN_MS = 8_000;
const TIME_TO_STORE_MS = 3_000;
const TIME_TO_SEND_MS = PROVIDER_WITHIN_MS / 2 + TIME_TO_STORE_MS;

/** Whether there is time to make an attempt and store its outcome; `remainingMs` is what the function has left. */
export const hasTimeToSend = (remainingMs: number): boolean => remainingMs >= TIME_TO_SEND_MS;

/**
 * Waits for the turn of an attempt; `false` if there would be no time left to make it then. The turn comes before the
 * claim, because a claim without an outcome lapses soon.
 */
export async function isInTurn({ pace }: Pick<SendContext, 'pace'>, remainingMs: () => number): Promise<boolean> {
  return (await pace?.(remainingMs() - TIME_TO_SEND_MS)) ?? hasTimeToSend(remainingMs());
}

/** How long the provider may take to answer, so that its answer can still be stored. */
export const providerWithinMs = (remainingMs: number): number =>
  Math.min(PROVIDER_WITHIN_MS, remainingMs - TIME_TO_STORE_MS);

export const newAttempt = (carrier: Attempt['carrier']): Attempt => ({
  // 96 bits: an invitation has few attempts.
  claimId: randomBytes(12).toString('base64url'),
  claimedAt: now(),
  carrier,
});

/** The message that carries an invitation's form, with the text that `say` makes of the language's words. */
export async function flowMessage(
  context: Pick<SendContext, 'table' | 'contract' | 'keys'>,
  invitation: Invitation,
  say: (words: ContractLanguage) => string,
): Promise<FlowMessage> {
  const { contract, keys } = context;
  const words = contract.languages[invitation.language] ?? contract.languages[contract.defaultLanguage];
  if (!words) throw new Error(`The contract has no language "${invitation.language}" and no default.`);
  const flowToken = mintFlowToken(invitation.invitationId, (await keys.get()).signing);
  return {
    recipient: addresseeOf(invitation),
    greeting: say(words),
    cta: words.cta,
    flowId: flowToSend(invitation, contract),
    flowToken,
    opening: await formOpening(context, invitation, flowToken),
  };
}

async function callProvider(
  context: SendContext,
  invitation: Invitation,
  carrier: Attempt['carrier'],
  withinMs: number,
): Promise<SendOutcome> {
  const { contract, provider, keys } = context;
  const { customerName } = invitation;
  const template = templateFor(invitation, contract);
  if (carrier === 'template' && template) {
    const recipient = addresseeOf(invitation);
    const flowToken = mintFlowToken(invitation.invitationId, (await keys.get()).signing);
    const data = await templateData(context, invitation);
    return provider.sendTemplate({ recipient, template, customerName, flowToken, ...(data && { data }) }, withinMs);
  }
  const message = await flowMessage(context, invitation, ({ greeting }) => fillGreeting(greeting, customerName));
  return provider.sendFlow(message, withinMs);
}

function settlementOf({ contract }: SendContext, outcome: SendOutcome, invitation: Invitation): Settlement {
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
  context: SendContext,
  invitation: Invitation,
  attempt: NumberedAttempt,
  remainingMs: () => number,
): Promise<Invitation> {
  const { table } = context;
  const { invitationId } = invitation;
  const withinMs = providerWithinMs(remainingMs());
  const outcome = await callProvider(context, invitation, attempt.carrier, withinMs);
  const { number, carrier } = attempt;
  logger.info('invitation was sent', { invitationId, attempt: number, carrier, outcome: outcome.kind });
  // Before the outcome: once that is stored, nobody looks at this answer again.
  if (outcome.kind === 'refused' && outcome.failure.reason === 'opted-out') {
    await recordConsent(table, addresseeOf(invitation).chatId, 'opt-out', attempt.claimedAt, now());
  }
  const settlement = settlementOf(context, outcome, invitation);
  const settled = await settleAttempt(table, invitationId, attempt, settlement, now());
  if (outcome.kind === 'accepted') {
    const { messageId } = outcome;
    if (settled) await linkAcceptedMessage(context, settled, messageId, attempt.carrier);
    else await writeTombstoneIfErased(context, messageId);
  }
  return settled ?? invitation;
}

/**
 * Makes the attempt an invitation has claimed, and those that may follow at once: a flow message refused because the
 * window is closed is followed by the template. Whatever has to wait is left due. Returns the invitation then.
 */
export async function makeAttempts(
  context: SendContext,
  invitation: Invitation,
  remainingMs: () => number,
): Promise<Invitation> {
  const attempt = attemptsOf(invitation).at(-1);
  if (!attempt) throw new Error('An invitation without an attempt cannot be sent.');
  const tried = await makeAttempt(context, invitation, attempt, remainingMs);
  const { retryAt } = tried;
  const mayFollow = retryAt !== undefined && retryAt <= now() && (await isInTurn(context, remainingMs));
  return mayFollow ? retryInTurn(context, tried, remainingMs) : tried;
}

/** How the next attempt travels, or why it must not be made: both may have changed since it was planned. */
function nextAttempt({ contract }: SendContext, invitation: Invitation, customer: Customer): Carrier | Failure {
  if (customer.optedOut) return { reason: 'opted-out' };
  const window = sessionWindow(heardBy(customer, invitation), now());
  return carrierIn(window, invitation.nextCarrier ?? 'flow', invitation, contract) ?? { reason: 'window-closed' };
}

/**
 * Claims and makes the next attempt if its time has come and the customer may be written to. Whoever may not be any more
 * is not tried again. The caller took the turn (`isInTurn`) before it read the invitation, which may have changed while it
 * waited.
 */
export async function retryInTurn(
  context: SendContext,
  invitation: Invitation,
  remainingMs: () => number,
): Promise<Invitation> {
  const { table } = context;
  const { invitationId, retryAt } = invitation;
  if (!retryAt || retryAt > now() || !hasTimeToSend(remainingMs())) return invitation;
  const next = nextAttempt(context, invitation, await readCustomer(table, addresseeOf(invitation).chatId));
  if (typeof next !== 'string') return (await abandonRetry(table, invitationId, retryAt, next, now())) ?? invitation;
  const attempt = newAttempt(next);
  const dueAt = later(attempt.claimedAt, FIRST_DUE_AFTER_MS);
  const claimed = await claimNextAttempt(table, { ...invitation, retryAt }, attempt, dueAt);
  return claimed ? makeAttempts(context, claimed, remainingMs) : invitation;
}
