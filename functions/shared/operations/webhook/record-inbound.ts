import type { Contract } from '../../contract/contract.ts';
import { answersInChat, isOwnLabel } from '../../domain/chat/chat-wish.ts';
import { consentOf, formerOwners } from '../../domain/customer/customer.ts';
import { fitsGreeting } from '../../domain/customer/greeting.ts';
import type { Echo, InboundMessage } from '../../domain/customer/inbound.ts';
import { consentIn, type Intent } from '../../domain/customer/intent.ts';
import type { MessageId } from '../../domain/delivery/delivery.ts';
import { DAY_MS, HOUR_MS, type Instant, later } from '../../domain/time/instant.ts';
import { type SortedMessage, wishOfMessage } from '../../domain/wishes/wish-of-message.ts';
import { keepChatWish } from '../../store/chat/chat-wishes.ts';
import {
  presentable,
  readChat,
  recordConsent,
  recordInbound,
  rememberForAnswer,
  wasErasedSince,
} from '../../store/customer/chats.ts';
import { keepCustomerWish } from '../../store/customer/customer-wishes.ts';
import { wasSenderErasedSince, writeChatTombstone } from '../../store/customer/erased-chats.ts';
import { keepEcho } from '../../store/invitation/echoes.ts';
import { keepIntent } from '../../store/invitation/intents.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { linkAddresses } from '../customer/link-addresses.ts';
import { recordStaffMessage, recordStaffPresence } from '../staff/record-staff-message.ts';
import { type StaffSenderContext, staffSender } from '../staff/staff-sender.ts';
import type { ElementResult } from './record-unmatched.ts';

type InboundContext = {
  table: CustomerTable;
  contract: Pick<Contract, 'languages' | 'defaultLanguage' | 'intent' | 'retention' | 'staff'>;
};

/** When an item is stored, and when the table may drop it. */
type KeptTimes = { now: Instant; expiresAt: Instant };

/** What `recordPresence` does for a customer. Stores nothing if the customer was erased after the message. */
async function recordCustomerPresence(
  { table }: Pick<InboundContext, 'table'>,
  message: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  const { chatId, alias, at } = message;
  const chat = await recordInbound(table, message, now);
  if (!chat && (await wasErasedSince(table, chatId, at))) return 'ignored';
  const isLinked = alias && chat?.aliases?.has(alias) && formerOwners(chat, alias).length === 0;
  if (!alias || isLinked) return chat ? 'recorded' : 'duplicate';
  if (await wasErasedSince(table, alias, at)) {
    // The erasure did not know this address, so what this message or an earlier run stored there is erased here.
    const left = chat ?? (await readChat(table, chatId));
    if (left?.lastInboundAt === at) await writeChatTombstone(table, chatId, left, consentOf([left]), at);
    return 'ignored';
  }
  await linkAddresses(table, chatId, alias, { at, now });
  return chat ? 'recorded' : 'duplicate';
}

/** Renews the sender's session window. Of a customer it stores their name and their other address as well. */
export async function recordPresence(
  context: StaffSenderContext,
  message: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  const member = await staffSender(context, message);
  return member ? recordStaffPresence(context, member, message, now) : recordCustomerPresence(context, message, now);
}

async function isFirstMessage({ table, contract }: InboundContext, { chatId }: InboundMessage): Promise<boolean> {
  return contract.intent.firstMessage && (await readChat(table, chatId))?.lastInboundAt === undefined;
}

/** Stores the request to book, in the customer's language and with their name. */
async function recordIntent(
  { table }: InboundContext,
  message: InboundMessage,
  { sign, language }: Pick<Intent, 'sign' | 'language'>,
  times: KeptTimes,
): Promise<boolean> {
  const { messageId, chatId, at } = message;
  await rememberForAnswer(table, message, language, times.now);
  const intent = { messageId, channelId: table.channelId, chatId, at, sign, ...(language && { language }) };
  return keepIntent(table, intent, times);
}

type Wish = Exclude<SortedMessage, { wish: 'book' }> | { wish: 'tap'; tap: { answers: MessageId; label: string } };

/** Stores a wish that the stack answers in the chat or, without words for that in the contract, a person. */
async function keepWish({ table, contract }: InboundContext, message: InboundMessage, wish: Wish, times: KeptTimes) {
  const { messageId, chatId, at } = message;
  const displayName = presentable(message.displayName);
  const common = { channelId: table.channelId, chatId, messageId, at, ...(displayName && { displayName }) };
  if (wish.wish === 'tap' || answersInChat(contract)) return keepChatWish(table, { ...common, ...wish }, times);
  return keepCustomerWish(table, { ...common, wish: wish.wish }, times);
}

/**
 * The tap, if only the message that it answers tells what it means. A label that this stack sends on no button may be the
 * row of a list; if its words have a wish, it is a button of somebody else, and they count at once.
 */
function tapOf({ contract }: InboundContext, { tap }: InboundMessage, sorted: SortedMessage | undefined) {
  if (!tap || !answersInChat(contract)) return undefined;
  const isByLabel = sorted === undefined || (sorted.wish === 'book' && sorted.sign === 'first-message');
  const { answers, label } = tap;
  return isByLabel || isOwnLabel(label, contract) ? { wish: 'tap' as const, tap: { answers, label } } : undefined;
}

/** Stores what the message asks for. Runs before the presence is recorded, so that a repeat still sees a first message. */
async function recordWish(context: InboundContext, message: InboundMessage, now: Instant): Promise<boolean> {
  const { table, contract } = context;
  const sorted = wishOfMessage(message, contract, await isFirstMessage(context, message));
  const wish = tapOf(context, message, sorted) ?? sorted;
  if (!wish || (await wasSenderErasedSince(table, message))) return false;
  const times = { now, expiresAt: later(now, contract.retention.unmatchedDays * DAY_MS) };
  if (wish.wish === 'book') return recordIntent(context, message, wish, times);
  return keepWish(context, message, wish, times);
}

/**
 * Records a customer's message: their consent or their wish, and their presence. Each is recorded
 * independently, so that a late message has its full effect. A message of a member of staff is none of a customer.
 */
export async function recordInboundMessage(
  context: InboundContext,
  message: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  const { table, contract } = context;
  const member = await staffSender(context, message);
  if (member) return recordStaffMessage(context, member, message, now);
  const consent = consentIn(message, contract);
  const isRecorded = consent
    ? await recordConsent(table, message.chatId, consent, message.at, now)
    : await recordWish(context, message, now);
  const presence = await recordCustomerPresence(context, message, now);
  return isRecorded ? 'recorded' : presence;
}

/**
 * Keeps an echo that matches one of the contract's greetings. It proves that a message was sent if the answer to the
 * send is lost. Other echoes are ignored.
 */
export async function recordEcho(context: InboundContext, echo: Echo, now: Instant): Promise<ElementResult> {
  const { table, contract } = context;
  const greetings = Object.values(contract.languages).map(({ greeting }) => greeting);
  if (!greetings.some((greeting) => fitsGreeting(echo.text, greeting))) return 'ignored';
  if (await wasErasedSince(table, echo.chatId, echo.at)) return 'ignored';
  const expiresAt = later(now, contract.retention.foreignStatusHours * HOUR_MS);
  return (await keepEcho(table, echo, { now, expiresAt })) ? 'recorded' : 'duplicate';
}
