import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import { epochSeconds, Instant } from '../../domain/time/instant.ts';
import { answerCounts } from '../chat/answer-budget.ts';
import { identity, readAs } from '../table/items.ts';
import { staffKey } from '../table/keys.ts';
import { type CustomerTable, wasWritten } from '../table/table.ts';

/**
 * What is known of one address of a member of staff. It names nobody: `memberId` is the pseudonym of the phone in the
 * contract.
 */
const StaffItem = z.object({ memberId: z.string(), lastInboundAt: z.optional(Instant) });

type KeptTimes = { now: Instant; expiresAt: Instant };
type Update = { set: string; condition: string; values: Record<string, string | number> };

/** The pseudonym by which the table knows a member. */
export const memberIdOf = (table: CustomerTable, { chatId }: Pick<StaffMember, 'chatId'>): Promise<string> =>
  table.pseudonym(chatId);

/** Writes to the item of an address (`addressId` is its pseudonym) if the condition holds. */
async function updateItem(
  table: CustomerTable,
  { addressId, memberId, now }: { addressId: string; memberId: string; now: Instant },
  { set, condition, values }: Update,
): Promise<boolean> {
  const item = identity(table, 'staff', now, { memberId });
  const update = new UpdateCommand({
    TableName: table.name,
    Key: staffKey(table, addressId),
    UpdateExpression: `${item.set}, ${set}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: item.names,
    ExpressionAttributeValues: { ...item.values, ...values },
  });
  return wasWritten(table.client.send(update));
}

/** Renews a member's session window. Returns `false` if a newer message of theirs is recorded. */
export async function recordStaffInbound(
  table: CustomerTable,
  member: StaffMember,
  at: Instant,
  { now, expiresAt }: KeptTimes,
): Promise<boolean> {
  const memberId = await memberIdOf(table, member);
  return updateItem(
    table,
    { addressId: memberId, memberId, now },
    {
      set: 'lastInboundAt = :at, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(lastInboundAt) OR lastInboundAt < :at',
      values: { ':at': at, ':expiresAt': epochSeconds(expiresAt) },
    },
  );
}

/** Remembers another address of a member, under which WhatsApp may report them without their phone. */
export async function rememberStaffAddress(
  table: CustomerTable,
  address: ChatId,
  member: StaffMember,
  { now, expiresAt }: KeptTimes,
): Promise<void> {
  const memberId = await memberIdOf(table, member);
  const ids = { addressId: await table.pseudonym(address), memberId, now };
  await updateItem(table, ids, {
    set: 'expiresAt = :expiresAt',
    condition: 'attribute_not_exists(expiresAt) OR expiresAt < :expiresAt OR memberId <> :memberId',
    values: { ':expiresAt': epochSeconds(expiresAt) },
  });
}

const readStaffItem = (table: CustomerTable, addressId: string) => readAs(table, staffKey(table, addressId), StaffItem);

/** The id of the member behind an address (consistent read); `undefined` if it is known as nobody's. */
export async function readMemberId(table: CustomerTable, address: ChatId): Promise<string | undefined> {
  return (await readStaffItem(table, await table.pseudonym(address)))?.memberId;
}

/** When a member last wrote (consistent read); `undefined` if that is not known. */
export async function readStaffInbound(table: CustomerTable, member: StaffMember): Promise<Instant | undefined> {
  return (await readStaffItem(table, await memberIdOf(table, member)))?.lastInboundAt;
}

/**
 * Takes one automatic answer from what a member may get within an hour, counted from the first of them. Returns `false`
 * if there is none left.
 */
export async function spendStaffAnswer(
  table: CustomerTable,
  member: StaffMember,
  perHour: number,
  now: Instant,
): Promise<boolean> {
  const memberId = await memberIdOf(table, member);
  const ids = { addressId: memberId, memberId, now };
  for (const count of answerCounts(perHour, now)) if (await updateItem(table, ids, count)) return true;
  return false;
}
