import { isSupportedCountry } from 'libphonenumber-js/min';
import * as z from 'zod/mini';
import { LEAST_MINUTES, MOST_MINUTES } from '../domain/business-terms.ts';
import { matching, oneOf, section, text, wholeNumber } from './field-rules.ts';
import { daysFit, FLOW, kindFits } from './flow.ts';
import { Alarms, Crm, RestoredTable } from './integrations.ts';
import { language } from './language.ts';
import { OpeningHours } from './opening-hours.ts';
import { OwnDomain } from './own-domain.ts';
import { checkPlaces, PLACES, titlesFit } from './places.ts';
import { FollowUps, QuietHours, Reminders } from './reminders.ts';
import { followUpsKept, remindersFit } from './reminders-fit.ts';
import { Retention } from './retention.ts';
import { Staff } from './staff.ts';
import { languageCode } from './template.ts';

/** The flow id the shipped contract carries. It belongs to nobody: fine on one machine, refused at deploy. */
export const EXAMPLE_FLOW_ID = '1234567890';
/** The flow id that the shipped contract carries for Spanish, likewise. */
export const EXAMPLE_SPANISH_FLOW_ID = '1234567891';
/** The channel id the shipped contract carries, likewise. */
export const EXAMPLE_CHANNEL_ID = 'VID000000001';
/** The namespace of the templates in the shipped contract, likewise. */
export const EXAMPLE_NAMESPACE = 'example_namespace';
/** The CRM of the example contract. Nobody can own a name under `.example` (RFC 2606). */
export const EXAMPLE_CRM_URL = 'https://crm.example/bookings';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}

const COUNTRY_RULE = 'must be a country by its two capital letters, such as "ES"';

const formField = matching(
  /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
  'must be the name of a form field: letters, digits and _, not starting with a digit, at most 64',
);

// A rule between two fields is checked as soon as these two can be read, whatever else is at fault: all faults are
// shown at once.
const WithLanguages = z.object({ defaultLanguage: languageCode, languages: z.record(z.string(), z.unknown()) });
const WithFlow = z.object({ flow: z.object({ action: z.optional(z.string()), screen: z.optional(z.string()) }) });

/**
 * The integration contract: everything about one business's channel that is not a secret. It lives in `cdk.json`
 * under `context.contract`, is validated at synth and travels as `contract.json` beside each function's code.
 */
export const Contract = section({
  name: matching(
    /^[a-z][a-z0-9-]{0,39}$/,
    'must be lower-case letters, digits and -, starting with a letter, at most 40',
  ),
  /** The business's name for people, as on its door. Left out: `name`. */
  businessName: z.optional(text(60)),
  channel: section({
    id: matching(/^[A-Za-z0-9_-]{1,64}$/, 'must be the channel id from the 1MSG dashboard'),
    apiBaseUrl: matching(
      /^https:\/\/[^\s/?#@]+(\/[^\s?#]*[^\s/?#])?$/,
      'must be an https URL without a query or a trailing slash',
    ),
  }),
  flow: section({
    ...FLOW,
    /** `live`: the form asks the stack's endpoint while the customer fills it in. Left out: `static`. */
    kind: z.optional(oneOf('static', 'live')),
    /** The live form's Flow, beside the static one: then `kind` alone changes between them. */
    liveId: z.optional(FLOW.id),
    /** Needed by a static form. A live form begins with its own first screen. */
    action: z.optional(oneOf('navigate', 'data_exchange')),
    screen: z.optional(matching(/^[A-Z][A-Z_]{0,79}$/, 'must be a screen id: capitals and _')),
    mode: z.optional(oneOf('published', 'draft')),
  }),
  defaultLanguage: languageCode,
  languages: z.record(languageCode, language, 'must be an object with one entry per language'),
  /** Whoever looks for a customer by a number without a country code means one of this country. Left out: of none. */
  country: z.optional(z.string(COUNTRY_RULE).check(z.refine(isSupportedCountry, COUNTRY_RULE))),
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
    ...PLACES,
  }).check(checkPlaces),
  /** When a customer's message asks for an invitation, beside the words of each language. */
  intent: z._default(
    section({
      buttonPayloads: z._default(z.array(text(256), 'must be a list of button payloads'), []),
      /** The first message of a customer never heard of counts as well. */
      firstMessage: z._default(z.boolean('must be true or false'), false),
      /** No second invitation to the same customer while one from the last so many minutes is open. */
      quietMinutes: z._default(wholeNumber(0, 1440), 60),
      /** How many automatic answers one chat gets within an hour at most; a person sees to the rest. */
      answersPerHour: z._default(wholeNumber(1, 60), 12),
    }),
    { buttonPayloads: [], firstMessage: false, quietMinutes: 60, answersPerHour: 12 },
  ),
  sending: z._default(
    section({
      /** How often an invitation is tried at most, its template included. */
      maxAttempts: z._default(wholeNumber(1, 10), 4),
      /**
       * What is asked for in bulk goes out no faster. Most channels bear 80 messages a second in all, some more. The bound
       * is what the stack follows without falling behind (docs/benchmark.md, "Throughput").
       */
      perSecond: z._default(wholeNumber(1, 160), 40),
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
      /** By when a customer was told of a new version of their booking, or a person has to tell them. */
      noticeDeadlineMinutes: z._default(wholeNumber(5, 1440), 60),
    }),
    { askAfterMinutes: [1, 5, 30, 120, 720], graceSeconds: 60, noticeDeadlineMinutes: 60 },
  ),
  /** What customers are reminded of before their appointments. Left out: nothing. */
  reminders: z.optional(Reminders),
  /** When no reminder and no follow-up goes out. Left out: they go out at any time. */
  quietHours: z.optional(QuietHours),
  /** What customers get after their appointments. Left out: nothing. */
  followUps: z.optional(FollowUps),
  /** The CRM that every booking, change and cancellation is handed to, by one POST each. Left out: none. */
  crm: z.optional(Crm),
  /** Who is told of bookings by e-mail or on WhatsApp. Left out: nobody. */
  staff: z.optional(Staff),
  /**
   * How many functions the account runs at once: ten while it is new. `standard` is for accounts that run hundreds.
   */
  concurrency: z._default(oneOf('new-account', 'standard'), 'new-account'),
  /** Who gets e-mails about alarms. Nobody, or left out: alarms show in CloudWatch only. A deploy asks for it. */
  alarms: z.optional(Alarms),
  /** `basic`: few alarms, each on many causes. `full`: an alarm on each cause, metrics of all counts, and a dashboard. */
  monitoring: z._default(oneOf('basic', 'full'), 'basic'),
  /** The domain of the API. Left out: the address that AWS makes, which belongs to one region. */
  domain: z.optional(OwnDomain),
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
  retention: Retention,
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
  titlesFit,
  daysFit,
  kindFits,
  remindersFit,
  followUpsKept,
);
export type Contract = z.infer<typeof Contract>;
