import pMap from 'p-map';
import * as z from 'zod/mini';
import { callerFound, type FoundCustomer, personFound } from '../../domain/customer/found-customer.ts';
import { isFoundBy, KnownNames, wordsOf } from '../../domain/customer/known-names.ts';
import { addressOf } from '../../domain/customer/person.ts';
import { ChatId } from '../../domain/customer/recipient.ts';
import { Invitation } from '../../domain/invitation/invitation.ts';
import { readPerson } from '../../store/customer/chats.ts';
import { isErased } from '../../store/customer/erased.ts';
import { type FoundEntry, findEntries, isEntryOf } from '../../store/customer/name-index.ts';
import { readItems, type StoredItem } from '../../store/table/items.ts';
import type { Page, PageRequest, Row } from '../../store/table/pages.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/** Items that one request reads at most to tell whether they fit. What it does not come to, the next page has. */
const MOST_ITEMS = 500;
const CONCURRENT_READS = 8;

/** A chat or a booking as far as it says by what names it is found. */
const Named = z.object({ foundAs: KnownNames, chatId: z.optional(ChatId) });

type Search = { table: CustomerTable; typed: readonly string[]; word: string };

/** What an entry leads to, if its name fits all that was typed and this is the entry by which it is shown. */
async function fitting(
  { table, typed, word }: Search,
  entry: FoundEntry,
  item: StoredItem | undefined,
): Promise<StoredItem | undefined> {
  const named = Named.safeParse(item);
  if (!named.success || (isErased(item) && !named.data.chatId)) return undefined;
  const { names } = named.data.foundAs;
  if (!isFoundBy(names, typed)) return undefined;
  const [shownBy = word] = wordsOf(names).filter((one) => one.startsWith(word));
  return (await isEntryOf(table, entry, shownBy)) ? item : undefined;
}

/** The customer of an item; `undefined` if they are shown under another address of theirs. */
async function customerIn({ table, typed }: Search, item: StoredItem): Promise<FoundCustomer | undefined> {
  if (item['type'] === 'invitation') return callerFound(Invitation.parse(item));
  const { chatId } = Named.parse(item);
  if (!chatId) return undefined;
  const person = await readPerson(table, chatId);
  const shownBy = addressOf(person, chatId);
  const isShownElsewhere = shownBy !== chatId && isFoundBy(person.get(shownBy)?.foundAs?.names ?? [], typed);
  return isShownElsewhere ? undefined : personFound(person, chatId);
}

type Fit = Row<StoredItem | undefined>;

/** Some entries with the items that fit. */
async function lookAt(search: Search, entries: readonly FoundEntry[]): Promise<Fit[]> {
  const items = await readItems(
    search.table,
    entries.map(({ named }) => named.pk),
  );
  return Promise.all(
    entries.map(async (entry) => ({
      position: entry.position,
      item: await fitting(search, entry, items.get(entry.named.pk)),
    })),
  );
}

const fitsAmong = (rows: readonly Fit[]): number => rows.filter(({ item }) => item).length;

/** The rows up to the one that completes so many. */
function upTo(rows: readonly Fit[], count: number): Fit[] {
  const last = rows.findIndex((_, index) => fitsAmong(rows.slice(0, index + 1)) === count);
  return last < 0 ? [...rows] : rows.slice(0, last + 1);
}

/** Looks through the index until so many fit, or enough was read. `hasMore`: there is more behind the last row. */
async function search(looking: Search, { limit, after }: PageRequest): Promise<{ rows: Fit[]; hasMore: boolean }> {
  const rows: Fit[] = [];
  for await (const { entries, seenTo } of findEntries(looking.table, looking.word, after)) {
    const seen = await lookAt(looking, entries);
    const taken = upTo(seen, limit - fitsAmong(rows));
    rows.push(...taken);
    if (taken.length < seen.length) return { rows, hasMore: true };
    if (!seenTo) return { rows, hasMore: false };
    // Where nothing fits, the place up to which was looked says where to go on.
    rows.push({ position: seenTo, item: undefined });
    if (fitsAmong(rows) === limit || rows.length >= MOST_ITEMS) break;
  }
  return { rows, hasMore: true };
}

/**
 * A page of the customers whose names have a word that begins with each of the typed ones, the newest first. Rows without
 * a customer are of entries that do not fit: a page may have fewer customers than were asked for, or none, and go on.
 * One of the words has two letters at least.
 */
export async function findByName(
  table: CustomerTable,
  typed: readonly string[],
  request: PageRequest,
): Promise<Page<FoundCustomer | undefined>> {
  const [word = ''] = typed.toSorted((one, other) => other.length - one.length);
  const looking = { table, typed, word };
  const { rows, hasMore } = await search(looking, request);
  const customers = await pMap(rows, async ({ item }) => item && customerIn(looking, item), {
    concurrency: CONCURRENT_READS,
  });
  return { rows: rows.map(({ position }, index) => ({ position, item: customers[index] })), hasMore };
}
