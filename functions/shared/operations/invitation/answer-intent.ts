import type { ChatId } from '../../domain/customer/recipient.ts';
import { spellingsOf } from '../../domain/customer/spellings.ts';
import { Refusal } from '../../domain/delivery/refusal.ts';
import type { EventDetail } from '../../domain/events/event-details.ts';
import { formIn } from '../../domain/forms/contract-form.ts';
import { type InvitationId, invitationIdFor, type RequestKey } from '../../domain/invitation/invitation-id.ts';
import { type InvitationStatus, invitationStatus } from '../../domain/invitation/invitation-status.ts';
import { epochMs, type Instant, later, now } from '../../domain/time/instant.ts';
import { spendAnswer } from '../../store/chat/answer-budget.ts';
import { readChat, readCustomer } from '../../store/customer/chats.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import { claimOpenInvitation, type OpenClaim, releaseOpenInvitation } from '../../store/invitation/open-invitations.ts';
import { handToPerson } from '../chat/hand-to-person.ts';
import type { SendContext } from './make-attempt.ts';
import { sendInvitation } from './send-invitation.ts';

/** An invitation in one of these has come to its end: a new wish to book deserves a new one. */
const OVER: readonly InvitationStatus[] = ['rejected', 'undelivered', 'completed', 'cancelled'];

/** Whoever claims a chat makes the invitation in the same run. Keep above the time-out of the function behind the queue. */
const MADE_WITHIN_MS = 2 * 60_000;

/**
 * The address that stands for the person, so that wishes under two addresses meet in one claim: the visible phone
 * where there is one, in the first of its spellings.
 */
async function addressOfPerson({ table }: SendContext, chatId: ChatId): Promise<ChatId> {
  const isPhone = (address: ChatId) => address.endsWith('@c.us');
  const addresses = isPhone(chatId) ? [chatId] : [...((await readChat(table, chatId))?.aliases ?? [])].filter(isPhone);
  return addresses.flatMap(spellingsOf).sort()[0] ?? chatId;
}

/** Whether the invitation that holds the claim is over, or the run that claimed ended before there was one. */
async function isOver({ table }: SendContext, { invitationId, claimedAt }: OpenClaim): Promise<boolean> {
  const invitation = await readInvitation(table, invitationId);
  // Without its messages: a failure that nobody followed up yet may still lead to another attempt.
  if (invitation) return OVER.includes(invitationStatus(invitation, [], now()));
  return claimedAt !== undefined && epochMs(claimedAt) + MADE_WITHIN_MS <= Date.now();
}

async function claim(context: SendContext, address: ChatId, invitationId: InvitationId, at: Instant): Promise<boolean> {
  const { table, contract } = context;
  const times = { at, now: now(), until: later(now(), contract.intent.quietMinutes * 60_000) };
  const holder = await claimOpenInvitation(table, address, { invitationId, ...times });
  if (holder?.invitationId === invitationId) return true;
  if (!holder || !(await isOver(context, holder))) return false;
  const displaced = { invitationId, ...times, replacing: holder.invitationId };
  return (await claimOpenInvitation(table, address, displaced))?.invitationId === invitationId;
}

/** Gives the claim back if there will be no invitation, so that the customer's next wish to book is answered. */
async function whileClaimed(
  table: SendContext['table'],
  address: ChatId,
  id: InvitationId,
  send: () => Promise<unknown>,
) {
  try {
    await send();
  } catch (error) {
    const isRefused = error instanceof Refusal && (error.kind === 'opted-out' || error.kind === 'erased');
    if (isRefused) await releaseOpenInvitation(table, address, id);
    throw error;
  }
}

/**
 * Answers a customer's wish to book with an invitation: one per message, and none while an earlier one is open. The
 * language is the one they asked in, else the one they used before, else the contract's default. A chat that has had
 * its automatic answers of an hour is left to a person. Throws what
 * `sendInvitation` throws; a wish that is refused leaves no claim.
 */
export async function answerIntent(
  context: SendContext,
  { eventId, occurredAt, chatId, messageId, language }: EventDetail<'Booking Intent Detected'>,
  remainingMs: () => number,
): Promise<void> {
  const { table, contract } = context;
  const key: RequestKey = { kind: 'event', value: eventId };
  const invitationId = invitationIdFor(table.channelId, key);
  const address = await addressOfPerson(context, chatId);
  if (!(await claim(context, address, invitationId, occurredAt))) return;
  if (!(await spendAnswer(table, { chatId, at: occurredAt }, contract.intent.answersPerHour, now()))) {
    await releaseOpenInvitation(table, address, invitationId);
    await handToPerson(context, { chatId, messageId, at: occurredAt }, 'question');
    return;
  }
  const known = language ?? (await readCustomer(table, chatId)).language;
  const spoken = known !== undefined && Object.hasOwn(contract.languages, known) ? known : contract.defaultLanguage;
  const request = {
    recipient: { chatId },
    language: spoken,
    flowId: formIn(spoken, contract).id,
    intentMessageId: messageId,
  };
  await whileClaimed(table, address, invitationId, () =>
    sendInvitation(context, request, { key, requestedAt: occurredAt, source: 'chat' }, remainingMs),
  );
}
