import { Temporal } from 'temporal-polyfill';
import { resourcesShown, serviceShown } from '../domain/booking/placement.ts';
import { phoneOf } from '../domain/customer/recipient.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { CustomerView } from './answers/customers.ts';
import type { InvitationSummary } from './answers/invitation-schema.ts';
import type { ListedBooking } from './answers/lists.ts';
import type { Table } from './list-answer.ts';

/*
 * The columns of lists as CSV. They are named as in the JSON answers, whatever the contract's languages: programs read
 * these files as well, and a file is to be put behind that of last month. A phone is its digits with the country code, as
 * the API takes it: a plus would make a formula of it. Dates and times are those of the business's clock.
 */

const localDate = (at: Instant | undefined, timeZone: string): string | undefined =>
  at && Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();

const localTime = (at: Instant | undefined, timeZone: string): string | undefined =>
  at && Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });

const listed = (values: readonly string[] = []): string => values.join(' ');

export const bookingTable = (timeZone: string): Table<ListedBooking> => ({
  name: 'bookings',
  columns: [
    ['date', ({ booking }) => localDate(booking?.startsAt, timeZone)],
    ['time', ({ booking }) => localTime(booking?.startsAt, timeZone)],
    ['endTime', ({ booking }) => localTime(booking?.endsAt, timeZone)],
    ['state', ({ booking }) => booking?.state],
    ['service', ({ booking }) => booking && serviceShown(booking)],
    ['resources', ({ booking }) => booking && resourcesShown(booking)],
    ['customerName', ({ booking }) => booking?.customerName],
    ['phone', ({ recipient }) => recipient && phoneOf(recipient)],
    ['chatId', ({ recipient }) => recipient?.chatId],
    ['notes', ({ booking }) => booking?.notes],
    ['attention', ({ booking }) => listed(booking?.attention)],
    ['confirmedByCustomer', ({ booking }) => booking?.confirmedByCustomer],
    ['attendance', ({ booking }) => booking?.attendance?.value],
    ['startsAt', ({ booking }) => booking?.startsAt],
    ['endsAt', ({ booking }) => booking?.endsAt],
    ['invitationId', ({ invitationId }) => invitationId],
  ],
});

export const invitationTable = (timeZone: string): Table<InvitationSummary> => ({
  name: 'invitations',
  columns: [
    ['date', ({ createdAt }) => localDate(createdAt, timeZone)],
    ['time', ({ createdAt }) => localTime(createdAt, timeZone)],
    ['status', ({ status }) => status],
    ['origin', ({ origin }) => origin],
    ['customerName', ({ customerName }) => customerName],
    ['phone', ({ recipient }) => recipient && phoneOf(recipient)],
    ['chatId', ({ recipient }) => recipient?.chatId],
    ['language', ({ language }) => language],
    ['attempts', ({ attempts }) => attempts.length],
    ['rejection', ({ rejection }) => rejection?.reason],
    ['bookingState', ({ booking }) => booking?.state],
    ['bookingDate', ({ booking }) => localDate(booking?.startsAt, timeZone)],
    ['bookingTime', ({ booking }) => localTime(booking?.startsAt, timeZone)],
    ['service', ({ booking }) => booking && serviceShown(booking)],
    ['notTold', ({ notTold }) => notTold?.reason],
    ['createdAt', ({ createdAt }) => createdAt],
    ['invitationId', ({ invitationId }) => invitationId],
  ],
});

export const CUSTOMER_TABLE: Table<CustomerView> = {
  name: 'customers',
  columns: [
    ['name', ({ name }) => name],
    ['phone', ({ phone }) => phone],
    ['chatId', ({ chatId }) => chatId],
    ['language', ({ language }) => language],
    ['optedOut', ({ optedOut }) => optedOut],
    ['came', ({ attendance }) => attendance.came],
    ['noShow', ({ attendance }) => attendance.noShow],
    ['lastInboundAt', ({ lastInboundAt }) => lastInboundAt],
    ['invitationId', ({ invitationId }) => invitationId],
  ],
};
