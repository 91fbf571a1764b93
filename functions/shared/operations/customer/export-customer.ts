import { idsOfInvitation, matcherFor } from '../../domain/customer/person-matcher.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { unknownInvitation } from '../../domain/delivery/refusal.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { malformed } from '../../domain/malformed.ts';
import { DAY_MS, type Instant, later, now } from '../../domain/time/instant.ts';
import { readAddresses } from '../../store/customer/chats.ts';
import { findCustomerItems, KEPT_DAYS, readUnmatched } from '../../store/customer/customer-items.ts';
import { type ExportedItem, exportBooking, exportChats, exportItems } from '../../store/customer/exported-items.ts';
import { readInvitation, readInvitations } from '../../store/invitation/invitations.ts';
import { invitationIdIn } from '../../store/table/keys.ts';
import type { PageRequest, Position } from '../../store/table/pages.ts';
import type { CustomerTable } from '../../store/table/table.ts';

/** A part of all that is kept about one customer. Without `end` it is the last. */
export type ExportedPart = { items: ExportedItem[]; end: Position | undefined };

/** Time to finish the current reads and answer. */
const TIME_TO_ANSWER_MS = 4_000;

/** In place of a partition: what could not be matched is searched, from the day `at` on. */
const UNMATCHED = 'unmatched';

const unmatchedFrom = (at: Instant): Position => ({ partition: UNMATCHED, at, pk: '' });

/** Ids by which a text is recognised to be about the person, of all that the index lists about them: as an erasure does. */
async function idsOf(table: CustomerTable, addresses: ChatId[]): Promise<Set<string>> {
  const items = await findCustomerItems(table, addresses);
  const invitationIds = items.filter(({ type }) => type === 'invitation').map(({ pk }) => invitationIdIn(pk));
  const invitations = await readInvitations(table, invitationIds);
  const messageIds = items.map(({ messageId }) => messageId).filter((id) => id !== undefined);
  return new Set([...invitations.flatMap(idsOfInvitation), ...messageIds]);
}

/** What could not be matched and mentions the person, from a day on and as far as there is time. */
async function exportUnmatched(
  table: CustomerTable,
  addresses: ChatId[],
  from: Instant,
  hasTime: () => boolean,
): Promise<ExportedPart> {
  const mentions = matcherFor({ addresses, ids: await idsOf(table, addresses) });
  const items: ExportedItem[] = [];
  for await (const { day, isFirst, items: found } of readUnmatched(table, { from, to: now() })) {
    if (isFirst && day > from && !hasTime()) return { items, end: unmatchedFrom(day) };
    const theirs = found.filter(({ text }) => mentions(text));
    items.push(...theirs.map(({ pk: _, ...item }) => item));
  }
  return { items, end: undefined };
}

/**
 * A part of all that is kept about the person behind an address: their chats first, then all that the index lists about
 * them with what follows from it, oldest first, and last what could not be matched and mentions them.
 */
export async function exportPerson(
  table: CustomerTable,
  asked: ChatId,
  { limit, after }: PageRequest,
  remainingMs: () => number,
): Promise<ExportedPart> {
  const addresses = await readAddresses(table, asked);
  const hasTime = () => remainingMs() > TIME_TO_ANSWER_MS;
  if (after?.partition === UNMATCHED) return exportUnmatched(table, addresses, after.at, hasTime);
  const chats = after ? [] : await exportChats(table, addresses);
  const { items, end } = await exportItems(table, addresses, { limit, after });
  return { items: [...chats, ...items], end: end ?? unmatchedFrom(later(now(), -KEPT_DAYS * DAY_MS)) };
}

/** The same for the booking of somebody without an address. Throws Refusal `not-found`, or `malformed` if they have one. */
export async function exportCaller(table: CustomerTable, invitationId: InvitationId): Promise<ExportedPart> {
  const invitation = await readInvitation(table, invitationId);
  if (!invitation) throw unknownInvitation();
  if (invitation.recipient) {
    const rule = 'belongs to a customer with an address: export them by phone or chatId';
    throw malformed({ field: 'invitationId', rule });
  }
  return { items: await exportBooking(table, invitationId), end: undefined };
}
