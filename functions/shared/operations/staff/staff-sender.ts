import type { Contract } from '../../contract/contract.ts';
import type { InboundMessage } from '../../domain/customer/inbound.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import { memberWith, type StaffMember, staffMembers } from '../../domain/staff/staff-member.ts';
import { DAY_MS, type Instant, later } from '../../domain/time/instant.ts';
import { readMessage } from '../../store/delivery/messages.ts';
import { memberIdOf, readMemberId, rememberStaffAddress } from '../../store/staff/staff-members.ts';
import type { CustomerTable } from '../../store/table/table.ts';

export type StaffSenderContext = { table: CustomerTable; contract: Pick<Contract, 'staff' | 'retention'> };

const isPhone = (address: ChatId): boolean => address.endsWith('@c.us');

/** The member whom the table knows by this id; `undefined` if the contract names them no more. */
export async function memberById(
  { table, contract }: StaffSenderContext,
  memberId: string | undefined,
): Promise<StaffMember | undefined> {
  if (memberId === undefined) return undefined;
  for (const member of staffMembers(contract)) if ((await memberIdOf(table, member)) === memberId) return member;
  return undefined;
}

/**
 * The member of staff who sent a message, if one did. Their phone tells it. Where WhatsApp hides that, it is told by an
 * address that the provider reported together with the phone, or by a tap: a message to staff reaches nobody else.
 */
export async function staffSender(
  context: StaffSenderContext,
  { chatId, alias, tap }: Pick<InboundMessage, 'chatId' | 'alias' | 'tap'>,
): Promise<StaffMember | undefined> {
  const { table, contract } = context;
  const members = staffMembers(contract);
  if (members.length === 0) return undefined;
  const addresses = alias ? [chatId, alias] : [chatId];
  const member = memberWith(addresses, members);
  if (member || addresses.some(isPhone)) return member;
  const known = await memberById(context, await readMemberId(table, chatId));
  if (known || !tap) return known;
  return memberById(context, (await readMessage(table, tap.answers))?.message.toStaff?.memberId);
}

/** Remembers the addresses of a member that are no phones. A repeat is harmless. */
export async function rememberAddresses(
  { table, contract }: StaffSenderContext,
  member: StaffMember,
  addresses: readonly ChatId[],
  now: Instant,
): Promise<void> {
  const expiresAt = later(now, contract.retention.invitationDays * DAY_MS);
  for (const address of addresses)
    if (!isPhone(address)) await rememberStaffAddress(table, address, member, { now, expiresAt });
}

/** The same where the provider reports a member's phone together with other addresses. */
export async function rememberReported(
  context: StaffSenderContext,
  addresses: readonly ChatId[],
  now: Instant,
): Promise<void> {
  const member = memberWith(addresses, staffMembers(context.contract));
  if (member) await rememberAddresses(context, member, addresses, now);
}
