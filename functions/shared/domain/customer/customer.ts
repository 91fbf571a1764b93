import * as z from 'zod/mini';
import type { Invitation } from '../invitation/invitation.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { epochMs, HOUR_MS, Instant } from '../time/instant.ts';
import { ChatId } from './recipient.ts';

/** What is known of one customer under one address of the channel, as stored. */
export const Chat = z.object({
  /** The address. None is left once the customer was erased. */
  chatId: z.optional(ChatId),
  channelId: z.string(),
  createdAt: Instant,
  /** When the customer was last erased: what they said until then has no effect any more. */
  erasedAt: z.optional(Instant),
  lastInboundAt: z.optional(Instant),
  displayName: z.optional(z.string()),
  /** The contract's language the customer last asked to book in. */
  language: z.optional(z.string()),
  optedOutAt: z.optional(Instant),
  optedInAt: z.optional(Instant),
  /** Other addresses the provider has shown to be the same customer. */
  aliases: z.optional(z.set(ChatId)),
  /** The claim of the invitation that answers this customer's wish to book, until when it counts as open. */
  openInvitationId: z.optional(InvitationId),
  openClaimedAt: z.optional(Instant),
  openUntil: z.optional(Instant),
});
export type Chat = z.infer<typeof Chat>;

/** One customer, under all addresses known: what holds for any of them holds for the person. */
export type Customer = {
  displayName?: string | undefined;
  language?: string | undefined;
  lastInboundAt?: Instant | undefined;
  erasedAt?: Instant | undefined;
  optedOut: boolean;
};

const newest = (instants: (Instant | undefined)[]): Instant | undefined =>
  instants
    .filter((instant) => instant !== undefined)
    .sort()
    .at(-1);

const isBsuid = (address: ChatId): boolean => address.endsWith('@lid');

/**
 * The customers a phone is linked to beside `owner`, who writes from it now. WhatsApp knows a phone's owner by one
 * BSUID: another one means that the phone went to somebody else.
 */
export const formerOwners = ({ aliases = new Set() }: Pick<Chat, 'aliases'>, owner: ChatId): ChatId[] =>
  isBsuid(owner) ? [...aliases].filter((alias) => isBsuid(alias) && alias !== owner) : [];

/** What the person behind these chats last said of wanting messages, under whatever address. */
export const consentOf = (chats: Chat[]) => {
  const optedOutAt = newest(chats.map((chat) => chat.optedOutAt));
  const optedInAt = newest(chats.map((chat) => chat.optedInAt));
  return { ...(optedOutAt && { optedOutAt }), ...(optedInAt && { optedInAt }) };
};

/** The person behind these chats; the chat heard of last gives the name and the language. */
export function customerOf(chats: Chat[]): Customer {
  const byRecency = chats.toSorted((a, b) => ((a.lastInboundAt ?? '') < (b.lastInboundAt ?? '') ? 1 : -1));
  const { optedOutAt, optedInAt } = consentOf(chats);
  return {
    displayName: byRecency.find(({ displayName }) => displayName)?.displayName,
    language: byRecency.find(({ language }) => language)?.language,
    lastInboundAt: newest(chats.map((chat) => chat.lastInboundAt)),
    erasedAt: newest(chats.map((chat) => chat.erasedAt)),
    // Opting in and out in the same second: the customer's wish for silence counts.
    optedOut: optedOutAt !== undefined && (optedInAt === undefined || optedInAt <= optedOutAt),
  };
}

/**
 * The customer as an invitation tells of them too. The wish it answers and the forms sent for it are messages of
 * theirs, and each may be stored a moment before the item that says when they were last heard.
 */
export function heardBy(customer: Customer, { intentAt, history }: Pick<Invitation, 'intentAt' | 'history'>): Customer {
  const forms = Object.values(history).flatMap(({ kind, at }) => (kind === 'completion' ? [at] : []));
  return { ...customer, lastInboundAt: newest([customer.lastInboundAt, intentAt, ...forms]) };
}

/** WhatsApp's customer service window, counted from the customer's message: docs/provider.md, section 4. */
const WINDOW_MS = 24 * HOUR_MS;
/** A window about to close counts as closed: the message has to arrive within it. */
const MARGIN_MS = 5 * 60_000;

export type SessionWindow = 'open' | 'closed' | 'unknown';

/** Whether a free-form message may be sent now, as far as is known here. */
export function sessionWindow({ lastInboundAt }: Customer, now: Instant): SessionWindow {
  if (!lastInboundAt) return 'unknown';
  return epochMs(now) < epochMs(lastInboundAt) + WINDOW_MS - MARGIN_MS ? 'open' : 'closed';
}
