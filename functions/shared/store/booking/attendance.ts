import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Attendance, COUNTED_AS, type ComingConfirmation } from '../../domain/booking/attendance.ts';
import { notedIn } from '../../domain/booking/attended-booking.ts';
import type { ChatId } from '../../domain/customer/recipient.ts';
import type { Invitation } from '../../domain/invitation/invitation.ts';
import type { InvitationId } from '../../domain/invitation/invitation-id.ts';
import { chatIdentity } from '../customer/chats.ts';
import { NOT_ERASED, SAID_SINCE_ERASURE } from '../customer/erased.ts';
import { chatKey, invitationKey } from '../table/keys.ts';
import { type CustomerTable, type Table, wasWritten } from '../table/table.ts';
import { type TransactionWrite, transact } from '../table/transaction.ts';

/**
 * The condition that nothing new is known of the customer's coming since the invitation was read: whoever writes the
 * booking anew writes that into it. Each `#…` of it stands in `names`.
 */
export function attendanceAsRead({
  attendance,
  customerConfirmed,
}: Pick<Invitation, 'attendance' | 'customerConfirmed'>) {
  const noted = attendance
    ? 'attendance.#at = :notedAt AND attendance.#value = :noted'
    : 'attribute_not_exists(attendance)';
  const confirmed = customerConfirmed
    ? 'customerConfirmed.#at = :confirmedAt AND customerConfirmed.startsAt = :confirmed'
    : 'attribute_not_exists(customerConfirmed)';
  return {
    condition: `${noted} AND ${confirmed}`,
    names: {
      ...((attendance || customerConfirmed) && { '#at': 'at' }),
      ...(attendance && { '#value': 'value' }),
    },
    values: {
      ...(attendance && { ':notedAt': attendance.at, ':noted': attendance.value }),
      ...(customerConfirmed && { ':confirmedAt': customerConfirmed.at, ':confirmed': customerConfirmed.startsAt }),
    },
  };
}

/** The write that counts it for the customer, unless they were erased since they were invited; a correction moves the count. */
async function countWrite(
  table: CustomerTable,
  chatId: ChatId,
  { attendance: known, createdAt }: Invitation,
  attendance: Attendance,
): Promise<TransactionWrite> {
  const chat = chatIdentity(table, chatId, attendance.at);
  const isCorrection = known?.startsAt === attendance.startsAt;
  return {
    update: {
      Key: await chatKey(table, chatId),
      UpdateExpression: `${chat.set} ADD #counted :one${isCorrection ? ', #corrected :minusOne' : ''}`,
      ConditionExpression: SAID_SINCE_ERASURE,
      ExpressionAttributeNames: {
        ...chat.names,
        '#counted': COUNTED_AS[attendance.value],
        ...(isCorrection && { '#corrected': COUNTED_AS[known.value] }),
      },
      ExpressionAttributeValues: {
        ...chat.values,
        ':at': createdAt,
        ':one': 1,
        ...(isCorrection && { ':minusOne': -1 }),
      },
    },
  };
}

/**
 * Writes what was noted of the booking as it was read, and the customer's counts with it, or neither. `lost-race`:
 * somebody else wrote meanwhile. `erased`: the customer was.
 */
export async function writeAttendance(
  table: CustomerTable,
  seen: Invitation,
  attendance: Attendance,
): Promise<'written' | 'lost-race' | 'erased'> {
  const asRead = attendanceAsRead(seen);
  const update = {
    Key: invitationKey(seen.invitationId),
    UpdateExpression: 'SET attendance = :attendance, booking.attendance = :inBooking',
    ConditionExpression: `revision = :seen AND ${NOT_ERASED} AND ${asRead.condition}`,
    ...(Object.keys(asRead.names).length > 0 && { ExpressionAttributeNames: asRead.names }),
    ExpressionAttributeValues: {
      ':attendance': attendance,
      ':inBooking': notedIn(attendance),
      ':seen': seen.revision,
      ...asRead.values,
    },
  };
  const { recipient } = seen;
  const counts = recipient ? [await countWrite(table, recipient.chatId, seen, attendance)] : [];
  const result = await transact(table, [{ update }, ...counts]);
  if (result === 'done') return 'written';
  const isErased = result.conflict === 'condition' && !result.failed.includes(0);
  return isErased ? 'erased' : 'lost-race';
}

/**
 * Writes that the customer comes to the appointment that begins at `startsAt`; of two that say so the earlier counts.
 * `false` if that is known, the booking is no more what they saw, or they were erased: then nothing is written.
 */
export async function writeConfirmation(
  table: Table,
  invitationId: InvitationId,
  confirmation: ComingConfirmation,
): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: table.name,
    Key: invitationKey(invitationId),
    UpdateExpression: 'SET customerConfirmed = :confirmation, booking.confirmedByCustomer = :at',
    ConditionExpression:
      `startsAt = :startsAt AND booking.#state = :booked AND ${NOT_ERASED} AND ` +
      '(attribute_not_exists(customerConfirmed) OR customerConfirmed.startsAt <> :startsAt OR customerConfirmed.#at > :at)',
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
    ExpressionAttributeValues: {
      ':confirmation': confirmation,
      ':at': confirmation.at,
      ':startsAt': confirmation.startsAt,
      ':booked': 'booked',
    },
  });
  return wasWritten(table.client.send(update));
}
