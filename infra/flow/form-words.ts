import type { Contract } from '../../functions/shared/contract/contract.ts';
import { FORM_WORDS, type FormWords } from '../../functions/shared/contract/form-words.ts';
import { baseLanguage } from '../../functions/shared/domain/text/local-words.ts';

const ENGLISH: FormWords = {
  title: 'Book an appointment',
  heading: 'When would you like to come?',
  service: 'Service',
  day: 'Day',
  time: 'Time',
  next: 'Continue',
  detailsTitle: 'Your details',
  detailsHeading: 'Who is the appointment for?',
  name: 'Name',
  notes: 'Notes',
  notesHelp: 'Anything we should know beforehand',
  reviewTitle: 'Please confirm',
  reviewHeading: 'Is everything right?',
  confirm: 'Confirm appointment',
};

const SPANISH: FormWords = {
  title: 'Reserva tu cita',
  heading: '¿Cuándo te gustaría venir?',
  service: 'Servicio',
  day: 'Día',
  time: 'Hora',
  next: 'Continuar',
  detailsTitle: 'Tus datos',
  detailsHeading: '¿Para quién es la cita?',
  name: 'Nombre',
  notes: 'Notas',
  notesHelp: 'Lo que debamos saber antes',
  reviewTitle: 'Confirma tu cita',
  reviewHeading: '¿Está todo bien?',
  confirm: 'Confirmar la cita',
};

/** By the language without its region. */
const OWN: Readonly<Record<string, FormWords>> = { en: ENGLISH, es: SPANISH };

/** The words of the form in a language, or those that the contract still has to give. */
export function formWords(language: string, { languages }: Contract): { words: FormWords } | { missing: string[] } {
  const own: Partial<FormWords> = OWN[baseLanguage(language)] ?? {};
  const given = languages[language]?.form ?? {};
  const words = FORM_WORDS.map((word) => [word, given[word] ?? own[word]] as const);
  const missing = words.flatMap(([word, text]) => (text === undefined ? [word] : []));
  // None is missing, which the type of fromEntries cannot say.
  return missing.length > 0 ? { missing } : { words: Object.fromEntries(words) as FormWords };
}
