import { mayHaveWrittenSince } from '../customer/customer.ts';
import { Refusal } from '../delivery/refusal.ts';
import type { Actor } from '../people/actor.ts';
import type { Instant } from '../time/instant.ts';
import { hasArrived, withoutEnd } from './follow-notice.ts';
import type { Notice, NoticeCarrier, NotTold, NotToldReason } from './notice.ts';
import { hasBegun, hasTemplateFor, type NoticeFacts } from './plan-notices.ts';
import type { NoticeTerms } from './text-to-say.ts';
import { decisiveNotice, isOvertaken, mayHaveArrived, notToldMark } from './told-content.ts';

/** So often staff may have one notice sent again: after that only a call helps. */
const MOST_RESENDS = 5;

/** Where it is certain that nothing reached the customer, and another message may. */
const DEFINITE: readonly NotToldReason[] = ['window-closed', 'refused', 'failed', 'opted-out'];

type ReachFacts = Pick<NoticeFacts, 'invitation' | 'customer' | 'now'> & { contract: NoticeTerms };

/** How a notice that did not reach the customer would travel if it were sent again now; `undefined` if none would help. */
export function carrierOfResend(
  notTold: NotTold,
  { invitation, customer, contract, now }: ReachFacts,
): NoticeCarrier | undefined {
  const isDefinite = DEFINITE.includes(notTold.reason);
  if (!isDefinite || customer.optedOut || hasBegun(notTold, invitation, now)) return undefined;
  const { window, heardAt } = customer;
  const isReopened = notTold.reason !== 'window-closed' || mayHaveWrittenSince(notTold.since, heardAt);
  if (window !== 'closed' && isReopened) return 'text';
  return hasTemplateFor(notTold, invitation, contract) ? 'template' : undefined;
}

/**
 * The notice that is sent again: the one that says whether the customer knows the booking as it is now, if it is certain
 * that it did not reach them. Throws Refusal: `already-told` if nobody has to tell them or a newer version is told,
 * `may-have-arrived` if a repeat could tell them twice, `start-in-past`, `opted-out`, or `unreachable` if no message would
 * reach them now.
 */
export function noticeToResend(facts: NoticeFacts): Notice {
  const { notices, invitation, customer, now } = facts;
  const [notice, mark] = [decisiveNotice(notices), notToldMark(notices)];
  const isNewest = notices.some(({ revision }) => revision >= invitation.revision);
  if (!notice || !mark || !isNewest || hasArrived(notice, facts.messages)) {
    throw new Refusal('already-told', 'Nobody has to tell this customer, or they are just being told.');
  }
  if (mayHaveArrived(notice)) {
    throw new Refusal('may-have-arrived', 'Nobody knows whether a message reached the customer: call them.');
  }
  if (hasBegun(notice, invitation, now)) throw new Refusal('start-in-past', 'The appointment has begun.');
  if (customer.optedOut) throw new Refusal('opted-out', 'The customer asked not to receive messages.');
  const isHopeless = (notice.resends?.length ?? 0) >= MOST_RESENDS || isOvertaken(notice, notices);
  if (isHopeless || !carrierOfResend(mark, facts)) {
    throw new Refusal('unreachable', 'No message would reach the customer now: call them.');
  }
  return notice;
}

/** Under which id it is sent again, and who has it sent. */
export type Resending = { id: string; actor: Actor };

/** The notice as it waits to be sent again, until the deadline. */
export function sentAgain(notice: Notice, { id, actor }: Resending, deadline: Instant, at: Instant): Notice {
  const { attempts, resends = [] } = notice;
  return { ...withoutEnd(notice), deadline, resends: [...resends, { id, actor, at, after: attempts.length }] };
}
