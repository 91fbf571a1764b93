import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import { PhoneText } from '../domain/customer/phone.ts';
import { ReportedChatId } from '../domain/customer/recipient.ts';
import { InvitationId } from '../domain/invitation/invitation-id.ts';
import { DATE_FORM, DATE_RULE } from '../domain/time/date-rule.ts';
import { readDate } from '../domain/time/local-time.ts';
import { WORKLIST_KINDS } from '../store/table/keys.ts';
import { CURSOR_FORM, CURSOR_RULE } from './cursor.ts';
import { readQuery } from './read-query.ts';

export { readQuery } from './read-query.ts';

const LIMIT_RULE = 'must be a whole number from 1 to 100';

/** One of the business's days, by its own calendar. */
export const day = z.pipe(
  // Aborts, so that no rule between two days meets what is none.
  z.string(DATE_RULE).check(z.regex(DATE_FORM, { error: DATE_RULE, abort: true })),
  z.transform((value, { issues }): Temporal.PlainDate => {
    const date = readDate(value);
    if (date) return date;
    issues.push({ code: 'custom', input: value, message: DATE_RULE });
    return z.NEVER;
  }),
);

const limit = z.string().check(z.regex(/^([1-9]\d?|100)$/, LIMIT_RULE));
export const cursor = z.optional(z.string().check(z.regex(CURSOR_FORM, CURSOR_RULE)));

/** Items of a page for whom nothing else asks. */
const PAGE = 25;
/** Lines of a part of a CSV file: what can be read and answered within a request's time. */
const CSV_PART = 1_000;

const paging = { limit: z.pipe(z._default(limit, String(PAGE)), z.transform(Number)), cursor };

/** Of lists that can be had as CSV, too. */
export const csvPaging = {
  limit: z.optional(z.pipe(limit, z.transform(Number))),
  cursor,
  format: z.optional(z.enum(['json', 'csv'], 'must be "json" or "csv"')),
};

/** How many items a request asks for. */
export const pageSize = ({
  limit: asked,
  format,
}: {
  limit?: number | undefined;
  format?: 'json' | 'csv' | undefined;
}) => asked ?? (format === 'csv' ? CSV_PART : PAGE);

const SELECTORS = ['phone', 'chatId', 'day'] as const;

/** Which invitations to list: a customer's or a day's. */
export const InvitationsQuery = z
  .strictObject({
    phone: z.optional(PhoneText),
    chatId: z.optional(ReportedChatId),
    day: z.optional(day),
    ...csvPaging,
  })
  .check(
    z.refine((query) => SELECTORS.filter((name) => query[name] !== undefined).length === 1, {
      path: ['phone'],
      error: 'give exactly one of phone, chatId and day',
    }),
  );
export type InvitationsQuery = z.infer<typeof InvitationsQuery>;

/** A leap year: the reads behind a request must not grow with what is asked for. */
const RANGE_LIMIT_DAYS = 366;

/** From one day to another, both included. */
type Days = Record<'from' | 'to', Temporal.PlainDate>;

const daysBetween = ({ from, to }: Days) => from.until(to, { largestUnit: 'day' }).days;

/** The same as far as they are given: rules between them are checked where both are. */
type GivenDays = { [name in keyof Days]?: Days[name] | undefined };

const holdsFor =
  (rule: (days: number) => boolean) =>
  ({ from, to }: GivenDays): boolean =>
    !from || !to || rule(daysBetween({ from, to }));

/** The rules between two days. */
export const DAYS_IN_ORDER = z.refine<GivenDays>(
  holdsFor((days) => days >= 0),
  {
    path: ['to'],
    error: 'must not be before from',
  },
);
export const DAYS_WITHIN_YEAR = z.refine<GivenDays>(
  holdsFor((days) => days < RANGE_LIMIT_DAYS),
  {
    path: ['to'],
    error: `must be less than ${RANGE_LIMIT_DAYS} days after from`,
  },
);

/** Which bookings to list: from one day to another, both included. */
export const BookingsQuery = z
  .strictObject({
    from: day,
    to: day,
    /** Each booking with its customer's address, which a CSV file has anyway. */
    recipients: z.optional(z.literal('true', 'must be "true"')),
    ...csvPaging,
  })
  .check(DAYS_IN_ORDER, DAYS_WITHIN_YEAR);
export type BookingsQuery = z.infer<typeof BookingsQuery>;

/** Which closures to list: those that hold at some time from one day to another, both included. */
export const ClosuresQuery = z.strictObject({ from: day, to: day, ...paging }).check(DAYS_IN_ORDER, DAYS_WITHIN_YEAR);

/** The days that decide are read at once: a month of them at most. */
const SLOTS_LIMIT_DAYS = 31;

/** Which slots to list: of a service, from one day to another, both included. */
export const SlotsQuery = z
  .strictObject({
    service: z.string('must be the id of a service'),
    resource: z.optional(z.string('must be the id of a resource')),
    /** For whom: lead time and horizon bind customers only. */
    by: z._default(z.enum(['customer', 'staff'], 'must be "customer" or "staff"'), 'customer'),
    /** The booking that would leave its place. */
    moved: z.optional(InvitationId),
    from: day,
    to: day,
  })
  .check(
    z.refine((query) => daysBetween(query) >= 0, { path: ['to'], error: 'must not be before from' }),
    z.refine((query) => daysBetween(query) < SLOTS_LIMIT_DAYS, {
      path: ['to'],
      error: `must be less than ${SLOTS_LIMIT_DAYS} days after from`,
    }),
  );
export type SlotsQuery = z.infer<typeof SlotsQuery>;

/** Each day of invitations has partitions of its own: a month of them is read for one request at most. */
const WORKLIST_LIMIT_DAYS = 31;

type AskedDays = { [name in 'day' | 'from' | 'to']?: Temporal.PlainDate | undefined };

/** The days that the worklist is asked for: one, or those from one to another. */
export function daysOfWorklist({ day, from, to }: AskedDays): Days {
  const [first, last] = [day ?? from, day ?? to];
  if (!first || !last) throw new Error('The query was not checked.');
  return { from: first, to: last };
}

/** Which part of the worklist to list: that of a day, or from one day to another, both included. */
export const WorklistQuery = z
  .strictObject({
    day: z.optional(day),
    from: z.optional(day),
    to: z.optional(day),
    /** Left out: all that a person has to see to. */
    kind: z.optional(z.enum(WORKLIST_KINDS, `must be ${WORKLIST_KINDS.map((kind) => `"${kind}"`).join(' or ')}`)),
    ...paging,
  })
  .check(
    z.refine((query) => (query.day ? !query.from && !query.to : query.from && query.to), {
      path: ['day'],
      error: 'give either day, or from and to',
      abort: true,
    }),
    z.refine((query) => daysBetween(daysOfWorklist(query)) >= 0, { path: ['to'], error: 'must not be before from' }),
    z.refine((query) => daysBetween(daysOfWorklist(query)) < WORKLIST_LIMIT_DAYS, {
      path: ['to'],
      error: `must be less than ${WORKLIST_LIMIT_DAYS} days after from`,
    }),
  );
export type WorklistQuery = z.infer<typeof WorklistQuery>;

/** Whether the caller would rather have CSV than JSON, where the query does not say. */
const acceptsCsv = ({ headers }: APIGatewayProxyEventV2): boolean =>
  /^\s*text\/csv\s*(;|,|$)/i.test(headers['accept'] ?? '');

/** The same for a list that can be had as CSV, which `Accept: text/csv` asks for as well. */
export const readListQuery = <Query>(schema: z.ZodMiniType<Query>, event: APIGatewayProxyEventV2): Query =>
  readQuery(schema, {
    ...event,
    queryStringParameters: { ...(acceptsCsv(event) && { format: 'csv' }), ...event.queryStringParameters },
  });
