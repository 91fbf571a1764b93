import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BusinessTerms } from '../business-terms.ts';
import { checkLanguage } from '../customer/known-language.ts';
import type { Recipient } from '../customer/recipient.ts';
import { ReportedChatId } from '../customer/recipient.ts';
import type { Invitation } from '../invitation/invitation.ts';
import type { InvitationId } from '../invitation/invitation-id.ts';
import { PhoneOrDigits, recipientOf } from '../invitation/invitation-request.ts';
import { readRequest } from '../malformed.ts';
import type { Actor } from '../people/actor.ts';
import { LocalDate, WallTime } from '../places/day.ts';
import { DATE_RULE } from '../time/date-rule.ts';
import type { Instant } from '../time/instant.ts';
import { BOOKING_FIELDS } from './booking-request.ts';
import type { placedAs } from './placed-booking.ts';

const { date, time, customerName, notes, resource, override } = BOOKING_FIELDS;

const hasOneAddressAtMost = ({ phone, chatId }: { phone?: unknown; chatId?: unknown }) =>
  phone === undefined || chatId === undefined;

/** What books by hand over HTTP: a service, at a date and time by the business's own clock, for a customer. */
export const HandBookingBody = z
  .strictObject({
    service: z.string('must be the id of a service'),
    resource,
    date: z.nonoptional(date, DATE_RULE),
    time: z.nonoptional(time, 'must be a time such as "09:30"'),
    customerName: z.nonoptional(customerName, 'must be text'),
    phone: z.optional(PhoneOrDigits),
    chatId: z.optional(ReportedChatId),
    notes,
    language: z.optional(z.string('must be text')),
    override,
  })
  .check(z.refine(hasOneAddressAtMost, 'give phone or chatId, not both'));

/** A booking by hand, understood. */
export type HandBooking = {
  service: string;
  resource?: string | undefined;
  date: LocalDate;
  time: WallTime;
  override: boolean;
  customerName: string;
  notes?: string | undefined;
  language: string;
  recipient?: Recipient | undefined;
};

/** Reads what books by hand. Throws Refusal `malformed`, naming each field, or `impossible-phone`. */
export function readHandBooking(
  body: unknown,
  contract: Pick<BusinessTerms, 'languages' | 'defaultLanguage'>,
): HandBooking {
  const asked = readRequest(HandBookingBody, body);
  const { phone, chatId, language = contract.defaultLanguage, override = false, ...rest } = asked;
  checkLanguage(language, contract);
  return {
    ...rest,
    date: LocalDate.parse(rest.date),
    time: WallTime.parse(rest.time),
    override,
    language,
    ...((phone !== undefined || chatId !== undefined) && { recipient: recipientOf(phone, chatId) }),
  };
}

/** The same for every spelling of a request. */
export function handBookingHash({ recipient, ...asked }: HandBooking): string {
  const said = Object.entries(asked).filter(([, value]) => value !== undefined);
  const canonical = JSON.stringify([
    'booking',
    recipient?.phone ?? recipient?.chatId,
    said.sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);
  return createHash('sha256').update(canonical).digest('base64url');
}

/** An invitation whose booking has its place already. */
export type PlacedInvitation = Invitation & { booking: { startsAt: Instant } };

/** The invitation that a booking by hand is: nobody is invited by it, and it is completed. */
export function handBookedInvitation(
  asked: HandBooking,
  placed: ReturnType<typeof placedAs>,
  of: { invitationId: InvitationId; entryId: string; channelId: string; flowId: string; at: Instant; actor: Actor },
): PlacedInvitation {
  const { customerName, notes, language, recipient } = asked;
  const booking = { ...placed, customerName, ...(notes !== undefined && { notes }), attention: [] };
  const requestHash = handBookingHash(asked);
  return {
    invitationId: of.invitationId,
    channelId: of.channelId,
    createdAt: of.at,
    origin: 'desk',
    ...(recipient && { recipient }),
    customerName,
    language,
    flowId: of.flowId,
    requestHash,
    attempts: {},
    history: { [of.entryId]: { kind: 'booking', at: of.at, booking, actor: of.actor, requestHash } },
    revision: 1,
    booking: { ...booking, state: 'booked' },
  };
}
