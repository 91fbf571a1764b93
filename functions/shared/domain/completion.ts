import type { Contract } from '../contract/contract.ts';
import type { HistoryEntry } from './booking-history.ts';
import type { MessageId } from './delivery.ts';
import { readableValue } from './form-value.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';

/** A form the customer submitted, as the provider reports it. */
export type Completion = {
  /** The customer's message that brought the form. */
  messageId: MessageId;
  at: Instant;
  /** The form's fields, without the flow token. */
  form: JsonObject;
  flowToken?: string;
  /** The message that was answered: the only clue when the token is missing. */
  answeredMessageId?: MessageId;
};

/** A form above this size (bytes of JSON) is kept only in the fields the contract names. */
export const FORM_LIMIT_BYTES = 16_384;
const FIELD_LIMIT_CHARACTERS = 2_000;

/** The completion as an entry of the booking's history. */
export function completionEntry({ at, form }: Completion, booking: Contract['booking']): HistoryEntry {
  const fields = JSON.stringify(form);
  if (Buffer.byteLength(fields) <= FORM_LIMIT_BYTES) return { kind: 'completion', at, fields };
  const named = Object.values(booking.fields).flatMap((name) => {
    const value = name === undefined ? undefined : readableValue(form[name]);
    return value === undefined ? [] : [[name, value.slice(0, FIELD_LIMIT_CHARACTERS)]];
  });
  return { kind: 'completion', at, fields: JSON.stringify(Object.fromEntries(named)), partial: true };
}
