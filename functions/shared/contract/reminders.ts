import * as z from 'zod/mini';
import { PLACEHOLDERS } from '../domain/business-terms.ts';
import { minuteOf } from '../domain/places/local-days.ts';
import { matching, oneOf, section, wholeNumber } from './field-rules.ts';
import { names, placeholderText } from './placeholder-text.ts';

/** More than these tell nobody anything new, and all of one appointment have to fit into one item. */
const MOST = 5;

const key = matching(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and -, starting with a letter');
const clockTime = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "18:00"');

/** A whole year and a day. */
const MOST_DAYS = 366;
const MOST_MINUTES = 20_160;

const Before = z.union(
  [
    section({ minutes: wholeNumber(5, MOST_MINUTES) }),
    section({ days: wholeNumber(0, 60), at: z.optional(clockTime) }).check(
      z.refine(({ days, at }) => days > 0 || at !== undefined, {
        path: ['at'],
        error: 'is missing; on the day itself a reminder needs a time',
        when: ({ issues }) => issues.length === 0,
      }),
    ),
  ],
  'must be {"minutes"}, or {"days"} with a time "at" or without',
);

const unlike = (what: string) =>
  z.refine<readonly { key: string }[]>(
    (all) => new Set(all.map((one) => one.key)).size === all.length,
    `must give each ${what} a key of its own`,
  );

/** What goes out before each appointment. */
export const Reminders = z
  .array(
    section({
      key,
      before: Before,
      /** So long after its time it may still go out, but not beyond half of the time that is left. Left out: 120. */
      lateByMinutes: z.optional(wholeNumber(5, 1440)),
    }),
    'must be a list of reminders',
  )
  .check(z.maxLength(MOST, `must be at most ${MOST}`), unlike('reminder'));

/** What goes out after each appointment. */
export const FollowUps = z
  .array(
    section({
      key,
      after: section({ days: wholeNumber(1, MOST_DAYS), at: z.optional(clockTime) }),
      category: oneOf('utility', 'marketing'),
    }),
    'must be a list of follow-ups',
  )
  .check(z.maxLength(MOST, `must be at most ${MOST}`), unlike('follow-up'));

const MINUTES_OF_DAY = 1_440;
/** So much is left of the day for what is moved out of the quiet hours, also on a day that lacks an hour. */
const LEAST_OPEN_MINUTES = 120;

const openMinutes = ({ from, to }: { from: string; to: string }): number =>
  (minuteOf(from) - minuteOf(to) + MINUTES_OF_DAY) % MINUTES_OF_DAY;

/** When no reminder and no follow-up goes out, by the business's clock. */
export const QuietHours = section({ from: clockTime, to: clockTime }).check(
  z.refine(({ from, to }) => from !== to, {
    path: ['to'],
    error: 'must differ from "from"',
    when: ({ issues }) => issues.length === 0,
  }),
  z.refine((hours) => hours.from === hours.to || openMinutes(hours) >= LEAST_OPEN_MINUTES, {
    error: 'must leave two hours of the day at least',
    when: ({ issues }) => issues.length === 0,
  }),
);

/** WhatsApp's limit for a text above buttons. */
const TEXT_LIMIT = 1024;
const reminderText = placeholderText(TEXT_LIMIT, PLACEHOLDERS);
const textWithTime = reminderText.check(
  z.refine((value) => names(value, 'date') && names(value, 'time'), 'must contain {{date}} and {{time}}'),
);

/** The texts of one language, by the keys of what they are for. A language without a text has nothing sent for that key. */
export const ReminderTexts = z.record(z.string(), textWithTime, 'must be an object with one text for each key');
export const FollowUpTexts = z.record(z.string(), reminderText, 'must be an object with one text for each key');
