import * as z from 'zod/mini';
import { CANCELLED_PLACEHOLDERS, PLACEHOLDERS } from '../domain/business-terms.ts';
import { CUSTOMER_NAME_LIMIT } from '../domain/customer/greeting.ts';
import { Chat } from './chat.ts';
import { section, text } from './field-rules.ts';
import { FLOW } from './flow.ts';
import { FormWordChanges } from './form-words.ts';
import { names, placeholderText } from './placeholder-text.ts';
import { Declined, Refused } from './refused.ts';
import { FollowUpTexts, ReminderTexts } from './reminders.ts';
import { BUTTON_LIMIT, TEMPLATE } from './template.ts';

/** The limits of `POST /sendFlow`: docs/provider.md, section 1. */
const GREETING_LIMIT = 1024;
const CTA_LIMIT = 20;
/** Pictures, flags, and the frame that turns a digit into a keycap. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;

const TEXT_LIMIT = 1024;
const FALLBACK_LIMIT = 60;

const confirmationText = placeholderText(TEXT_LIMIT, PLACEHOLDERS);

/** The reason that staff give may take 400 characters more: `REASON_SHOWN`. */
const WITH_REASON_LIMIT = 600;

const cancelledText = placeholderText(TEXT_LIMIT, CANCELLED_PLACEHOLDERS).check(
  z.refine(
    (value) => !names(value, 'reason') || value.length <= WITH_REASON_LIMIT,
    `must be at most ${WITH_REASON_LIMIT} characters where it contains {{reason}}`,
  ),
);

const textWithTime = confirmationText.check(
  z.refine((value) => names(value, 'date') && names(value, 'time'), 'must contain {{date}} and {{time}}'),
);

/** The placeholders whose value a booking can lack, and what replaces them. */
const FALLBACKS = [
  { name: 'service', field: 'fallbackService', where: 'the booking names none' },
  { name: 'resource', field: 'fallbackResource', where: 'the booking has no place' },
] as const;

/** The confirmations in one language. A customer gets no message about a change that has no text. */
const Confirmation = z
  .strictObject(
    {
      booked: textWithTime,
      /** It waits for approval. */
      requested: z.optional(textWithTime),
      changed: z.optional(textWithTime),
      /** It may also name {{reason}}. */
      cancelled: z.optional(cancelledText),
      /** Replaces {{service}} where the booking names no service. */
      fallbackService: z.optional(text(FALLBACK_LIMIT)),
      /** Replaces {{resource}} where the booking has no place. */
      fallbackResource: z.optional(text(FALLBACK_LIMIT)),
    },
    'must be an object with the text "booked", and "changed" and "cancelled" if these are told',
  )
  .check(
    z.superRefine((texts, { addIssue }) => {
      const all = [texts.booked, texts.requested, texts.changed, texts.cancelled].join('\n');
      for (const { name, field, where } of FALLBACKS) {
        if (!names(all, name) || texts[field] !== undefined) continue;
        addIssue({ code: 'custom', path: [field], message: `is missing; it stands for {{${name}}} where ${where}` });
      }
    }),
  );

const greeting = text(GREETING_LIMIT).check(
  z.refine((value) => value.split('{{1}}').length === 2, "must contain {{1}} (the customer's name) exactly once"),
  z.refine((value) => !value.replaceAll('{{1}}', '').includes('{{'), 'must contain no placeholder but {{1}}'),
  z.refine(
    (value) => value.length > GREETING_LIMIT || value.length - '{{1}}'.length + CUSTOMER_NAME_LIMIT <= GREETING_LIMIT,
    `must leave room for a name of ${CUSTOMER_NAME_LIMIT} characters within ${GREETING_LIMIT}`,
  ),
);

const cta = text(CTA_LIMIT).check(z.refine((value) => !EMOJI.test(value), 'must not contain an emoji'));

/** Words a customer may write; matched without regard to case, accents and punctuation. */
const WORD_LIMIT = 60;
const wordList = z
  .array(text(WORD_LIMIT), 'must be a list of words')
  .check(z.maxLength(100, 'must be at most 100 words'));
const words = z._default(wordList, []);
/** Left out: the project's own words of the language, if it has any. */
const otherWords = z.optional(wordList);

/** An approved template with a FLOW button, for when the session window is closed. */
const template = section({
  ...TEMPLATE,
  /** Whether the template's body has {{1}} for the customer's name. */
  namesCustomer: z._default(z.boolean('must be true or false'), true),
});

/**
 * An approved template that tells of a booking while the session window is closed. The variables of its body are, in
 * this order: the customer's name, the service, the date, the time.
 */
const noticeTemplate = section({
  ...TEMPLATE,
  /** The labels of its quick replies, exactly as they were approved. A tap on one does what its name says. */
  buttons: z.optional(
    section({
      coming: z.optional(text(BUTTON_LIMIT)),
      change: z.optional(text(BUTTON_LIMIT)),
      cancel: z.optional(text(BUTTON_LIMIT)),
      book: z.optional(text(BUTTON_LIMIT)),
    }),
  ),
});

const Templates = section({
  booked: z.optional(noticeTemplate),
  requested: z.optional(noticeTemplate),
  changed: z.optional(noticeTemplate),
  cancelled: z.optional(noticeTemplate),
  declined: z.optional(noticeTemplate),
  reminder: z.optional(noticeTemplate),
  followUp: z.optional(noticeTemplate),
});

export const language = section({
  /** The form in this language. Left out: the one of all languages. */
  flow: z.optional(section(FLOW)),
  /** Words of the form that replace the project's own. */
  form: z.optional(FormWordChanges),
  greeting,
  cta,
  fallbackName: text(CUSTOMER_NAME_LIMIT),
  /** What a customer writes who wants to book, somewhere in the message. */
  intentWords: words,
  /** What a customer writes who wants to cancel or change an appointment, or who asks something. A person sees to it. */
  cancelWords: otherWords,
  changeWords: otherWords,
  questionWords: otherWords,
  /** What a customer writes who wants no messages (again), and nothing else. */
  optOutWords: words,
  optInWords: words,
  template: z.optional(template),
  /** What tells of a booking while the session window is closed. Left out: a person has to. */
  templates: z.optional(Templates),
  /** Answers to what customers write and tap. Left out: a person answers. */
  chat: z.optional(Chat),
  /** Left out: nothing is confirmed in this language. */
  confirmation: z.optional(Confirmation),
  /** Left out: nobody is told in this language that a form was refused; a person sees to it. */
  refused: z.optional(Refused),
  /** Left out: nobody is told in this language that what waited for approval was declined; a person sees to it. */
  declined: z.optional(Declined),
  /** The texts of the reminders and the follow-ups, by their keys. A key without a text is not sent in this language. */
  reminders: z.optional(ReminderTexts),
  followUps: z.optional(FollowUpTexts),
});
export type ContractLanguage = z.infer<typeof language>;
