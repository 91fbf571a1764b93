import * as z from 'zod/mini';
import { nameWords } from '../domain/customer/known-names.ts';
import { PhoneText } from '../domain/customer/phone.ts';
import { isNumber } from '../domain/customer/phone-search.ts';
import { ReportedChatId } from '../domain/customer/recipient.ts';
import { InvitationId } from '../domain/invitation/invitation-id.ts';
import { csvPaging, cursor, DAYS_IN_ORDER, DAYS_WITHIN_YEAR, day } from './list-queries.ts';

const CUSTOMER_SELECTORS = ['phone', 'chatId', 'invitationId'] as const;

const addresses = {
  phone: z.optional(PhoneText),
  chatId: z.optional(ReportedChatId),
  invitationId: z.optional(InvitationId),
};

const namesOne = z.refine<Partial<Record<(typeof CUSTOMER_SELECTORS)[number], unknown>>>(
  (query) => CUSTOMER_SELECTORS.filter((name) => query[name] !== undefined).length === 1,
  { path: ['phone'], error: 'give exactly one of phone, chatId and invitationId' },
);

/** Which customer is meant: by an address, or by the booking of somebody without one. */
export const CustomerQuery = z.strictObject(addresses).check(namesOne);
export type CustomerQuery = z.infer<typeof CustomerQuery>;

/** Whose data is exported. */
export const ExportQuery = z.strictObject({ ...addresses, cursor }).check(namesOne);
export type ExportQuery = z.infer<typeof ExportQuery>;

const SEARCH_LIMIT = 100;
const SEARCH_RULE = `must be the start of a name, of two letters at least, or a phone number; at most ${SEARCH_LIMIT} characters`;

const isSearch = (typed: string): boolean => isNumber(typed) || nameWords(typed).some((word) => [...word].length >= 2);

const FINDERS = ['q', ...CUSTOMER_SELECTORS, 'from'] as const;

/** Which customers to list: those found by a name or a number, one of them, or those with bookings on some days. */
export const CustomersQuery = z
  .strictObject({
    q: z.optional(z.string(SEARCH_RULE).check(z.maxLength(SEARCH_LIMIT, SEARCH_RULE), z.refine(isSearch, SEARCH_RULE))),
    ...addresses,
    from: z.optional(day),
    to: z.optional(day),
    ...csvPaging,
  })
  .check(
    z.refine((query) => FINDERS.filter((name) => query[name] !== undefined).length === 1, {
      path: ['q'],
      error: 'give exactly one of q, phone, chatId, invitationId, and from with to',
    }),
    z.refine(({ from, to }) => (from === undefined) === (to === undefined), {
      path: ['to'],
      error: 'must be given together with from',
    }),
    DAYS_IN_ORDER,
    DAYS_WITHIN_YEAR,
  );
export type CustomersQuery = z.infer<typeof CustomersQuery>;

/** Whose name or language is corrected. Of somebody without an address the booking has the name. */
export const CorrectionQuery = z
  .strictObject({ phone: z.optional(PhoneText), chatId: z.optional(ReportedChatId) })
  .check(
    z.refine(({ phone, chatId }) => (phone === undefined) !== (chatId === undefined), {
      path: ['phone'],
      error: 'give exactly one of phone and chatId',
    }),
  );
export type CorrectionQuery = z.infer<typeof CorrectionQuery>;
