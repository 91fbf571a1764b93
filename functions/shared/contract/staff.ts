import * as z from 'zod/mini';
import { PhoneText, readPhone } from '../domain/customer/phone.ts';
import { ChatId } from '../domain/customer/recipient.ts';
import { spellingsOf } from '../domain/customer/spellings.ts';
import {
  lackingStaffTexts,
  NEWS_KINDS,
  NEWS_PLACEHOLDERS,
  PHONE_PLACEHOLDERS,
  STAFF_FALLBACKS,
  STAFF_LABELS,
  STATE_PLACEHOLDERS,
} from '../domain/staff/staff-texts.ts';
import { section, text } from './field-rules.ts';
import { emails } from './integrations.ts';
import { placeholderText } from './placeholder-text.ts';
import { BUTTON_LIMIT, languageCode, TEMPLATE } from './template.ts';

/** Each phone costs a message for each event; more people than these want an e-mail to a mailing list. */
const PHONE_LIMIT = 5;

const PHONE_RULE = 'must be a phone number with country code, such as "+34 600 000 001"';

/** A phone in any international spelling; digits once it is read. */
const phone = PhoneText.check(
  z.refine((spelling) => readPhone(spelling) !== undefined, PHONE_RULE),
  z.overwrite((spelling) => readPhone(spelling) ?? spelling),
);

/** All spellings in which WhatsApp may report a phone. */
const allSpellings = (digits: string) => spellingsOf(ChatId.parse(`${digits}@c.us`));

function isNamedOnce(phones: readonly { phone: string }[]): boolean {
  const read = phones.flatMap((one) => readPhone(one.phone) ?? []);
  return new Set(read.map((digits) => allSpellings(digits).toSorted()[0])).size === read.length;
}

const phones = z
  .array(section({ phone, language: languageCode }), 'must be a list of phones')
  .check(
    z.minLength(1, 'must name at least one phone'),
    z.maxLength(PHONE_LIMIT, `must be at most ${PHONE_LIMIT} phones`),
    z.refine(isNamedOnce, 'must name each phone once'),
  );

const label = z.optional(text(BUTTON_LIMIT));

/** The body's variables are what happened, the customer's name, the service, the date and the time. */
const newsTemplate = section({ ...TEMPLATE, buttons: z.optional(section({ call: label })) });
const toApproveTemplate = section({
  ...TEMPLATE,
  buttons: z.optional(section({ approve: label, refuse: label, call: label })),
});

/** `toApprove` carries what waits for a decision; without it `news` does, which has no buttons for that. */
const Templates = section({ news: newsTemplate, toApprove: z.optional(toApproveTemplate) });

const KIND_LIMIT = 60;
const FALLBACK_LIMIT = 30;
const TEXT_LIMIT = 400;

const each = <const Names extends readonly string[], Rule>(names: Names, rule: Rule) =>
  // Object.fromEntries loses the names, which are all of the list.
  Object.fromEntries(names.map((name) => [name, rule])) as { [name in Names[number]]: Rule };

const state = placeholderText(TEXT_LIMIT, STATE_PLACEHOLDERS);

const texts = z.partial(
  section({
    ...each(NEWS_KINDS, text(KIND_LIMIT)),
    ...each(STAFF_FALLBACKS, text(FALLBACK_LIMIT)),
    ...each(STAFF_LABELS, text(BUTTON_LIMIT)),
    news: placeholderText(TEXT_LIMIT, NEWS_PLACEHOLDERS),
    phone: placeholderText(TEXT_LIMIT, PHONE_PLACEHOLDERS),
    noPhone: placeholderText(TEXT_LIMIT, ['name']),
    nowBooked: state,
    nowCancelled: state,
    nowWaiting: state,
    gone: text(TEXT_LIMIT),
    noEffect: text(TEXT_LIMIT),
  }),
);

const byLanguage = <Entry extends z.ZodMiniType>(entry: Entry) =>
  z.optional(z.record(languageCode, entry, 'must be an object with one entry per language'));

/** Who of the business gets an e-mail or a WhatsApp message about each booking, and what waits for a person. */
export const Staff = z
  .strictObject(
    {
      emails: z.optional(emails),
      /** Their messages are never a customer's. */
      phones: z.optional(phones),
      /** What reaches them while they have not written within a day. Left out: nothing does then. */
      templates: byLanguage(Templates),
      /** Texts that replace the project's own (English and Spanish). */
      texts: byLanguage(texts),
    },
    'must be an object with emails or phones',
  )
  .check(
    z.refine((staff) => staff.emails !== undefined || staff.phones !== undefined, 'must have emails or phones'),
    z.superRefine((staff, { addIssue }) => {
      for (const [index, { language }] of (staff.phones ?? []).entries()) {
        const lacking = lackingStaffTexts(language, staff.texts?.[language]);
        const message = `needs "staff.texts.${language}", which lacks: ${lacking.join(', ')}`;
        if (lacking.length > 0) addIssue({ code: 'custom', path: ['phones', index, 'language'], message });
      }
      const spoken = new Set(staff.phones?.map(({ language }) => language));
      for (const field of ['templates', 'texts'] as const)
        for (const language of Object.keys(staff[field] ?? {}))
          if (!spoken.has(language))
            addIssue({ code: 'custom', path: [field, language], message: 'is the language of no phone' });
    }),
  );
