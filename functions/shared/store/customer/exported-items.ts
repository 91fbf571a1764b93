import type { ChatId } from '../../domain/customer/recipient.ts';
import { Invitation, messageIdsOf } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { readManyItems, type StoredItem } from '../table/items.ts';
import { chatKey, customerAttribute, invitationKey, messageKey, noticesKey, remindersKey } from '../table/keys.ts';
import { ALL_TIME, type PageRequest, type Position, readPage } from '../table/pages.ts';
import type { CustomerTable, Table } from '../table/table.ts';
import { isErased } from './erased.ts';

/** Attributes that only place an item in the table and its indexes. */
const PLACES = new Set(['pk', 'customer', 'duePartition', 'agendaMonth', 'worklistDay', 'worklistAt']);

/** A stored item as it is told to whom it is about: all of it but its places in the table. */
export type ExportedItem = { type: string } & Record<string, unknown>;

const asTold = ({ type, ...item }: StoredItem): ExportedItem => ({
  type: String(type),
  ...Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => !PLACES.has(name))
      .map(([name, value]) => [name, value instanceof Set ? [...value] : value]),
  ),
});

const isThere = (item: StoredItem | undefined): item is StoredItem => item !== undefined && !isErased(item);

/** The keys of all that leads to nobody but by an invitation. */
function keysBehind({ channelId }: Table, item: StoredItem): string[] {
  if (item['type'] !== 'invitation') return [];
  const invitation = Invitation.parse(item);
  const { invitationId } = invitation;
  return [
    noticesKey(invitationId).pk,
    remindersKey(invitationId).pk,
    ...messageIdsOf(invitation).map((messageId) => messageKey(channelId, messageId).pk),
  ];
}

/** Each of the items, and what its invitation leads to behind it; each once. */
async function withWhatFollows(table: Table, found: readonly StoredItem[]): Promise<ExportedItem[]> {
  const behind = found.map((item) => ({ item, pks: keysBehind(table, item) }));
  const following = await readManyItems(
    table,
    behind.flatMap(({ pks }) => pks),
  );
  const all = behind.flatMap(({ item, pks }) => [item, ...pks.map((pk) => following.get(pk))]);
  const distinct = new Map(all.filter(isThere).map((item) => [String(item['pk']), item]));
  return [...distinct.values()].map(asTold);
}

/** What is stored of a person's addresses themselves. */
export async function exportChats(table: CustomerTable, addresses: readonly ChatId[]): Promise<ExportedItem[]> {
  const keys = await Promise.all(addresses.map((address) => chatKey(table, address)));
  const items = await readManyItems(
    table,
    keys.map(({ pk }) => pk),
  );
  return [...items.values()].filter((item) => item['chatId'] !== undefined).map(asTold);
}

/** A page of what is stored about a person under these addresses, oldest first; `end` is where a next page begins. */
export async function exportItems(
  table: Table,
  addresses: readonly ChatId[],
  request: PageRequest,
): Promise<{ items: ExportedItem[]; end: Position | undefined }> {
  const period = addresses.map((chatId) => ({
    partition: customerAttribute(table.channelId, chatId).customer,
    ...ALL_TIME,
  }));
  const reading = { index: 'customer', order: 'oldest-first' } as const;
  const { rows, hasMore } = await readPage(table, reading, [period], request);
  const pks = rows.map(({ position }) => position.pk);
  const stored = await readManyItems(table, pks);
  const found = pks.map((pk) => stored.get(pk)).filter(isThere);
  return { items: await withWhatFollows(table, found), end: hasMore ? rows.at(-1)?.position : undefined };
}

/** A booking by hand of somebody without an address, and what follows from it. */
export async function exportBooking(table: Table, invitationId: InvitationId): Promise<ExportedItem[]> {
  const { pk } = invitationKey(invitationId);
  const item = (await readManyItems(table, [pk])).get(pk);
  return isThere(item) ? withWhatFollows(table, [item]) : [];
}
