import * as z from 'zod/mini';
import { section, text } from './field-rules.ts';

/** WhatsApp's limit for the label of a button. */
const BUTTON_LIMIT = 20;

const label = text(BUTTON_LIMIT);

/** The labels of the buttons under the messages that tell of a booking, and under the question whether to cancel. */
const Buttons = section({ change: label, cancel: label, book: label, cancelNow: label, keep: label }).check(
  z.refine((labels) => new Set(Object.values(labels)).size === Object.keys(labels).length, 'must all be different'),
);

/** How the stack answers what customers write and tap, in one language. */
export const Chat = section({ buttons: Buttons });
