import * as z from 'zod/mini';
import type { LiveWords } from '../domain/live-form/words.ts';
import { section, text } from './field-rules.ts';

/** The words of a static form, with WhatsApp's limits (docs/provider.md, section 6). */
const WORDS = {
  title: text(30),
  heading: text(80),
  service: text(30),
  day: text(40),
  time: text(20),
  next: text(35),
  detailsTitle: text(30),
  detailsHeading: text(80),
  name: text(20),
  notes: text(20),
  notesHelp: text(80),
  reviewTitle: text(30),
  reviewHeading: text(80),
  confirm: text(35),
};

/** A snackbar shows about as much. */
const MESSAGE_LIMIT = 160;

/** The words that only a live form has; where a form of many services has a list, its label is shorter. */
const LIVE_ONLY = {
  moveHeading: text(80),
  resource: text(20),
  anyone: text(30),
  none: text(25),
  moveDetailsHeading: text(80),
  requestHeading: text(80),
  request: text(35),
  taken: text(MESSAGE_LIMIT),
  noTimes: text(MESSAGE_LIMIT),
  noDays: text(MESSAGE_LIMIT),
  notWithThem: text(MESSAGE_LIMIT),
  tooMany: text(MESSAGE_LIMIT),
  tooOften: text(MESSAGE_LIMIT),
  over: text(MESSAGE_LIMIT),
  tryAgain: text(MESSAGE_LIMIT),
} satisfies { readonly [word in Exclude<keyof LiveWords, keyof typeof WORDS>]: unknown };

/** All words of a static form. */
export type FormWords = { readonly [word in keyof typeof WORDS]: string };

export const FORM_WORDS = Object.keys(WORDS) as (keyof FormWords)[];

/** The words of a form, static or live, that replace those of the project. */
export const FormWordChanges = z.partial(section({ ...WORDS, ...LIVE_ONLY }));
