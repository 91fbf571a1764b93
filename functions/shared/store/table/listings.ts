import * as z from 'zod/mini';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { TimeSpan } from '../../domain/time/time-span.ts';
import { CustomerWish } from '../../domain/wishes/wish.ts';
import { isErased } from '../customer/erased.ts';
import { ANY_DAY, worklistPeriods } from '../worklist/worklist-ranges.ts';
import { readManyItems } from './items.ts';
import { customerAttribute, invitationKey, type WorklistKind } from './keys.ts';
import { ALL_TIME, type Page, type PageRequest, readPage } from './pages.ts';
import { UnmatchedItem } from './stream-image.ts';
import type { Table } from './table.ts';

/** What lists show. */
export const ListedItem = z.discriminatedUnion('type', [
  z.extend(Invitation, { type: z.literal('invitation') }),
  z.extend(CustomerWish, { type: z.literal('question'), pk: z.string() }),
  z.extend(UnmatchedItem, { type: z.literal('unmatched') }),
]);
export type ListedItem = z.infer<typeof ListedItem>;

/**
 * A page of items in full. One that is gone, or was erased, since the index knew it is `undefined`; so is every row but
 * the first of one that moved within the index while it was read.
 */
export type ItemPage = Page<ListedItem | undefined>;

async function withItems(table: Table, { rows, hasMore }: Page<unknown>): Promise<ItemPage> {
  const items = await readManyItems(
    table,
    rows.map(({ position }) => position.pk),
  );
  const full = rows.map(({ position }) => {
    const item = items.get(position.pk);
    items.delete(position.pk);
    return { position, item: item && !isErased(item) ? ListedItem.parse(item) : undefined };
  });
  return { rows: full, hasMore };
}

/**
 * A page of what the worklist has for a span of time under these kinds, oldest first. `mayHave` spares the days on which release
 * 0.1.0 listed nothing.
 */
export async function listWorklist(
  table: Table,
  kinds: readonly WorklistKind[],
  span: TimeSpan,
  request: PageRequest,
  mayHave = ANY_DAY,
): Promise<ItemPage> {
  const periods = worklistPeriods(table, kinds, span, mayHave);
  return withItems(table, await readPage(table, { index: 'worklist', order: 'oldest-first' }, periods, request));
}

/** A page of one customer's invitations under all of these addresses, newest first. `except` is left out, and not read. */
export async function listCustomer(
  table: Table,
  addresses: ChatId[],
  request: PageRequest,
  except?: InvitationId,
): Promise<ItemPage> {
  const period = addresses.map((chatId) => ({
    partition: customerAttribute(table.channelId, chatId).customer,
    ...ALL_TIME,
  }));
  // Wishes to book, echoes and forms that wait are in this index, too.
  const reading = { index: 'customer', order: 'newest-first', pkPrefix: 'invitation#' } as const;
  const { rows, hasMore } = await readPage(table, reading, [period], request);
  const left = except && invitationKey(except).pk;
  return withItems(table, { rows: rows.filter(({ position }) => position.pk !== left), hasMore });
}

/** The newest invitations of one customer under all of these addresses, so many at most, the newest first. */
export async function newestInvitations(
  table: Table,
  addresses: ChatId[],
  limit: number,
  except?: InvitationId,
): Promise<Invitation[]> {
  const { rows } = await listCustomer(table, addresses, { limit, after: undefined }, except);
  return rows.map(({ item }) => item).filter((item) => item?.type === 'invitation');
}
