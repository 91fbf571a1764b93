import { hasPerson } from './chat.ts';
import type { Evidence } from './evidence.ts';
import { invitationsIn, isTombstone, type StoredInvitation } from './items.ts';
import type { Violation } from './violation.ts';
import { type Wanting, wantingOf } from './wanting.ts';

const MINUTE = 60_000;
/** How long an invitation stands for the wishes that follow it: the contract's quiet minutes. */
const QUIET_MS = 60 * MINUTE;
/** The stream, the bus and the queue have brought a wish to its function by then, whatever goes wrong on the way. */
const ANSWERED_WITHIN_MS = 60 * MINUTE;

/** `at`: when the stack learned of it; `saidAt`: what its message says, by which day it is kept for a person. */
type Wish = { messageId: string; chatId: string; at: number; saidAt: string; pk: string };

const wishesIn = ({ committed, world }: Evidence): Wish[] =>
  committed.flatMap(({ pk, before, after, at }) => {
    if (before || after?.['type'] !== 'intent' || isTombstone(world.table.items.get(pk))) return [];
    const [messageId, chatId, saidAt] = [after['messageId'], after['chatId'], after['at']].map(String);
    return [{ pk, at, messageId: messageId ?? '', chatId: chatId ?? '', saidAt: saidAt ?? '' }];
  });

const ENDS = ['booking', 'rejectedAt', 'undeliveredAt'] as const;

/** When the table first said that an invitation is over, so that the next wish deserves another. */
const endOf = ({ committed }: Evidence, { invitationId }: StoredInvitation): number =>
  committed.find(
    ({ pk, after }) => pk === `invitation#${invitationId}` && ENDS.some((end) => after?.[end] !== undefined),
  )?.at ?? Number.POSITIVE_INFINITY;

/** Whether an invitation that answers another wish of the same person could be open when this one was looked at. */
function isHeld(evidence: Evidence, invitations: StoredInvitation[], wish: Wish, customerId: string): boolean {
  return invitations.some((invitation) => {
    if (invitation.intentMessageId === undefined) return false;
    if (evidence.world.whatsapp.customerAt({ chatId: invitation.recipient.chatId })?.id !== customerId) return false;
    const madeAt = Date.parse(invitation.createdAt);
    const isNear = madeAt > wish.at - QUIET_MS && madeAt < wish.at + ANSWERED_WITHIN_MS;
    return isNear && endOf(evidence, invitation) > wish.at;
  });
}

/** Whether something on the way from the table to the function gave up, for a person to look at. */
const wasSetAside = ({ world }: Evidence, { pk }: Wish) =>
  world.queue.setAside.length > 0 || world.setAside.some(({ dynamodb }) => dynamodb?.Keys?.['pk']?.S === pk);

function isAnswered(evidence: Evidence, wanting: Wanting, invitations: StoredInvitation[], wish: Wish): boolean {
  if (invitations.some(({ intentMessageId }) => intentMessageId === wish.messageId)) return true;
  const customerId = evidence.world.whatsapp.customerAt({ chatId: wish.chatId })?.id;
  if (customerId === undefined || wasSetAside(evidence, wish)) return true;
  if (evidence.business.erasures.some((erasing) => erasing.customerId === customerId)) return true;
  // Who has got as many answers as a chat may get has a person.
  const { chatId, saidAt } = wish;
  if (hasPerson(evidence.world.table.items, { chatId, at: saidAt })) return true;
  const moment = { customerId, address: wish.chatId, before: wish.at, until: wish.at + ANSWERED_WITHIN_MS };
  return !wanting.isIn(moment) || isHeld(evidence, invitations, wish, customerId);
}

/** Promise 7 as a customer sees it: a wish to book is answered, unless an invitation is open or they want no messages. */
export function judgeWishes(evidence: Evidence): Violation[] {
  const wishes = wishesIn(evidence);
  if (wishes.length === 0 || !evidence.isQuiet) return [];
  const wanting = wantingOf(evidence);
  const invitations = invitationsIn(evidence.world.table.items);
  return wishes
    .filter((wish) => !isAnswered(evidence, wanting, invitations, wish))
    .map(({ messageId }) => ({ promise: 7, what: `a wish to book stays without an answer (${messageId})` }));
}
