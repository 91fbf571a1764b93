import * as z from 'zod/mini';
import type { AttendanceCounts } from '../booking/attendance.ts';
import type { Invitation } from '../invitation/invitation.ts';
import { InvitationId } from '../invitation/invitation-id.ts';
import { isLiveConfirm } from '../live-form/end-of-form.ts';
import { Actor } from '../people/actor.ts';
import { epochMs, HOUR_MS, Instant, later, latestOf, newestOf } from '../time/instant.ts';
import { KnownNames } from './known-names.ts';
import { ChatId } from './recipient.ts';

/** That staff corrected the name or the language of a customer. */
export const Correction = z.object({ actor: Actor, at: Instant });
export type Correction = z.infer<typeof Correction>;

/** One customer under one address of the channel, as stored. */
export const Chat = z.object({
  /** The address; missing after an erasure. */
  chatId: z.optional(ChatId),
  channelId: z.string(),
  createdAt: Instant,
  /** When the customer was last erased. Messages up to then have no effect. */
  erasedAt: z.optional(Instant),
  lastInboundAt: z.optional(Instant),
  displayName: z.optional(z.string()),
  /** Their name as staff corrected it, and when they did: it rules over all others. */
  name: z.optional(z.string()),
  namedAt: z.optional(Instant),
  /** Who corrected the name or the language last, and when. */
  correction: z.optional(Correction),
  /** How often staff corrected either of them. */
  corrections: z.optional(z.number()),
  /** The names by which they are found. */
  foundAs: z.optional(KnownNames),
  /** The contract's language the customer last asked to book in. */
  language: z.optional(z.string()),
  optedOutAt: z.optional(Instant),
  optedInAt: z.optional(Instant),
  /** Other addresses that the provider reported for the same customer. */
  aliases: z.optional(z.set(ChatId)),
  /** The invitation that claimed this customer's request to book. The claim is open until `openUntil`. */
  openInvitationId: z.optional(InvitationId),
  openClaimedAt: z.optional(Instant),
  openUntil: z.optional(Instant),
  /** How often they came to an appointment under this address, and how often they did not. */
  came: z.optional(z.number()),
  noShow: z.optional(z.number()),
});
export type Chat = z.infer<typeof Chat>;

/** One customer, from the chats of all their known addresses. */
export type Customer = {
  /** As staff corrected it, or as they call themselves. */
  displayName?: string | undefined;
  language?: string | undefined;
  lastInboundAt?: Instant | undefined;
  erasedAt?: Instant | undefined;
  optedOut: boolean;
  /** Under all of their addresses. */
  attendance: AttendanceCounts;
};

const isBsuid = (address: ChatId): boolean => address.endsWith('@lid');

/**
 * The customers a phone is linked to except `owner`, who uses it now. WhatsApp gives the owner of a phone one BSUID, so
 * another BSUID means that the phone has a new owner.
 */
export const formerOwners = ({ aliases = new Set() }: Pick<Chat, 'aliases'>, owner: ChatId): ChatId[] =>
  isBsuid(owner) ? [...aliases].filter((alias) => isBsuid(alias) && alias !== owner) : [];

/** The latest opt-out and opt-in of the person behind these chats. */
export const consentOf = (chats: Chat[]) => {
  const optedOutAt = latestOf(chats.map((chat) => chat.optedOutAt));
  const optedInAt = latestOf(chats.map((chat) => chat.optedInAt));
  return { ...(optedOutAt && { optedOutAt }), ...(optedInAt && { optedInAt }) };
};

const sum = (counts: (number | undefined)[]): number => counts.reduce<number>((all, count = 0) => all + count, 0);

/** The name of a person as staff corrected it last, and when; `undefined` if nobody did. */
export function correctedName(chats: readonly Chat[]): { name: string; at: Instant } | undefined {
  const corrected = chats.flatMap(({ name, namedAt }) => (name && namedAt ? [{ name, at: namedAt }] : []));
  return newestOf(corrected);
}

/** The person behind these chats. The name and the language come from the most recent chat that has them. */
export function customerOf(chats: Chat[]): Customer {
  const byRecency = chats.toSorted((a, b) => ((a.lastInboundAt ?? '') < (b.lastInboundAt ?? '') ? 1 : -1));
  const { optedOutAt, optedInAt } = consentOf(chats);
  return {
    displayName: correctedName(chats)?.name ?? byRecency.find(({ displayName }) => displayName)?.displayName,
    language: byRecency.find(({ language }) => language)?.language,
    lastInboundAt: latestOf(chats.map((chat) => chat.lastInboundAt)),
    erasedAt: latestOf(chats.map((chat) => chat.erasedAt)),
    // If the customer opted in and out at the same time, the opt-out counts.
    optedOut: optedOutAt !== undefined && (optedInAt === undefined || optedInAt <= optedOutAt),
    attendance: { came: sum(chats.map(({ came }) => came)), noShow: sum(chats.map(({ noShow }) => noShow)) },
  };
}

/**
 * The customer with `lastInboundAt` updated from an invitation. The request to book and the forms are messages of the
 * customer, and each may be stored before their chat. What a live form books is none: its message comes later.
 */
export function heardBy(customer: Customer, { intentAt, history }: Pick<Invitation, 'intentAt' | 'history'>): Customer {
  const forms = Object.entries(history).flatMap(([id, { kind, at }]) =>
    kind === 'completion' && !isLiveConfirm(id) ? [at] : [],
  );
  return { ...customer, lastInboundAt: latestOf([customer.lastInboundAt, intentAt, ...forms]) };
}

/** WhatsApp's customer service window, counted from the customer's message: docs/provider.md, section 4. */
const WINDOW_MS = 24 * HOUR_MS;
/** A window that closes within this counts as closed, because the message must arrive before. */
const MARGIN_MS = 5 * 60_000;

export type SessionWindow = 'open' | 'closed' | 'unknown';

/** Until when a customer who wrote at `lastInboundAt` can be sent a free-form message. */
export const windowEnd = (lastInboundAt: Instant): Instant => later(lastInboundAt, WINDOW_MS - MARGIN_MS);

/** WhatsApp gives the time of a customer's message in whole seconds. */
const HEARD_WITHIN_MS = 1000;

/** Whether a customer whose message has the time `heardAt` may have written it after `at`, which can be within that second. */
export const mayHaveWrittenSince = (at: Instant, heardAt: Instant | undefined): boolean =>
  heardAt !== undefined && epochMs(heardAt) + HEARD_WITHIN_MS > epochMs(at);

/** Whether a free-form message may be sent now; `unknown` if no message of the customer is known. */
export function sessionWindow({ lastInboundAt }: Pick<Customer, 'lastInboundAt'>, now: Instant): SessionWindow {
  if (!lastInboundAt) return 'unknown';
  return epochMs(now) < epochMs(windowEnd(lastInboundAt)) ? 'open' : 'closed';
}
