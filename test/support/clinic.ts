import { Contract } from '../../functions/shared/contract/contract.ts';
import { contractWithoutReminders, withoutServices } from './contract.ts';

const shipped = contractWithoutReminders();

const weekdays = (from: string, to: string) =>
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [{ from, to }]] as const),
  );

/** Two people and a room for two; 30 minutes with one of them, 45 with Ana, 60 with one of them in the room. */
const PLACES = {
  openingHours: weekdays('09:00', '17:00'),
  services: [
    { id: 'consultation', title: { en: 'Consultation', es: 'Consulta' }, minutes: 30, needs: [['ana', 'ben']] },
    {
      id: 'first-visit',
      title: { en: 'First visit', es: 'Primera visita' },
      minutes: 45,
      bufferBefore: 5,
      bufferAfter: 10,
      needs: [['ana']],
    },
    {
      id: 'treatment',
      title: { en: 'Treatment', es: 'Tratamiento' },
      minutes: 60,
      bufferAfter: 15,
      needs: [['ana', 'ben'], ['room']],
    },
    { id: 'group', title: { en: 'Group', es: 'Grupo' }, minutes: 60, needs: [['hall']] },
  ],
  resources: [
    { id: 'ana', name: 'Ana' },
    { id: 'ben', name: 'Ben' },
    { id: 'room', name: 'Room', capacity: 2 },
    { id: 'hall', name: 'Hall', capacity: 7 },
  ],
};

/** The booking part of a small clinic in two languages, as it stands in a contract, with parts replaced. */
export const clinicBooking = (changes: object = {}): object => ({
  ...withoutServices(shipped.booking),
  ...PLACES,
  ...changes,
});

/** The shipped contract without reminders as that of a small clinic, with parts of its booking replaced. Throws if it has a fault. */
export const aClinicContract = (changes: object = {}, others: object = {}): Contract =>
  Contract.parse({ ...shipped, ...others, booking: clinicBooking(changes) });

/** The languages of the shipped contract, with confirmations of one text. */
export const languagesSaying = (booked: Readonly<Record<'en' | 'es', string>>, fallbacks: object): object =>
  Object.fromEntries(
    Object.entries(booked).map(([tag, text]) => [
      tag,
      { ...shipped.languages[tag], confirmation: { booked: text, changed: text, ...fallbacks } },
    ]),
  );

/** The same clinic with the live form, which is one Flow for all languages. */
export function aLiveClinicContract(changes: object = {}, others: object = {}): Contract {
  const { en, es } = shipped.languages;
  const { flow: _, ...spanish } = es;
  const flow = { id: shipped.flow.id, kind: 'live' };
  return aClinicContract(changes, { flow, languages: { en, es: spanish }, ...others });
}
