import * as z from 'zod/mini';
import { section, text } from './field-rules.ts';

/** The words of a form, with WhatsApp's limits (docs/provider.md, section 6). */
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

/** All words of a form. */
export type FormWords = { readonly [word in keyof typeof WORDS]: string };

export const FORM_WORDS = Object.keys(WORDS) as (keyof FormWords)[];

/** The words of a form that replace those of the project. */
export const FormWordChanges = z.partial(section(WORDS));
