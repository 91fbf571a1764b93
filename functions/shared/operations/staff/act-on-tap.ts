import type { Booking } from '../../domain/booking/booking-history.ts';
import { phoneOf, type Recipient } from '../../domain/customer/recipient.ts';
import type { StaffSubject } from '../../domain/staff/staff-button.ts';
import type { StaffMember } from '../../domain/staff/staff-member.ts';
import { aboutBooking, aboutValues } from '../../domain/staff/staff-news.ts';
import { PHONE_PLACEHOLDERS, STATE_PLACEHOLDERS, type StaffTexts, staffTexts } from '../../domain/staff/staff-texts.ts';
import { fillPlaceholders } from '../../domain/text/fill-placeholders.ts';
import { now } from '../../domain/time/instant.ts';
import { readQuestion } from '../../store/customer/answered-questions.ts';
import { readInvitation } from '../../store/invitation/invitations.ts';
import type { StaffContext } from './message-member.ts';

type Customer = { recipient: Recipient | undefined; customerName: string | undefined };

/** The customer that a message to staff is about, as they are known now; `undefined` once they are erased. */
async function customerOf({ table }: StaffContext, about: StaffSubject): Promise<Customer | undefined> {
  if ('questionId' in about) {
    const question = await readQuestion(table, about.questionId);
    return question && { recipient: { chatId: question.chatId }, customerName: question.displayName };
  }
  const invitation = await readInvitation(table, about.invitationId);
  return invitation && { recipient: invitation.recipient, customerName: invitation.booking?.customerName };
}

/** The answer to `call`: whom, and by which number. */
export async function numberToCall(context: StaffContext, member: StaffMember, about: StaffSubject): Promise<string> {
  const texts = staffTexts(member.language, context.contract);
  const customer = await customerOf(context, about);
  if (!customer) return texts.gone;
  const nothing = { customerName: customer.customerName, service: undefined, at: undefined };
  const { name } = aboutValues(nothing, texts, { language: member.language, timeZone: 'UTC' }, now());
  const phone = customer.recipient && phoneOf(customer.recipient);
  if (!phone) return fillPlaceholders(texts.noPhone, ['name'], { name });
  return fillPlaceholders(texts.phone, PHONE_PLACEHOLDERS, { name, phone: `+${phone}` });
}

const STATES: Record<Booking['state'], keyof StaffTexts> = {
  booked: 'nowBooked',
  cancelled: 'nowCancelled',
  requested: 'nowWaiting',
  'to-approve': 'nowWaiting',
};

/** The booking as it is now. */
export async function presentState(context: StaffContext, member: StaffMember, about: StaffSubject): Promise<string> {
  const { table, contract } = context;
  const { language } = member;
  const texts = staffTexts(language, contract);
  const booking = 'invitationId' in about ? (await readInvitation(table, about.invitationId))?.booking : undefined;
  if (!booking) return texts.gone;
  const { timeZone } = contract.booking;
  const values = aboutValues(aboutBooking(booking), texts, { language, timeZone }, now());
  return fillPlaceholders(texts[STATES[booking.state]], STATE_PLACEHOLDERS, values);
}
