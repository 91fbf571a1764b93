import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { type KnownNames, wordsOf } from '../../domain/customer/known-names.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import type { Actor } from '../../domain/people/actor.ts';
import { epochSeconds, type Instant } from '../../domain/time/instant.ts';
import { chatKey, invitationKey } from '../table/keys.ts';
import { Position } from '../table/pages.ts';
import type { CustomerTable } from '../table/table.ts';
import { type TransactionWrite, transact } from '../table/transaction.ts';
import { asCorrected, chatIdentity } from './chats.ts';
import { NOT_ERASED, SAID_SINCE_ERASURE } from './erased.ts';
import { type NameLevel, namedBy, nameEntry, searchFor } from './name-keys.ts';

/** How the names of a customer change: as they were read, and as they shall be. */
export type NameChange = { seen: KnownNames | undefined; names: KnownNames };

/** The condition under which the names are still those that were read. */
export const foundAsRead = (seen: KnownNames | undefined) => ({
  condition: seen ? 'foundAs.rev = :rev' : 'attribute_not_exists(foundAs)',
  values: seen ? { ':rev': seen.rev } : {},
});

/** All entries of some names, each once: two words that begin with the same ten letters have the same. */
async function entriesOf(table: CustomerTable, named: { pk: string }, { names, at }: Pick<KnownNames, 'names' | 'at'>) {
  const entries = await Promise.all(wordsOf(names).map((word) => nameEntry(table, named, word, at)));
  return [...new Map(entries.flatMap((entry) => (entry ? [[entry.pk, entry] as const] : []))).values()];
}

/** The writes that bring the index to the new names. */
async function entryWrites(
  table: CustomerTable,
  named: { pk: string },
  { seen, names }: NameChange,
): Promise<TransactionWrite[]> {
  const entries = await entriesOf(table, named, names);
  const stay = new Set(entries.map(({ pk }) => pk));
  const known = seen ? await entriesOf(table, named, seen) : [];
  const gone = known.filter(({ pk }) => !stay.has(pk));
  const common = {
    type: 'name',
    createdAt: names.at,
    expiresAt: epochSeconds(names.until),
  };
  return [
    ...entries.map((entry) => ({ put: { Item: { ...entry, ...common } } })),
    ...gone.map(({ pk }) => ({ remove: { Key: { pk } } })),
  ];
}

/** The name that somebody of the staff gives a customer, whose chat was corrected so often when it was read. */
export type CorrectedName = { name: string; actor: Actor; corrections: number | undefined };

/**
 * Has the customer behind an address found by other names, all or nothing with their list on the chat. `heardAt` is when
 * the names were said. `corrected` is a name that rules from then on. `false` if somebody else
 * wrote meanwhile, or the customer was erased since.
 */
export async function writeNamesOfChat(
  table: CustomerTable,
  chatId: ChatId,
  change: NameChange,
  { heardAt, now, corrected }: { heardAt: Instant; now: Instant; corrected?: CorrectedName },
): Promise<boolean> {
  const key = await chatKey(table, chatId);
  const chat = chatIdentity(table, chatId, now);
  const { condition, values } = foundAsRead(change.seen);
  const update = {
    Key: key,
    UpdateExpression: `${chat.set}, foundAs = :names${corrected ? ', #name = :name, namedAt = :at, correction = :correction ADD corrections :one' : ''}`,
    ConditionExpression: `${condition} AND ${SAID_SINCE_ERASURE}${corrected ? ` AND ${asCorrected(corrected.corrections)}` : ''}`,
    ExpressionAttributeNames: { ...chat.names, ...(corrected && { '#name': 'name' }) },
    ExpressionAttributeValues: {
      ...chat.values,
      ...values,
      ':names': change.names,
      ':at': heardAt,
      ...(corrected && { ':name': corrected.name, ':correction': { actor: corrected.actor, at: heardAt }, ':one': 1 }),
      ...(corrected?.corrections !== undefined && { ':corrections': corrected.corrections }),
    },
  };
  return (await transact(table, [{ update }, ...(await entryWrites(table, key, change))])) === 'done';
}

/** The same for the booking of somebody without an address. */
export async function writeNamesOfBooking(
  table: CustomerTable,
  invitationId: InvitationId,
  change: NameChange,
): Promise<boolean> {
  const key = invitationKey(invitationId);
  const { condition, values } = foundAsRead(change.seen);
  const update = {
    Key: key,
    UpdateExpression: 'SET foundAs = :names',
    ConditionExpression: `attribute_exists(pk) AND ${condition} AND ${NOT_ERASED}`,
    ExpressionAttributeValues: { ...values, ':names': change.names },
  };
  return (await transact(table, [{ update }, ...(await entryWrites(table, key, change))])) === 'done';
}

/** Deletes the entries of a customer who is erased: nothing has to stay, for their chat or booking takes no new ones. */
export async function removeEntries(
  table: CustomerTable,
  named: { pk: string },
  known: KnownNames | undefined,
): Promise<void> {
  const entries = known ? await entriesOf(table, named, known) : [];
  await pMap(entries, ({ pk }) => table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk } })), {
    concurrency: 8,
  });
}

/** An entry of the index: where it stands, and the key of the item that it leads to. */
export type FoundEntry = { position: Position; named: { pk: string } };

/**
 * Entries that one search reads of the index, request by request: few where many fit, and more the longer it looks. The
 * last ones are as long as DynamoDB answers: 1 MB, some 5,000 entries.
 */
const LOOKS: readonly (number | undefined)[] = [200, 1_000, undefined, undefined, undefined];
/** Entries whose items are read at once. A page that is full needs no more. */
const BATCH = 40;

/** Some entries of a search. The next batch begins after `seenTo`; without it there is none. */
type FoundBatch = { entries: FoundEntry[]; seenTo: Position | undefined };

const positionOf = (row: Record<string, unknown>, { partition, time }: NameLevel): Position =>
  Position.parse({ partition: row[partition], at: row[time], pk: row['pk'] });

/** The batches of what one request to the index answered. */
function batchesOf(entries: FoundEntry[], end: Position | undefined): FoundBatch[] {
  if (entries.length <= BATCH) return [{ entries, seenTo: end }];
  const first = entries.slice(0, BATCH);
  return [{ entries: first, seenTo: first.at(-1)?.position }, ...batchesOf(entries.slice(BATCH), end)];
}

/**
 * The entries whose words begin like this one, the newest first, in batches whose items can be read at once. An entry may
 * be among them whose word begins otherwise, though hardly ever. It ends when there are no more, or much was read. The
 * index may lag.
 */
export async function* findEntries(
  table: CustomerTable,
  word: string,
  after: Position | undefined,
): AsyncGenerator<FoundBatch> {
  const { level, partition, inKey } = await searchFor(table, word);
  let from = after;
  for (const Limit of LOOKS) {
    const query = new QueryCommand({
      TableName: table.name,
      IndexName: level.index,
      KeyConditionExpression: '#partition = :partition',
      FilterExpression: 'contains(pk, :inKey)',
      ExpressionAttributeNames: { '#partition': level.partition },
      ExpressionAttributeValues: { ':partition': partition, ':inKey': inKey },
      ScanIndexForward: false,
      ...(Limit && { Limit }),
      ...(from && { ExclusiveStartKey: { pk: from.pk, [level.partition]: from.partition, [level.time]: from.at } }),
    });
    const { Items = [], LastEvaluatedKey } = await table.client.send(query);
    const entries = Items.map((row) => positionOf(row, level)).map((position) => ({
      position,
      named: namedBy(table, position.pk),
    }));
    from = LastEvaluatedKey && positionOf(LastEvaluatedKey, level);
    yield* batchesOf(entries, from);
    if (!from) return;
  }
}

/** Whether an entry is the one by which this search shows its customer: of several words that fit, the first. */
export async function isEntryOf(table: CustomerTable, { position, named }: FoundEntry, word: string): Promise<boolean> {
  return (await nameEntry(table, named, word, position.at))?.pk === position.pk;
}
