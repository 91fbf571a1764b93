import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Contract } from '../../contract/contract.ts';
import { ChatId } from '../../domain/customer/recipient.ts';
import { MessageId } from '../../domain/delivery/delivery.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import { type Day, StoredPlace } from '../../domain/places/day.ts';
import { DAY_MS, Instant, later } from '../../domain/time/instant.ts';
import { beginningsIn, type TimeSpan } from '../../domain/time/time-span.ts';
import { writeWith } from '../places/days.ts';
import { heldAsRead } from '../places/holds.ts';
import { isPlacedAs } from '../places/stored-place.ts';
import { BATCH, chunksOf, readItems, readManyItems } from '../table/items.ts';
import { customerAttribute, messageKey } from '../table/keys.ts';
import { ALL_TIME, readRange } from '../table/pages.ts';
import { type Table, writtenAs } from '../table/table.ts';
import { ANY_DAY, worklistPeriods } from '../worklist/worklist-ranges.ts';

/** The attributes common to all items, and those that may identify a person. */
export const CustomerItem = z.object({
  pk: z.string(),
  type: z.string(),
  createdAt: Instant,
  expiresAt: z.optional(z.number()),
  messageId: z.optional(MessageId),
  reportedAs: z.optional(z.set(ChatId)),
  /** Where the claim of an invitation's booking stands. */
  place: z.optional(StoredPlace),
  /** Where the hold of an invitation was written. */
  held: z.optional(StoredPlace),
});
export type CustomerItem = z.infer<typeof CustomerItem>;

/** The items about a customer under these addresses that are not blanked yet. The index may lag. */
export async function findCustomerItems(table: Table, addresses: ChatId[]): Promise<CustomerItem[]> {
  const reading = { index: 'customer', order: 'oldest-first' } as const;
  const rows = await Promise.all(
    addresses.map((chatId) =>
      readRange(table, reading, { partition: customerAttribute(table.channelId, chatId).customer, ...ALL_TIME }),
    ),
  );
  const pks = [...new Set(rows.flat().map(({ position }) => position.pk))];
  const items = await readManyItems(table, pks);
  return [...items.values()].filter((item) => item['customer'] !== undefined).map((item) => CustomerItem.parse(item));
}

/** The items of these messages that are stored. */
export async function findMessageItems(table: Table, messageIds: Iterable<MessageId>): Promise<CustomerItem[]> {
  const pks = [...messageIds].map((messageId) => messageKey(table.channelId, messageId).pk);
  return [...(await readManyItems(table, pks)).values()].map((item) => CustomerItem.parse(item));
}

/** What is left of an item in the customer index now; `undefined` if it is blanked already. */
export async function readCustomerItem(table: Table, pk: string): Promise<CustomerItem | undefined> {
  const item = (await readItems(table, [pk])).get(pk);
  return item?.['customer'] === undefined ? undefined : CustomerItem.parse(item);
}

/**
 * Stops whatever is under way for an invitation, and takes it out of all lists but its customer's, by which a repeat
 * finds it until it is blanked. Its places are given up in the same transaction: `days` are the days without its claims.
 * Returns it as it stays then; `undefined` if it is blanked already, or got another place or hold, or somebody else
 * wrote one of the days meanwhile.
 */
export async function closeInvitation(
  table: Table,
  { pk, place, held }: Pick<CustomerItem, 'pk' | 'place' | 'held'>,
  at: Instant,
  days: readonly Day[],
  policy: Pick<Contract, 'retention'>,
): Promise<Invitation | undefined> {
  const placed = isPlacedAs(place);
  const hold = heldAsRead(held);
  const update = {
    Key: { pk },
    UpdateExpression:
      'SET erasedAt = if_not_exists(erasedAt, :at) ' +
      'REMOVE duePartition, dueAt, agendaMonth, startsAt, worklistDay, worklistAt, place, held',
    ConditionExpression: `attribute_exists(customer) AND ${placed.condition} AND ${hold.condition}`,
    ExpressionAttributeValues: { ':at': at, ...placed.values, ...hold.values },
  };
  if (days.length === 0) {
    const alone = new UpdateCommand({ TableName: table.name, ...update, ReturnValues: 'ALL_NEW' });
    return writtenAs(table.client.send(alone), Invitation);
  }
  if (!(await writeWith(table, days, policy)(update))) return undefined;
  return Invitation.parse((await readItems(table, [pk])).get(pk));
}

/** An unmatched item with its text. */
export const UnmatchedContent = z.object({
  pk: z.string(),
  type: z.string(),
  createdAt: Instant,
  expiresAt: z.number(),
  hash: z.string(),
  bytes: z.number(),
  reason: z.string(),
  text: z.string(),
});
export type UnmatchedContent = z.infer<typeof UnmatchedContent>;

/** The longest the contract may have had unmatched items kept, and what TTL may be late. */
export const KEPT_DAYS = 33;

const READING = { index: 'worklist', order: 'oldest-first' } as const;

/** The unmatched items of a span, day by day in batches: of each day one at least, the one that `isFirst`. */
export async function* readUnmatched(
  table: Table,
  span: TimeSpan,
): AsyncGenerator<{ day: Instant; isFirst: boolean; items: UnmatchedContent[] }> {
  for (const day of beginningsIn(span, 'day')) {
    const wholeDay = { from: day, to: later(day, DAY_MS - 1) };
    const ranges = worklistPeriods(table, ['unmatched'], wholeDay, ANY_DAY).flat();
    const rows = await Promise.all(ranges.map((range) => readRange(table, READING, range)));
    const pks = rows.flat().map(({ position }) => position.pk);
    const batches = [pks.slice(0, BATCH), ...chunksOf(pks.slice(BATCH), BATCH)];
    for (const [batchIndex, batch] of batches.entries()) {
      const items = [...(await readItems(table, batch)).values()];
      const found = items.flatMap((item) => UnmatchedContent.safeParse(item).data ?? []);
      yield { day, isFirst: batchIndex === 0, items: found };
    }
  }
}
