import * as z from 'zod/mini';
import type { Item } from '../model/expressions.ts';

/**
 * What the promises look at in stored items, read apart from the product's own schemas: a product that stores something
 * else under these names must not pass because its reader changed with it.
 */
const Failure = z.object({ reason: z.string() });
const Booking = z.looseObject({
  state: z.string(),
  startsAt: z.optional(z.string()),
  endsAt: z.optional(z.string()),
  timeZone: z.string(),
  service: z.optional(z.string()),
  resources: z.optional(z.array(z.string())),
  notes: z.optional(z.string()),
  attention: z.array(z.string()),
});
const Entry = z.looseObject({
  kind: z.string(),
  at: z.string(),
  fields: z.optional(z.string()),
  actor: z.optional(z.looseObject({ kind: z.string() })),
});
const Attempt = z.looseObject({
  claimedAt: z.string(),
  outcome: z.optional(z.string()),
  messageId: z.optional(z.string()),
  settledAt: z.optional(z.string()),
  failure: z.optional(Failure),
});

export const StoredInvitation = z.looseObject({
  type: z.literal('invitation'),
  invitationId: z.string(),
  recipient: z.object({ chatId: z.string() }),
  attempts: z.record(z.string(), Attempt),
  history: z.record(z.string(), Entry),
  revision: z.number(),
  booking: z.optional(Booking),
  rejection: z.optional(Failure),
  rejectedAt: z.optional(z.string()),
  undeliveredAt: z.optional(z.string()),
  unresolvedAt: z.optional(z.string()),
  deliveryUnknownAt: z.optional(z.string()),
  closedSince: z.optional(z.string()),
  notApprovedSince: z.optional(z.string()),
  dueAt: z.optional(z.string()),
  retryAt: z.optional(z.string()),
  intentMessageId: z.optional(z.string()),
  createdAt: z.string(),
  overlapsWith: z.optional(z.set(z.string())),
  overlapsChanged: z.optional(z.object({ id: z.string() })),
});
export type StoredInvitation = z.infer<typeof StoredInvitation>;

export const StoredMessage = z.looseObject({
  type: z.literal('message'),
  messageId: z.string(),
  invitationId: z.optional(z.string()),
  sentAt: z.optional(z.string()),
  failedAt: z.optional(z.string()),
  deliveredAt: z.optional(z.string()),
  readAt: z.optional(z.string()),
  failure: z.optional(Failure),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

export const StoredChat = z.looseObject({
  type: z.literal('chat'),
  chatId: z.string(),
  lastInboundAt: z.optional(z.string()),
  optedOutAt: z.optional(z.string()),
  optedInAt: z.optional(z.string()),
});

export const StoredUnmatched = z.looseObject({
  type: z.literal('unmatched'),
  hash: z.string(),
  reason: z.string(),
  text: z.optional(z.string()),
});

/** Whether an entry says that the customer made it, by a tap. */
export const isByTap = ({ kind, actor }: { kind: string; actor?: unknown }): boolean =>
  kind === 'cancellation' && Object(actor).kind === 'customer';

/** Whether a booking takes its place: it stands, or waits for approval. */
export const holdsPlace = (state: string | undefined): boolean => state === 'booked' || state === 'to-approve';

type Items = ReadonlyMap<string, Item>;

/** Whether this is what is left of an item of an erased customer. */
export const isTombstone = (item: Item | undefined): boolean => item?.['erasedAt'] !== undefined;

/** Reads items, each but once: an item in the table is replaced, not changed. Throws if it does not fit. */
export function readOnce<Schema extends z.ZodMiniType>(schema: Schema): (item: Item) => z.infer<Schema> {
  const read = new WeakMap<Item, z.infer<Schema>>();
  return (item) => {
    const known = read.get(item) ?? schema.parse(item);
    read.set(item, known);
    return known;
  };
}

/** Reads live items of a type; any other is `undefined`. */
export function itemReader<Schema extends z.ZodMiniType>(type: string, schema: Schema) {
  const read = readOnce(schema);
  return (item: Item | undefined): z.infer<Schema> | undefined =>
    item?.['type'] === type && !isTombstone(item) ? read(item) : undefined;
}

/** Answers with all live items of a type. */
export function readerOf<Schema extends z.ZodMiniType>(
  type: string,
  schema: Schema,
  isMeant: (item: Item) => boolean = () => true,
) {
  const read = itemReader(type, schema);
  return (items: Items): z.infer<Schema>[] =>
    [...items.values()].flatMap((item) => (isMeant(item) ? (read(item) ?? []) : []));
}

/** Invitations that are sent. Bookings by hand, which send nothing, have judges of their own. */
export const invitationsIn = readerOf('invitation', StoredInvitation, (item) => item['origin'] !== 'desk');
export const messagesIn = readerOf('message', StoredMessage);
export const unmatchedIn = readerOf('unmatched', StoredUnmatched);

const find = (items: Items, type: string, name: string, value: string) => {
  for (const item of items.values()) if (item['type'] === type && item[name] === value) return item;
  return undefined;
};

export const messageWith = (items: Items, id: string) => find(items, 'message', 'messageId', id);
export const chatWith = (items: Items, id: string) => find(items, 'chat', 'chatId', id);
export const intentWith = (items: Items, id: string) => find(items, 'intent', 'messageId', id);
/** Whether a wish for a person is kept of a chat and a day, since this time at the latest. */
export const hasWish = (items: Items, { chatId, wish, at }: { chatId: string; wish: string; at: string }): boolean =>
  [...items.values()].some((item) => {
    const since = String(item['at']);
    const isOfDay = since.slice(0, 10) === at.slice(0, 10) && since <= at;
    return item['type'] === 'question' && item['chatId'] === chatId && item['wish'] === wish && isOfDay;
  });
export const chatWishWith = (items: Items, id: string) => find(items, 'wish', 'messageId', id);
export const invitationWith = (items: Items, id: string) => find(items, 'invitation', 'invitationId', id);

/** Whether something that could not be matched is kept and holds a text. */
export const isKeptUnmatched = (items: Items, text: string): boolean =>
  unmatchedIn(items).some((unmatched) => unmatched.text?.includes(text) === true);

export const FACTS = { sent: 'sentAt', failed: 'failedAt', delivered: 'deliveredAt', read: 'readAt' } as const;
