import type { BusinessTerms } from '../business-terms.ts';
import { baseLanguage } from '../text/local-words.ts';

/**
 * The texts of the live form. All of them travel as data, so that one Flow serves all languages. WhatsApp's limits:
 * a heading 80 characters, the label of a choice or an input 20, that of the calendar 40, of a button 35, of a link 25
 * (docs/provider.md, section 6).
 */
export type LiveWords = {
  heading: string;
  moveHeading: string;
  service: string;
  resource: string;
  anyone: string;
  day: string;
  time: string;
  next: string;
  none: string;
  detailsHeading: string;
  moveDetailsHeading: string;
  name: string;
  notes: string;
  confirm: string;
  requestHeading: string;
  request: string;
  taken: string;
  noTimes: string;
  noDays: string;
  notWithThem: string;
  tooMany: string;
  tooOften: string;
  over: string;
  tryAgain: string;
};

const ENGLISH: LiveWords = {
  heading: 'When would you like to come?',
  moveHeading: 'To when would you like to move your appointment?',
  service: 'Service',
  resource: 'With',
  anyone: 'Anyone',
  day: 'Day',
  time: 'Time',
  next: 'Continue',
  none: 'None of these suits me',
  detailsHeading: 'Is everything right?',
  moveDetailsHeading: 'Is this right for your new time?',
  name: 'Name',
  notes: 'Notes',
  confirm: 'Confirm appointment',
  requestHeading: 'Is everything right? We will tell you whether you can have this time.',
  request: 'Ask for this appointment',
  taken: 'This time is not free any more. Please choose another one.',
  noTimes: 'There is no free time on that day. These are the times of another day.',
  noDays: 'There is no free time at the moment.',
  notWithThem: 'They do not give this service. Please choose somebody else.',
  tooMany: 'You have as many appointments as you can book. Please write to us.',
  tooOften: 'You have tried very often. Please try again later, or write to us.',
  over: 'This invitation is over. Please write to us for a new one.',
  tryAgain: 'That did not work. Please try again.',
};

const SPANISH: LiveWords = {
  heading: '¿Cuándo te gustaría venir?',
  moveHeading: '¿A cuándo te gustaría cambiar tu cita?',
  service: 'Servicio',
  resource: 'Con',
  anyone: 'Cualquiera',
  day: 'Día',
  time: 'Hora',
  next: 'Continuar',
  none: 'Ninguna me viene bien',
  detailsHeading: '¿Está todo bien?',
  moveDetailsHeading: '¿Es correcta la nueva hora?',
  name: 'Nombre',
  notes: 'Notas',
  confirm: 'Confirmar la cita',
  requestHeading: '¿Está todo bien? Te diremos si puedes venir a esta hora.',
  request: 'Pedir esta cita',
  taken: 'Esta hora ya no está libre. Elige otra, por favor.',
  noTimes: 'No hay horas libres ese día. Estas son las horas de otro día.',
  noDays: 'No hay horas libres en este momento.',
  notWithThem: 'No ofrece este servicio. Elige a otra persona, por favor.',
  tooMany: 'Tienes tantas citas como se pueden reservar. Escríbenos, por favor.',
  tooOften: 'Has probado muchas veces. Inténtalo más tarde o escríbenos, por favor.',
  over: 'Esta invitación ha terminado. Escríbenos para recibir otra.',
  tryAgain: 'No ha funcionado. Inténtalo de nuevo, por favor.',
};

export const LIVE_WORDS = Object.keys(ENGLISH) as (keyof LiveWords)[];

const OWN: Readonly<Record<string, LiveWords>> = { en: ENGLISH, es: SPANISH };

type Given = { readonly [word in keyof LiveWords]?: string | undefined };

/** By the language without its region. */
const ownWords = (language: string): LiveWords | undefined => OWN[baseLanguage(language)];

/** Only a form whose appointments wait for approval shows these. */
const REQUEST_WORDS: readonly string[] = ['requestHeading', 'request'] satisfies (keyof LiveWords)[];

/** The words that a language still lacks, for which the project has none and the contract gives none. */
export const lackingWords = (language: string, given: Given, isApproved: boolean): string[] =>
  ownWords(language)
    ? []
    : LIVE_WORDS.filter((word) => given[word] === undefined && (isApproved || !REQUEST_WORDS.includes(word)));

/** The words in a language of the contract: those that it gives, else the project's own. */
export function liveWords(language: string, { languages }: Pick<BusinessTerms, 'languages'>): LiveWords {
  const given = Object.entries(languages[language]?.form ?? {}).filter(([, text]) => text !== undefined);
  return { ...(ownWords(language) ?? ENGLISH), ...Object.fromEntries(given) };
}
