import type { InboundMessage } from '../../domain/customer/inbound.ts';
import { STAFF_MESSAGES_KEPT_MS, type StaffMember } from '../../domain/staff/staff-member.ts';
import { DAY_MS, type Instant, later } from '../../domain/time/instant.ts';
import { memberIdOf, recordStaffInbound } from '../../store/staff/staff-members.ts';
import { keepStaffTap } from '../../store/staff/staff-taps.ts';
import type { ElementResult } from '../webhook/record-unmatched.ts';
import { rememberAddresses, type StaffSenderContext } from './staff-sender.ts';

/** Renews a member's session window, and remembers under which addresses WhatsApp knows them. */
export async function recordStaffPresence(
  context: StaffSenderContext,
  member: StaffMember,
  { chatId, alias, at }: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  const { table, contract } = context;
  await rememberAddresses(context, member, alias ? [chatId, alias] : [chatId], now);
  const expiresAt = later(now, contract.retention.invitationDays * DAY_MS);
  return (await recordStaffInbound(table, member, at, { now, expiresAt })) ? 'recorded' : 'duplicate';
}

async function keepTap(
  { table }: StaffSenderContext,
  member: StaffMember,
  { messageId, at, tap }: InboundMessage,
  now: Instant,
): Promise<boolean> {
  if (!tap) return false;
  const { answers, label } = tap;
  const memberId = await memberIdOf(table, member);
  const expiresAt = later(now, STAFF_MESSAGES_KEPT_MS);
  return keepStaffTap(
    table,
    { channelId: table.channelId, messageId, memberId, at, answers, label },
    { now, expiresAt },
  );
}

/** Records a message of a member of staff: what they tapped, and their presence. Their words have no effect here. */
export async function recordStaffMessage(
  context: StaffSenderContext,
  member: StaffMember,
  message: InboundMessage,
  now: Instant,
): Promise<ElementResult> {
  const isRecorded = await keepTap(context, member, message, now);
  const presence = await recordStaffPresence(context, member, message, now);
  return isRecorded ? 'recorded' : presence;
}
