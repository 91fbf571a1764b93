import * as z from 'zod/mini';
import { matching, section, wholeNumber } from './field-rules.ts';

/** Headers that the request sets itself, or that say nothing of who sends it: a key in one of them would not arrive. */
const TAKEN_HEADERS = /^(host|connection|content-.*|transfer-encoding|accept-encoding|user-agent|range)$/i;

/** What EventBridge takes as an API destination: `*` would stand for a part of the path that is filled in later. */
export const Crm = section({
  url: matching(
    /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?([/?][A-Za-z0-9%~_.!'();:@&=+$,/?-]*)?$/,
    'must be an https URL without a password, * or #',
  ).check(z.maxLength(2048, 'must be at most 2048 characters')),
  /** The header that carries the key the CRM gave, which "set-crm-key" stores. */
  header: z._default(
    matching(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, 'must be the name of an HTTP header').check(
      z.refine((name) => !TAKEN_HEADERS.test(name), 'must not be a header that every request has'),
    ),
    'x-api-key',
  ),
  /** How many bookings a second are handed over at most; EventBridge takes no more than 300. */
  perSecond: z._default(wholeNumber(1, 300), 10),
});

/** Each address gets every e-mail; more people than these want a mailing list. */
const ADDRESS_LIMIT = 5;

const address = z
  .string('must be an e-mail address')
  .check(
    z.regex(
      /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
      'must be an e-mail address such as "desk@your-salon.com"',
    ),
  );

/** Who gets some kind of e-mail: one to five addresses, each once. */
export const emails = z.array(address, 'must be a list of e-mail addresses').check(
  z.minLength(1, 'must name at least one address'),
  z.maxLength(ADDRESS_LIMIT, `must be at most ${ADDRESS_LIMIT} addresses`),
  z.refine(
    (addresses) => new Set(addresses.map((email) => email.toLowerCase())).size === addresses.length,
    'must name each address once',
  ),
);

/** Who gets an e-mail when an alarm starts and when it ends. `false`, which is read as null, says that nobody does. */
export const Alarms = z.pipe(
  z.transform((given) => (given === false ? null : given)),
  z.nullable(z.strictObject({ emails }, 'must be an object with emails, or false')),
);

const tableName = z
  .string('must be the name of a DynamoDB table')
  .check(z.regex(/^[\w.-]{3,255}$/, 'must be the name of a DynamoDB table'));
const streamArn = z
  .string("must be the ARN of the table's stream")
  .check(
    z.regex(/^arn:aws[\w-]*:dynamodb:[^:]+:\d{12}:table\/[^/]+\/stream\/.+$/, "must be the ARN of the table's stream"),
  );

/** The table to work with in the place of the stack's own, after a restore: docs/runbook.md says how to make it. */
export const RestoredTable = z
  .strictObject({ name: tableName, streamArn }, 'must be an object with name and streamArn')
  .check(
    z.refine((table) => table.streamArn.includes(`:table/${table.name}/stream/`), {
      path: ['streamArn'],
      error: 'must belong to the table of that name',
    }),
  );
export type RestoredTable = z.infer<typeof RestoredTable>;
