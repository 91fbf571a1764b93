import type { BusinessTerms } from '../business-terms.ts';
import type { SessionWindow } from '../customer/customer.ts';
import type { Carrier, MessageId } from '../delivery/delivery.ts';
import { delayAfter, type Failure, REACTIONS } from '../delivery/failure.ts';
import { epochMs, type Instant, later } from '../time/instant.ts';
import { type Attempt, attemptsOf, type Invitation } from './invitation.ts';
import { CLAIM_LAPSES_AFTER_MS } from './invitation-status.ts';

/** What an attempt's outcome means for its invitation. */
export type Settlement =
  | { kind: 'accepted'; messageId: MessageId }
  | { kind: 'rejected'; failure: Failure }
  | { kind: 'retrying'; failure: Failure; retryAt: Instant; carrier: Carrier }
  | { kind: 'unknown' };

/** The template an invitation may fall back to when the session window is closed. */
export const templateFor = (
  { language }: Pick<Invitation, 'language'>,
  { languages }: Pick<BusinessTerms, 'languages'>,
) => languages[language]?.template;

/**
 * How a message that is wanted to travel by `wanted` travels by what is known of the session window: outside it only
 * a template reaches the customer. `undefined` if nothing would.
 */
export function carrierIn(
  window: SessionWindow,
  wanted: Carrier,
  request: Pick<Invitation, 'language'>,
  contract: Pick<BusinessTerms, 'languages'>,
): Carrier | undefined {
  if (wanted === 'template' || window !== 'closed') return wanted;
  return templateFor(request, contract) && 'template';
}

/**
 * Whether the message of an attempt was found later, by its words and its minute. The provider answers a send before
 * the claim lapses.
 */
const wasAdopted = ({ outcome, claimedAt, settledAt }: Attempt): boolean =>
  outcome === 'accepted' && settledAt !== undefined && epochMs(settledAt) > epochMs(claimedAt) + CLAIM_LAPSES_AFTER_MS;

/**
 * What follows when the latest attempt was refused, or its message failed: another attempt at a certain time, or the
 * end. The template is tried once per invitation, and no attempt follows the last one the contract allows. None follows
 * an adopted message either: it may be another invitation's, and then the attempt's own outcome is still unknown.
 */
export function reactTo(
  failure: Failure,
  invitation: Invitation,
  contract: Pick<BusinessTerms, 'languages' | 'sending'>,
  at: Instant,
  retryAfterMs = 0,
): Extract<Settlement, { kind: 'rejected' | 'retrying' }> {
  const attempts = attemptsOf(invitation);
  const latest = attempts.at(-1);
  const reaction = REACTIONS[failure.reason];
  if (reaction.kind === 'stop' || attempts.length >= contract.sending.maxAttempts || (latest && wasAdopted(latest))) {
    return { kind: 'rejected', failure };
  }
  if (reaction.kind === 'template') {
    const mayFallBack = templateFor(invitation, contract) && attempts.every(({ carrier }) => carrier === 'flow');
    return mayFallBack
      ? { kind: 'retrying', failure, retryAt: at, carrier: 'template' }
      : { kind: 'rejected', failure };
  }
  const retryAt = later(at, Math.max(delayAfter(reaction, attempts.length), retryAfterMs));
  return { kind: 'retrying', failure, retryAt, carrier: latest?.carrier ?? 'flow' };
}
