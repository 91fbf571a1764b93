import { Temporal } from 'temporal-polyfill';
import type { Contract } from '../../functions/shared/contract/contract.ts';
import { FORM_DAY } from './clock.ts';

type Terms = Pick<Contract, 'reminders' | 'followUps' | 'quietHours'>;

/** On the day before at six in the evening, two hours before, and a hundred days after. */
export const TERMS: Terms = {
  reminders: [
    { key: 'day-before', before: { days: 1, at: '18:00' } },
    { key: 'two-hours', before: { minutes: 120 } },
  ],
};

const textsFor = (terms: readonly { key: string }[] | undefined, language: string) =>
  Object.fromEntries((terms ?? []).map(({ key }) => [key, `${language} ${key} {{date}} {{time}}`]));

/** The contract with these reminders, with a text in each language, and with a template for each language in `templated`. */
export function withReminders(contract: Contract, terms: Terms = TERMS, templated: readonly string[] = []): Contract {
  const { reminders: _, followUps: __, quietHours: ___, ...others } = contract;
  return {
    ...others,
    ...terms,
    languages: Object.fromEntries(
      Object.entries(contract.languages).map(([language, words]) => {
        const template = { name: 'reminds', namespace: 'ns', language, buttons: { change: 'Change it' } };
        const texts = {
          reminders: textsFor(terms.reminders, language),
          followUps: textsFor(terms.followUps, language),
        };
        const forAll = { reminder: template, ...(terms.followUps && { followUp: template }) };
        const templates = templated.includes(language) ? forAll : {};
        const chat = words.chat && { ...words.chat, buttons: { ...words.chat.buttons, coming: 'I am coming' } };
        return [language, { ...words, ...texts, templates: { ...words.templates, ...templates }, chat }];
      }),
    ),
  };
}

/** A wall-clock time of the clinic, so many days from the day on which the forms book. */
export const clockAt = (time: string, days = 0): number =>
  Temporal.PlainDate.from(FORM_DAY)
    .add({ days })
    .toZonedDateTime({ timeZone: 'Europe/Madrid', plainTime: time })
    .toInstant().epochMilliseconds;

/** When the two reminders of an appointment at half past ten on that day go out. */
export const EVENING = clockAt('18:00', -1);
export const MORNING = clockAt('08:30');
