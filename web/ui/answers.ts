import * as z from 'zod/mini';

/** What the page uses of the API's answers; whatever else they hold is let pass. */
const Failure = z.object({
  reason: z.string(),
  explanation: z.string(),
  code: z.optional(z.number()),
  providerText: z.optional(z.string()),
});

export const Booking = z.object({
  startsAt: z.optional(z.string()),
  endsAt: z.optional(z.string()),
  timeZone: z.string(),
  service: z.optional(z.string()),
  customerName: z.optional(z.string()),
  notes: z.optional(z.string()),
  attention: z.array(z.string()),
  overlapsWith: z.optional(z.array(z.string())),
  state: z.enum(['booked', 'cancelled']),
});
export type Booking = z.infer<typeof Booking>;

export const Attempt = z.object({
  number: z.number(),
  carrier: z.string(),
  claimedAt: z.string(),
  outcome: z.optional(z.string()),
  settledAt: z.optional(z.string()),
  messageId: z.optional(z.string()),
  failure: z.optional(Failure),
});
export type Attempt = z.infer<typeof Attempt>;

export const Message = z.object({
  messageId: z.string(),
  carrier: z.optional(z.string()),
  sentAt: z.optional(z.string()),
  failedAt: z.optional(z.string()),
  deliveredAt: z.optional(z.string()),
  readAt: z.optional(z.string()),
  failure: z.optional(Failure),
});
export type Message = z.infer<typeof Message>;

const HistoryEntry = z.object({
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  form: z.optional(z.unknown()),
  changes: z.optional(z.unknown()),
  reason: z.optional(z.string()),
});

/** An invitation; in lists it comes without its messages. */
export const Invitation = z.object({
  invitationId: z.string(),
  status: z.string(),
  createdAt: z.string(),
  recipient: z.object({ chatId: z.string(), phone: z.optional(z.string()) }),
  customerName: z.string(),
  language: z.string(),
  attempts: z.array(Attempt),
  retryAt: z.optional(z.string()),
  rejection: z.optional(Failure),
  booking: z.optional(Booking),
  revision: z.number(),
  history: z.array(HistoryEntry),
  messages: z.optional(z.array(Message)),
});
export type Invitation = z.infer<typeof Invitation>;

/** A booking as the agenda lists it. */
export const AgendaEntry = z.object({ invitationId: z.string(), booking: Booking, revision: z.number() });
export type AgendaEntry = z.infer<typeof AgendaEntry>;

/** What could not be matched; without `text` it was too large to keep. */
export const Unmatched = z.object({
  createdAt: z.string(),
  reason: z.string(),
  hash: z.string(),
  bytes: z.number(),
  text: z.optional(z.string()),
});
export type Unmatched = z.infer<typeof Unmatched>;

/** A page of a list: no cursor means that nothing comes after it. */
export const pageOf = <Item>(item: z.ZodMiniType<Item>) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()) });

/** A problem (RFC 9457), or what the gateway itself answers. */
export const Problem = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  message: z.optional(z.string()),
  faults: z.optional(z.array(z.object({ field: z.string(), rule: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
