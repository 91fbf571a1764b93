import pMap from 'p-map';
import type { Contract } from '../../contract/contract.ts';
import { idsOfInvitation, matcherFor } from '../../domain/customer/person-matcher.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { type Invitation, messageIdsOf } from '../../domain/invitation/invitation.ts';
import { DAY_MS, epochSeconds, type Instant, later, now } from '../../domain/time/instant.ts';
import { readAddresses, readCustomer } from '../../store/customer/chats.ts';
import { type CustomerItem, findCustomerItems, findMessageItems } from '../../store/customer/customer-items.ts';
import { markErased } from '../../store/customer/erased-chats.ts';
import { writeTombstone } from '../../store/customer/tombstones.ts';
import { messageKey, noticesKey, remindersKey } from '../../store/table/keys.ts';
import type { CustomerTable } from '../../store/table/table.ts';
import { closeAndRelease } from './close-and-release.ts';
import { eraseChats } from './erase-chats.ts';
import { eraseUnmatched } from './erase-unmatched.ts';
import { CONCURRENT_WRITES, type ErasedCounts, type ErasureRun, eachInTime, NOTHING_ERASED } from './erasure-run.ts';

export type Erasure = {
  /** Nothing is left. Otherwise time ran out, and a repeat continues. */
  complete: boolean;
  erased: ErasedCounts;
  /** The customer wants no messages, which is kept. */
  optedOut: boolean;
};

/** Time to finish the current writes and answer. */
const TIME_TO_ANSWER_MS = 5_000;

/** Everything stored about the person except their chats, read after their invitations were closed. */
type CustomerItems = {
  invitations: { item: CustomerItem; invitation: Invitation }[];
  /** Messages and wishes; of a message that nobody reported anything of yet, the key alone. */
  others: Map<string, CustomerItem | undefined>;
  ids: Set<string>;
};

/** Closes the person's invitations, so that nothing follows from them any more, and finds all that did. */
async function gather(run: ErasureRun, addresses: ChatId[]): Promise<CustomerItems> {
  const { table } = run;
  const found = await findCustomerItems(table, addresses);
  const closed = await pMap(
    found.filter(({ type }) => type === 'invitation'),
    async (item) => ({ item, invitation: await closeAndRelease(run, item) }),
    { concurrency: CONCURRENT_WRITES },
  );
  const invitations = closed.flatMap(({ item, invitation }) => (invitation ? [{ item, invitation }] : []));
  const sent = new Set(invitations.flatMap(({ invitation }) => messageIdsOf(invitation)));
  const others = new Map<string, CustomerItem | undefined>();
  for (const messageId of sent) others.set(messageKey(table.channelId, messageId).pk, undefined);
  const reported = await findMessageItems(table, sent);
  for (const item of [...reported, ...found]) if (item.type !== 'invitation') others.set(item.pk, item);
  const ids = new Set<string>([
    ...invitations.flatMap(({ invitation }) => idsOfInvitation(invitation)),
    ...found.flatMap(({ messageId }) => messageId ?? []),
  ]);
  return { invitations, others, ids };
}

const tombstoneOf = (
  { erasedAt, expiresAt }: ErasureRun,
  { pk, type, createdAt, expiresAt: own = 0 }: CustomerItem,
) => ({
  pk,
  type,
  createdAt,
  erasedAt,
  expiresAt: Math.max(own, expiresAt),
});

/** How items other than messages are counted. */
const COUNTED_AS: Readonly<Record<string, keyof ErasedCounts>> = {
  intent: 'intents',
  question: 'questions',
  wish: 'questions',
};

async function eraseItem(run: ErasureRun, pk: string, item: CustomerItem | undefined): Promise<void> {
  const known = item ?? { pk, type: 'message', createdAt: run.erasedAt };
  if (!(await writeTombstone(run.table, tombstoneOf(run, known))) || !item) return;
  run.erased[COUNTED_AS[item.type] ?? 'messages'] += 1;
}

async function eraseInvitation(
  run: ErasureRun,
  { item, invitation }: CustomerItems['invitations'][number],
): Promise<void> {
  const { createdAt } = item;
  for (const about of [
    { ...noticesKey(invitation.invitationId), type: 'notice', createdAt },
    { ...remindersKey(invitation.invitationId), type: 'reminder', createdAt },
  ])
    await writeTombstone(run.table, tombstoneOf(run, about));
  if (!(await writeTombstone(run.table, tombstoneOf(run, item)))) return;
  run.erased.invitations += 1;
  if (invitation.booking) run.erased.bookings += 1;
}

/**
 * Blanks what was gathered, each kind only after all that is found by it: messages and what mentions them are found by
 * the invitations, so these go last.
 */
async function eraseGathered(
  run: ErasureRun,
  { invitations, others, ids }: CustomerItems,
  addresses: ChatId[],
  seenTo?: Instant,
) {
  return (
    (await eraseUnmatched(run, matcherFor({ addresses, ids }), seenTo)) &&
    (await eachInTime(run, [...others], ([pk, item]) => eraseItem(run, pk, item))) &&
    (await eachInTime(run, invitations, (one) => eraseInvitation(run, one)))
  );
}

/** Marks all addresses of the person, the others' first: the one asked for names them. Answers how far a run before came. */
async function markAddresses(
  { table, asked, erasedAt }: ErasureRun,
  addresses: ChatId[],
): Promise<Instant | undefined> {
  const others = addresses.filter((address) => address !== asked);
  const { unmatchedSeenTo } = await markErased(table, asked, erasedAt, others);
  await Promise.all(others.map((address) => markErased(table, address, erasedAt)));
  return unmatchedSeenTo;
}

/**
 * Erases until nothing is found any more: the index shows what was written a moment ago a moment later. Messages may
 * have been reported under addresses that nobody linked yet; these are the person's as well.
 */
async function eraseItems(run: ErasureRun): Promise<boolean> {
  const addresses = new Set(await readAddresses(run.table, run.asked));
  let hasLooked = false;
  while (run.hasTime()) {
    const known = [...addresses];
    const seenTo = await markAddresses(run, known);
    const items = await gather(run, known);
    for (const item of items.others.values()) for (const address of item?.reportedAs ?? []) addresses.add(address);
    if (addresses.size > known.length) continue;
    const isNothingLeft = items.invitations.length + items.others.size === 0;
    if (hasLooked && isNothingLeft) return true;
    if (!(await eraseGathered(run, items, known, seenTo))) return false;
    hasLooked = true;
  }
  return false;
}

/**
 * Erases one customer under all their addresses. First it marks the addresses, so that nothing from before takes effect;
 * then it blanks the stored items; last it blanks the chats that link the addresses. Every write can be repeated: the
 * next run continues one that ended early. `remainingMs` is the time the function has left.
 */
export async function eraseCustomer(
  { table, contract }: { table: CustomerTable; contract: Pick<Contract, 'retention'> },
  asked: ChatId,
  remainingMs: () => number,
): Promise<Erasure> {
  const erasedAt = now();
  const run: ErasureRun = {
    table,
    policy: contract,
    asked,
    erasedAt,
    expiresAt: epochSeconds(later(erasedAt, contract.retention.invitationDays * DAY_MS)),
    hasTime: () => remainingMs() > TIME_TO_ANSWER_MS,
    erased: { ...NOTHING_ERASED },
  };
  const complete = (await eraseItems(run)) && (await eraseChats(run));
  const { optedOut } = await readCustomer(table, asked);
  return { complete, erased: run.erased, optedOut };
}
