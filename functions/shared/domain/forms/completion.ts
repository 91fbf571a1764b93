import { type BookingDetails, bookingFromForm, cutText, textOf } from '../booking/booking.ts';
import type { CompletionEntry } from '../booking/booking-history.ts';
import type { BusinessTerms } from '../business-terms.ts';
import type { MessageId } from '../delivery/delivery.ts';
import type { JsonObject } from '../text/json.ts';
import type { Instant } from '../time/instant.ts';
import { fieldOf } from './form-value.ts';

/** A form the customer submitted, as the provider reports it. */
export type Completion = {
  /** The customer's message that brought the form. */
  messageId: MessageId;
  at: Instant;
  /** The form's fields, without the flow token. */
  form: JsonObject;
  flowToken?: string;
  /** The message that the form answers. It identifies the invitation if the token is missing. */
  answeredMessageId?: MessageId;
};

/**
 * The largest size of a form in the history (bytes of UTF-8): its raw fields and the texts read from them. An
 * invitation with a full history of such forms stays below DynamoDB's 400 KB for an item.
 */
export const FORM_LIMIT_BYTES = 12_288;

/** A larger form keeps only the fields that the contract names, each cut to this many bytes of JSON. */
const FIELD_LIMIT_BYTES = 500;
const NOTES_LIMIT_BYTES = 3_000;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The text cut to `limit` bytes of JSON. A cut text ends in "…". */
function cutToBytes(text: string, limit: number): string {
  let kept = cutText(text, limit);
  while (bytesOf(JSON.stringify(kept)) > limit) kept = cutText(kept, Math.floor(kept.length * 0.9));
  return kept;
}

/** The fields the contract names, within their limits. */
function namedFields(form: JsonObject, { fields }: BusinessTerms['booking']): JsonObject {
  const named = Object.entries(fields).flatMap(([meaning, name]) => {
    const text = textOf(fieldOf(form, name));
    const limit = meaning === 'notes' ? NOTES_LIMIT_BYTES : FIELD_LIMIT_BYTES;
    return name !== undefined && text !== undefined ? [[name, cutToBytes(text, limit)]] : [];
  });
  return Object.fromEntries(named);
}

/** The part of the contract that describes how to read forms. */
export type FormPolicy = Pick<BusinessTerms, 'booking' | 'languages'>;

/** The details read, without notes that equal a field of the form; `notesField` names that field instead. */
function withoutDoubledNotes({ notes, ...read }: BookingDetails, form: JsonObject, notesField: string | undefined) {
  if (notes === undefined) return { read };
  return fieldOf(form, notesField) === notes ? { read, notesField } : { read: { ...read, notes } };
}

/** The completion as an entry of the booking's history, with the details read by the current contract. */
export function completionEntry({ at, form }: Completion, { booking, languages }: FormPolicy): CompletionEntry {
  const fields = JSON.stringify(form);
  const read = bookingFromForm(form, booking, at, Object.keys(languages));
  const texts = [read.service, read.customerName, read.notes].join('');
  if (bytesOf(fields) + bytesOf(texts) <= FORM_LIMIT_BYTES) {
    return { kind: 'completion', at, fields, ...withoutDoubledNotes(read, form, booking.fields.notes) };
  }
  const attention = [...read.attention, 'form-too-large' as const];
  const named = JSON.stringify(namedFields(form, booking));
  return { kind: 'completion', at, fields: named, read: { ...read, attention }, partial: true };
}
