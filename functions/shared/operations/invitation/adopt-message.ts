import { fillGreeting } from '../../domain/customer/greeting.ts';
import type { Echo } from '../../domain/customer/inbound.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { messageKeptUntil } from '../../domain/delivery/messages-kept.ts';
import {
  addresseeOf,
  attemptsOf,
  type Invitation,
  messageIdsOf,
  type NumberedAttempt,
} from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { DAY_MS, epochMs, later, now } from '../../domain/time/instant.ts';
import { readAddresses } from '../../store/customer/chats.ts';
import { keysAbout } from '../../store/customer/customer-index.ts';
import { isErased } from '../../store/customer/erased.ts';
import { linkMessage, readMessage, type StoredMessage } from '../../store/delivery/messages.ts';
import { findEchoes } from '../../store/invitation/echoes.ts';
import { findInvitation, readInvitation, settleAttempt } from '../../store/invitation/invitations.ts';
import { invitationIdIn } from '../../store/table/keys.ts';
import { recordOptOut } from '../delivery/follow-failure.ts';
import { deliverWaiting, type LookupContext, writeTombstoneIfErased } from '../delivery/link-message.ts';

/** A message sent by an attempt appears within this span around its claim: clocks differ, a slow call takes a while. */
const EARLIER_MS = 5_000;
const LATER_MS = 120_000;

/** A run that adopts a message is done within this; after it, another run finishes what it left. */
const FINISHED_WITHIN_MS = 2 * 60_000;

/**
 * Whether another invitation to the same customer, under any address of theirs, could own the message just as
 * well: same words, same minutes, and its own message not known either. Then nothing proves anything.
 */
async function hasRival({ table }: LookupContext, invitation: Invitation, attempt: NumberedAttempt): Promise<boolean> {
  const span = { from: later(attempt.claimedAt, -DAY_MS), to: later(attempt.claimedAt, LATER_MS) };
  const addresses = await readAddresses(table, addresseeOf(invitation).chatId);
  const keys = await Promise.all(addresses.map((address) => keysAbout(table, address, 'invitation', span)));
  const ids = keys.flat().map(invitationIdIn);
  const others = await Promise.all(
    ids.filter((id) => id !== invitation.invitationId).map((id) => readInvitation(table, id)),
  );
  const isNear = ({ claimedAt }: NumberedAttempt) =>
    Math.abs(epochMs(claimedAt) - epochMs(attempt.claimedAt)) <= EARLIER_MS + LATER_MS;
  const mayOwn = (one: NumberedAttempt) =>
    one.carrier === 'flow' && one.messageId === undefined && one.outcome !== 'refused' && isNear(one);
  return others.some((other) => other !== undefined && attemptsOf(other).some(mayOwn));
}

/** Echoes and history entries that could be this attempt's message: exact text, right time, nobody else's. */
async function candidatesFor(
  { table, contract, lookups }: LookupContext,
  invitation: Invitation,
  attempt: NumberedAttempt,
): Promise<Echo[]> {
  const words = contract.languages[invitation.language];
  // A template's text is written at the provider and not known here: nothing can be an exact match for it.
  if (!words || attempt.carrier !== 'flow') return [];
  const text = fillGreeting(words.greeting, invitation.customerName);
  const from = later(attempt.claimedAt, -EARLIER_MS);
  const to = later(attempt.claimedAt, LATER_MS);
  const { chatId } = addresseeOf(invitation);
  const seen = [...(await findEchoes(table, chatId, { from, to })), ...(await lookups.sentTo(chatId))];
  const fitting = seen.filter(
    (echo) => echo.chatId === chatId && echo.text === text && echo.at >= from && echo.at <= to,
  );
  const unique = new Map(fitting.map((echo) => [echo.messageId, echo]));
  const free: Echo[] = [];
  for (const echo of unique.values()) {
    const owner = (await readMessage(table, echo.messageId))?.message.invitationId;
    if (owner === undefined || owner === invitation.invitationId) free.push(echo);
  }
  return free;
}

/** Has the invitation name the message of its attempt; `false` if the customer was erased meanwhile. */
async function nameMessage({ table }: LookupContext, invitation: Invitation, messageId: MessageId): Promise<boolean> {
  if (messageIdsOf(invitation).includes(messageId)) return true;
  // An attempt whose outcome is unknown is the last one.
  const attempt = attemptsOf(invitation).at(-1);
  if (!attempt) return true;
  const { invitationId } = invitation;
  return (await settleAttempt(table, invitationId, attempt, { kind: 'accepted', messageId }, now())) !== undefined;
}

/**
 * Does what follows from the link of a message. Whoever wrote the link of an adopted one may have ended there, and nobody
 * looks for proof again once the customer has booked: the message stays due until this is done. Harmless to repeat.
 * `false` if the customer was erased meanwhile.
 */
export async function finishAdoption(
  context: LookupContext,
  linked: StoredMessage,
  invitationId: InvitationId,
): Promise<boolean> {
  const { table } = context;
  const { messageId } = linked.message;
  const invitation = await findInvitation(table, invitationId);
  if (isErased(invitation) || (invitation && !(await nameMessage(context, invitation, messageId)))) {
    await writeTombstoneIfErased(context, messageId);
    return false;
  }
  await recordOptOut(table, linked.message, now());
  await deliverWaiting(context, linked, invitationId);
  return true;
}

/**
 * Takes a message for an attempt's own whose outcome is unknown, if and only if one single echo or history entry
 * proves it, and it could be no other invitation's. Says whether it did.
 */
export async function adoptIfProven(
  context: LookupContext,
  invitation: Invitation,
  attempt: NumberedAttempt,
): Promise<boolean> {
  const { table, contract } = context;
  const { invitationId } = invitation;
  const [proof, another] = await candidatesFor(context, invitation, attempt);
  if (!proof || another || (await hasRival(context, invitation, attempt))) return false;
  const at = now();
  const times = {
    now: at,
    expiresAt: messageKeptUntil(contract.retention, at, invitation.booking?.endsAt),
    dueAt: later(at, FINISHED_WITHIN_MS),
  };
  const { messageId } = proof;
  const link = { messageId, invitationId, carrier: attempt.carrier, chatId: addresseeOf(invitation).chatId };
  const linked = (await linkMessage(table, link, times)) ?? (await readMessage(table, messageId));
  return linked?.message.invitationId === invitationId && finishAdoption(context, linked, invitationId);
}
