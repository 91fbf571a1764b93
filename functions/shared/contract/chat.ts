import * as z from 'zod/mini';
import { CHAT_PLACEHOLDERS } from '../domain/business-terms.ts';
import { section, text } from './field-rules.ts';
import { names, placeholderText } from './placeholder-text.ts';

/** WhatsApp's limit for the label of a button. */
const BUTTON_LIMIT = 20;
/** With room for a date, a time and a service within WhatsApp's 1,024 characters. */
const TEXT_LIMIT = 600;
const FALLBACK_LIMIT = 60;

const label = text(BUTTON_LIMIT);

/** The labels of the buttons under the messages that tell of a booking, and under the question whether to cancel. */
const Buttons = section({
  change: label,
  cancel: label,
  book: label,
  cancelNow: label,
  keep: label,
  /** Says that the customer comes. Left out: no message has this button. */
  coming: z.optional(label),
}).check(
  z.refine((labels) => new Set(Object.values(labels)).size === Object.keys(labels).length, 'must all be different'),
);

const aboutBooking = placeholderText(TEXT_LIMIT, CHAT_PLACEHOLDERS);

const withTime = aboutBooking.check(
  z.refine((value) => names(value, 'date') && names(value, 'time'), 'must contain {{date}} and {{time}}'),
);

/** How the stack answers what customers write and tap, in one language. */
export const Chat = section({
  buttons: Buttons,
  /** Asks whether to cancel, above the buttons `cancelNow` and `keep`. */
  askCancel: withTime,
  /** Stands above the button that opens the form again. */
  askChange: aboutBooking,
  /** Less than `changeUntilMinutes` before the start: the customer has to call. */
  tooLate: aboutBooking,
  nothingBooked: text(TEXT_LIMIT),
  /** The customer tapped `keep`. */
  kept: aboutBooking,
  cancelledAlready: aboutBooking,
  /** The customer tapped `coming`. Left out: they get no answer. */
  confirmed: z.optional(aboutBooking),
  /** The appointment as it is, for who asks, and for who taps a button under an older message. */
  yourAppointment: withTime,
  /** The same while it waits for approval. Left out: a person answers. */
  yourRequest: z.optional(withTime),
  /** A person answers. At most once per chat and day. */
  willAnswer: text(TEXT_LIMIT),
  /** Asks which of several appointments is meant, above the button `chooseButton`, which opens the list of them. */
  chooseBooking: text(TEXT_LIMIT),
  chooseButton: label,
  /** Replaces {{service}} where the booking names no service. */
  fallbackService: z.optional(text(FALLBACK_LIMIT)),
}).check(
  z.superRefine(({ buttons: _, fallbackService, ...texts }, { addIssue }) => {
    if (fallbackService !== undefined || !names(Object.values(texts).join('\n'), 'service')) return;
    const message = 'is missing; it stands for {{service}} where the booking names none';
    addIssue({ code: 'custom', path: ['fallbackService'], message });
  }),
);
