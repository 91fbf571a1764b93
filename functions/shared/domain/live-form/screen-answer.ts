import type { PlaceTerms, Service } from '../places/service.ts';
import type { JsonObject } from '../text/json.ts';
import type { LiveWords } from './words.ts';

/** What is shown next. Every answer replaces the whole data of its screen, so all that the screen declares is in it. */
export type ScreenAnswer = { screen: string; data: JsonObject };

/** For whom a form is shown. */
export type Viewer = {
  /** The signed token, which every screen carries as some phones send none. */
  ref: string;
  /** A language of the contract. */
  language: string;
  words: LiveWords;
  /** The invitation is booked already, so that the form moves the appointment. */
  isMove: boolean;
};

/** What the form shows of the contract. The form asks for what `fields` names. */
export type Policy = PlaceTerms & {
  readonly timeZone: string;
  readonly approval?: 'automatic' | 'manual' | undefined;
  readonly fields: { readonly name?: string | undefined; readonly notes?: string | undefined };
};

/** A phone shows the message above the screen. */
export const withMessage = (data: JsonObject, message: string | undefined): JsonObject =>
  message === undefined ? data : { ...data, error_message: message };

/** What a service is called in a language. */
export const titleIn = ({ title, id }: Service, language: string): string => title[language] ?? id;
