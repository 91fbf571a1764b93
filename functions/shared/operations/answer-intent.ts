import type { EventDetail } from '../domain/events/event-details.ts';
import { type Instant, later, now } from '../domain/instant.ts';
import { type InvitationId, invitationIdFor, type RequestKey } from '../domain/invitation-id.ts';
import { type InvitationStatus, invitationStatus } from '../domain/invitation-status.ts';
import type { ChatId } from '../domain/recipient.ts';
import { claimOpenInvitation, readChat, readCustomer } from '../store/chats.ts';
import { readInvitation } from '../store/invitations.ts';
import type { Sending } from './make-attempt.ts';
import { sendInvitation } from './send-invitation.ts';

/** An invitation in one of these has come to its end: a new wish to book deserves a new one. */
const OVER: readonly InvitationStatus[] = ['rejected', 'undelivered', 'completed', 'cancelled'];

/**
 * The address that stands for the person, so that wishes under two addresses meet in one claim: the visible phone
 * where there is one.
 */
async function addressOfPerson({ table }: Sending, chatId: ChatId): Promise<ChatId> {
  if (chatId.endsWith('@c.us')) return chatId;
  const aliases = [...((await readChat(table, chatId))?.aliases ?? [])];
  return aliases.filter((alias) => alias.endsWith('@c.us')).sort()[0] ?? chatId;
}

/** Whether the invitation that holds the claim is over, or never came to be. */
async function isOver({ table }: Sending, holder: InvitationId): Promise<boolean> {
  const invitation = await readInvitation(table, holder);
  return invitation !== undefined && OVER.includes(invitationStatus(invitation, now()));
}

async function claim(sending: Sending, address: ChatId, invitationId: InvitationId, at: Instant): Promise<boolean> {
  const { table, contract } = sending;
  const times = { at, now: now(), until: later(now(), contract.intent.quietMinutes * 60_000) };
  const holder = await claimOpenInvitation(table, address, { invitationId, ...times });
  if (holder === invitationId) return true;
  if (!holder || !(await isOver(sending, holder))) return false;
  const next = await claimOpenInvitation(table, address, { invitationId, ...times, replacing: holder });
  return next === invitationId;
}

/**
 * Answers a customer's wish to book with an invitation: one per message, and none while an earlier one is open. The
 * language is the one they asked in, else the one they used before, else the contract's default.
 */
export async function answerIntent(
  sending: Sending,
  { eventId, occurredAt, chatId, messageId, language }: EventDetail<'Booking Intent Detected'>,
  remainingMs: () => number,
): Promise<void> {
  const { table, contract } = sending;
  const key: RequestKey = { kind: 'event', value: eventId };
  const invitationId = invitationIdFor(table.channelId, key);
  if (!(await claim(sending, await addressOfPerson(sending, chatId), invitationId, occurredAt))) return;
  const known = language ?? (await readCustomer(table, chatId)).language;
  const spoken = known !== undefined && Object.hasOwn(contract.languages, known) ? known : contract.defaultLanguage;
  const request = { recipient: { chatId }, language: spoken, flowId: contract.flow.id, intentMessageId: messageId };
  await sendInvitation(sending, request, { key, requestedAt: occurredAt }, remainingMs);
}
