import * as z from 'zod/mini';
import { Alarms } from './alarms.ts';
import { Confirmation } from './confirmation-texts.ts';
import { CUSTOMER_NAME_LIMIT, LEAST_MINUTES, MOST_MINUTES } from './limits.ts';
import { OpeningHours } from './opening-hours.ts';
import { RestoredTable } from './restored-table.ts';
import { Staff } from './staff.ts';

/** The limits of `POST /sendFlow`: docs/provider.md, section 1. */
const GREETING_LIMIT = 1024;
const CTA_LIMIT = 20;
/** The flow id the shipped contract carries. It belongs to nobody: fine on one machine, refused at deploy. */
export const EXAMPLE_FLOW_ID = '1234567890';
/** The channel id the shipped contract carries, likewise. */
export const EXAMPLE_CHANNEL_ID = 'VID000000001';
/** Where a contract that has nothing better hands bookings to. Nobody can own a name under `.example` (RFC 2606). */
export const EXAMPLE_CRM_URL = 'https://crm.example/bookings';

/** Pictures, flags, and the frame that turns a digit into a keycap. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}

/** A part of the contract with exactly these fields. */
const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject(shape, 'must be an object');

/** Text of a given form. One rule says all, whether the value is missing, no text, or text of another form. */
const matching = (form: RegExp, rule: string) => z.string(rule).check(z.regex(form, rule));

const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be ${words.map((word) => `"${word}"`).join(' or ')}`);

const text = (limit: number) =>
  z
    .string('must be text')
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(limit, `must be at most ${limit} characters`));

const greeting = text(GREETING_LIMIT).check(
  z.refine((value) => value.split('{{1}}').length === 2, "must contain {{1}} (the customer's name) exactly once"),
  z.refine((value) => !value.replaceAll('{{1}}', '').includes('{{'), 'must contain no placeholder but {{1}}'),
  z.refine(
    (value) => value.length > GREETING_LIMIT || value.length - '{{1}}'.length + CUSTOMER_NAME_LIMIT <= GREETING_LIMIT,
    `must leave room for a name of ${CUSTOMER_NAME_LIMIT} characters within ${GREETING_LIMIT}`,
  ),
);

const cta = text(CTA_LIMIT).check(z.refine((value) => !EMOJI.test(value), 'must not contain an emoji'));

const languageTag = matching(/^[a-z]{2,3}([_-][A-Z]{2})?$/, 'must be a language such as "en" or "pt_BR"');

/** Words a customer may write; matched without regard to case, accents and punctuation. */
const WORD_LIMIT = 60;
const words = z._default(
  z.array(text(WORD_LIMIT), 'must be a list of words').check(z.maxLength(100, 'must be at most 100 words')),
  [],
);

/** An approved template with a FLOW button, for when the session window is closed. */
const template = section({
  name: matching(/^[a-z0-9_]{1,512}$/, 'must be the name of an approved template'),
  namespace: matching(/^[A-Za-z0-9_-]{1,100}$/, 'must be the namespace that "npm run channel -- templates" shows'),
  language: matching(/^[a-z]{2,3}([_-][A-Z]{2})?$/, 'must be the template language, such as "en" or "pt_BR"'),
  /** Whether the template's body has {{1}} for the customer's name. */
  namesCustomer: z._default(z.boolean('must be true or false'), true),
});

const language = section({
  greeting,
  cta,
  fallbackName: text(CUSTOMER_NAME_LIMIT),
  /** What a customer writes who wants to book, somewhere in the message. */
  intentWords: words,
  /** What a customer writes who wants no messages (again), and nothing else. */
  optOutWords: words,
  optInWords: words,
  template: z.optional(template),
  /** Left out: nothing is confirmed in this language. */
  confirmation: z.optional(Confirmation),
});

const formField = matching(
  /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
  'must be the name of a form field: letters, digits and _, not starting with a digit, at most 64',
);

const wholeNumber = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.int(rule).check(z.gte(least, rule), z.lte(most, rule));
};

/** Headers that the request sets itself, or that say nothing of who sends it: a key in one of them would not arrive. */
const TAKEN_HEADERS = /^(host|connection|content-.*|transfer-encoding|accept-encoding|user-agent|range)$/i;

/** What EventBridge takes as an API destination: `*` would stand for a part of the path that is filled in later. */
const crm = section({
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

// A rule between two fields is checked as soon as these two can be read, whatever else is at fault: all faults are
// shown at once.
const WithLanguages = z.object({ defaultLanguage: languageTag, languages: z.record(z.string(), z.unknown()) });
const WithFlow = z.object({ flow: z.object({ action: z.string(), screen: z.optional(z.string()) }) });

/**
 * The integration contract: everything about one business's channel that is not a secret. It lives in `cdk.json`
 * under `context.contract`, is validated at synth and travels as `contract.json` beside each function's code.
 */
export const Contract = section({
  name: matching(
    /^[a-z][a-z0-9-]{0,39}$/,
    'must be lower-case letters, digits and -, starting with a letter, at most 40',
  ),
  channel: section({
    id: matching(/^[A-Za-z0-9_-]{1,64}$/, 'must be the channel id from the 1MSG dashboard'),
    apiBaseUrl: matching(
      /^https:\/\/[^\s/?#@]+(\/[^\s?#]*[^\s/?#])?$/,
      'must be an https URL without a query or a trailing slash',
    ),
  }),
  flow: section({
    id: matching(/^[0-9]{5,25}$/, 'must be the numeric id of a published Flow, as text'),
    action: oneOf('navigate', 'data_exchange'),
    screen: z.optional(matching(/^[A-Z][A-Z_]{0,79}$/, 'must be a screen id: capitals and _')),
    mode: z.optional(oneOf('published', 'draft')),
  }),
  defaultLanguage: languageTag,
  languages: z.record(languageTag, language, 'must be an object with one entry per language'),
  booking: section({
    timeZone: z
      .string('must be an IANA time zone such as "Europe/Madrid"')
      .check(z.refine(isTimeZone, 'must be an IANA time zone such as "Europe/Madrid"')),
    durationMinutes: wholeNumber(LEAST_MINUTES, MOST_MINUTES),
    /** Left out: always open. */
    openingHours: z.optional(OpeningHours),
    fields: section({
      date: formField,
      time: formField,
      service: z.optional(formField),
      name: z.optional(formField),
      notes: z.optional(formField),
    }),
  }),
  /** When a customer's message asks for an invitation, beside the words of each language. */
  intent: z._default(
    section({
      buttonPayloads: z._default(z.array(text(256), 'must be a list of button payloads'), []),
      /** The first message of a customer never heard of counts as well. */
      firstMessage: z._default(z.boolean('must be true or false'), false),
      /** No second invitation to the same customer while one from the last so many minutes is open. */
      quietMinutes: z._default(wholeNumber(0, 1440), 60),
    }),
    { buttonPayloads: [], firstMessage: false, quietMinutes: 60 },
  ),
  sending: z._default(
    section({
      /** How often an invitation is tried at most, its template included. */
      maxAttempts: z._default(wholeNumber(1, 10), 4),
      /** What is asked for in bulk goes out no faster; the channel bears 80 messages a second in all. */
      perSecond: z._default(wholeNumber(1, 70), 40),
    }),
    { maxAttempts: 4, perSecond: 40 },
  ),
  delivery: z._default(
    section({
      /** When a message whose delivery is not known is asked about, in minutes after it was accepted. */
      askAfterMinutes: z._default(
        z.array(wholeNumber(1, 10_080), 'must be a list of minutes').check(
          z.minLength(1, 'must name at least one time'),
          z.maxLength(10, 'must be at most ten times'),
          z.refine(
            (minutes) => minutes.every((minute, index) => index === 0 || minute > (minutes[index - 1] ?? 0)),
            'must go up',
          ),
        ),
        [1, 5, 30, 120, 720],
      ),
      /** How long after a failure its reaction waits for a late "delivered". */
      graceSeconds: z._default(wholeNumber(0, 3600), 60),
    }),
    { askAfterMinutes: [1, 5, 30, 120, 720], graceSeconds: 60 },
  ),
  /** The CRM that every booking, change and cancellation is handed to, by one POST each. Left out: none. */
  crm: z.optional(crm),
  /** Who is told of bookings by e-mail. Left out: nobody is. */
  staff: z.optional(Staff),
  /** Who is told of alarms by e-mail. Left out: alarms show in CloudWatch only. */
  alarms: z.optional(Alarms),
  /** Only after a restore: the table that took the place of the stack's own. */
  restoredTable: z.optional(RestoredTable),
  /** Whether the API serves a page that shows invitations, bookings and the worklist to who has its key. */
  console: z._default(z.boolean('must be true or false'), false),
  /** How far the calendar feed reaches, in whole months before and after the running one (UTC). */
  calendar: z._default(
    section({
      pastMonths: z._default(wholeNumber(0, 24), 1),
      futureMonths: z._default(wholeNumber(1, 36), 12),
    }),
    { pastMonths: 1, futureMonths: 12 },
  ),
  retention: section({
    invitationDays: wholeNumber(7, 3650),
    foreignStatusHours: wholeNumber(1, 720),
    unmatchedDays: wholeNumber(1, 30),
  }),
}).check(
  z.refine((contract) => contract.defaultLanguage in contract.languages, {
    path: ['defaultLanguage'],
    error: 'must be one of the languages',
    when: ({ value }) => WithLanguages.safeParse(value).success,
  }),
  z.refine((contract) => !(contract.flow.action === 'data_exchange' && contract.flow.screen), {
    path: ['flow', 'screen'],
    error: 'must be left out with the action "data_exchange"',
    when: ({ value }) => WithFlow.safeParse(value).success,
  }),
);
export type Contract = z.infer<typeof Contract>;
export type ContractLanguage = z.infer<typeof language>;
