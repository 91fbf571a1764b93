import * as z from 'zod/mini';
import { DECLINED_PLACEHOLDERS, REFUSAL_PLACEHOLDERS } from '../domain/business-terms.ts';
import { section } from './field-rules.ts';
import { names, placeholderText } from './placeholder-text.ts';

/** `POST /sendFlow` takes 1024 characters: this leaves room for a name, a date and five times in any language. */
const REFUSED_LIMIT = 400;

const refusedText = placeholderText(REFUSED_LIMIT, REFUSAL_PLACEHOLDERS).check(
  z.refine((value) => names(value, 'times'), 'must contain {{times}}'),
);

/** What a customer is told whose form asks for a time that they cannot have, above the button that opens the form. */
export const Refused = section({
  taken: refusedText,
  /** The same for a customer who has an appointment, which stays as it was. Left out: `taken`. */
  kept: z.optional(refusedText),
});

/** The reason that staff give may take 400 characters more. */
const DECLINED_LIMIT = 250;

/** What a customer is told whose request was declined, above the button that opens the form. */
export const Declined = placeholderText(DECLINED_LIMIT, DECLINED_PLACEHOLDERS).check(
  z.refine((value) => names(value, 'date') && names(value, 'time'), 'must contain {{date}} and {{time}}'),
);
