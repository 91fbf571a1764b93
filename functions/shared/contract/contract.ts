import * as z from 'zod/mini';

/** Provider limits: PROVIDER.md section 1 (`POST /sendFlow`), after Meta's interactive Flow message. */
const GREETING_LIMIT = 1024;
const CTA_LIMIT = 20;
/** Room the customer's name may take in a greeting; longer names are cut, see `greeting.ts`. */
export const CUSTOMER_NAME_LIMIT = 60;

/** The flow id the shipped contract carries. It belongs to nobody: fine on one machine, refused at deploy. */
export const EXAMPLE_FLOW_ID = '1234567890';

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}

const text = (limit: number) =>
  z
    .string('must be text')
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(limit, `must be at most ${limit} characters`));

const greeting = text(GREETING_LIMIT).check(
  z.refine((value) => value.split('{{1}}').length === 2, "must contain {{1}} (the customer's name) exactly once"),
  z.refine(
    (value) => value.length - '{{1}}'.length + CUSTOMER_NAME_LIMIT <= GREETING_LIMIT,
    `must leave room for a name of ${CUSTOMER_NAME_LIMIT} characters within ${GREETING_LIMIT}`,
  ),
);

const cta = text(CTA_LIMIT).check(z.refine((value) => !EMOJI.test(value), 'must not contain an emoji'));

const languageTag = z
  .string()
  .check(z.regex(/^[a-z]{2,3}([_-][A-Z]{2})?$/, 'must be a language such as "en" or "pt_BR"'));

const language = z.strictObject({
  greeting,
  cta,
  fallbackName: text(CUSTOMER_NAME_LIMIT),
});

const formField = z
  .string()
  .check(z.regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be the name of a form field: letters, digits and _'));

const wholeNumber = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.int(rule).check(z.gte(least, rule), z.lte(most, rule));
};

/**
 * The integration contract: everything about one business's channel that is not a secret. It lives in `cdk.json`
 * under `context.contract`, is validated at synth and travels as `contract.json` beside each function's code.
 */
export const Contract = z
  .strictObject({
    name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and -, at most 40')),
    channel: z.strictObject({
      id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be the channel id from the 1MSG dashboard')),
      apiBaseUrl: z
        .string()
        .check(z.regex(/^https:\/\/[^\s/?#]+(\/[^\s?#]*[^\s/?#])?$/, 'must be an https URL without a trailing slash')),
    }),
    flow: z.strictObject({
      id: z.string().check(z.regex(/^[0-9]{5,25}$/, 'must be the numeric id of a published Flow')),
      action: z.enum(['navigate', 'data_exchange'], 'must be "navigate" or "data_exchange"'),
      screen: z.optional(z.string().check(z.regex(/^[A-Z][A-Z_]{0,79}$/, 'must be a screen id: capitals and _'))),
      mode: z.optional(z.enum(['published', 'draft'], 'must be "published" or "draft"')),
    }),
    defaultLanguage: languageTag,
    languages: z.record(languageTag, language),
    booking: z.strictObject({
      timeZone: z.string().check(z.refine(isTimeZone, 'must be an IANA time zone such as "Europe/Madrid"')),
      durationMinutes: wholeNumber(5, 1440),
      fields: z.strictObject({
        date: formField,
        time: formField,
        service: z.optional(formField),
        name: z.optional(formField),
        notes: z.optional(formField),
      }),
    }),
    retention: z.strictObject({
      invitationDays: wholeNumber(7, 3650),
      foreignStatusHours: wholeNumber(1, 720),
      unmatchedDays: wholeNumber(1, 30),
    }),
  })
  .check(
    z.refine((contract) => contract.defaultLanguage in contract.languages, {
      path: ['defaultLanguage'],
      error: 'must be one of the languages',
    }),
    z.refine((contract) => !(contract.flow.action === 'data_exchange' && contract.flow.screen), {
      path: ['flow', 'screen'],
      error: 'must be left out with the action "data_exchange"',
    }),
  );
export type Contract = z.infer<typeof Contract>;
export type ContractLanguage = z.infer<typeof language>;
