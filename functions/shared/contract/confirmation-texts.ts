import * as z from 'zod/mini';

/** What a confirmation may name of a booking, as `{{date}}` and so on. */
export const PLACEHOLDERS = ['date', 'time', 'service', 'name'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const TEXT_LIMIT = 1024;
const FALLBACK_LIMIT = 60;

const ALLOWED = PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ');

const occurrences = (text: string, name: Placeholder) => text.split(`{{${name}}}`).length - 1;

const withoutPlaceholders = (text: string) =>
  PLACEHOLDERS.reduce((rest, name) => rest.replaceAll(`{{${name}}}`, ''), text);

const limited = (limit: number) =>
  z
    .string('must be text')
    .check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(limit, `must be at most ${limit} characters`));

const text = limited(TEXT_LIMIT).check(
  z.refine((value) => !/\{\{|\}\}/.test(withoutPlaceholders(value)), `must contain no placeholder but ${ALLOWED}`),
  z.refine(
    (value) => PLACEHOLDERS.every((name) => occurrences(value, name) <= 1),
    'must contain each placeholder at most once',
  ),
);

const textWithTime = text.check(
  z.refine(
    (value) => occurrences(value, 'date') > 0 && occurrences(value, 'time') > 0,
    'must contain {{date}} and {{time}}',
  ),
);

/** What a customer is told about their booking, in one language. What has no text is not told. */
export const Confirmation = z
  .strictObject(
    {
      booked: textWithTime,
      changed: z.optional(textWithTime),
      cancelled: z.optional(text),
      /** Stands for {{service}} where the form names none. */
      fallbackService: z.optional(limited(FALLBACK_LIMIT)),
    },
    'must be an object with the text "booked", and "changed" and "cancelled" if these are told',
  )
  .check(
    z.refine(
      ({ booked, changed = '', cancelled = '', fallbackService }) =>
        fallbackService !== undefined || occurrences(booked + changed + cancelled, 'service') === 0,
      {
        path: ['fallbackService'],
        error: 'is missing; it stands for {{service}} where the form names none',
        when: ({ issues }) => issues.length === 0,
      },
    ),
  );
export type Confirmation = z.infer<typeof Confirmation>;
