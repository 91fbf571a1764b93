import type { Contract } from '../../../functions/shared/contract/contract.ts';

type Terms = Required<Pick<Contract, 'reminders' | 'followUps'>> & Pick<Contract, 'quietHours'>;

const DAY_BEFORE = { key: 'day-before', before: { days: 1, at: '18:00' } };
const SAME_TIME = { key: 'same-time', before: { days: 1 } };
const TWO_HOURS = { key: 'two-hours', before: { minutes: 120 }, lateByMinutes: 30 };
const WEEK_BEFORE = { key: 'week-before', before: { days: 7, at: '10:00' } };
const HOW_WAS_IT = { key: 'how-was-it', after: { days: 1, at: '12:00' }, category: 'utility' as const };
const COME_AGAIN = { key: 'come-again', after: { days: 20 }, category: 'marketing' as const };

const NIGHT = { from: '21:00', to: '08:00' };

/** Of what a business reminds its customers, and after what it writes to them again. */
export const REMINDERS = {
  none: { reminders: [], quietHours: undefined, followUps: [] },
  usual: { reminders: [DAY_BEFORE, TWO_HOURS], quietHours: NIGHT, followUps: [HOW_WAS_IT] },
  /** The same and another. */
  more: { reminders: [DAY_BEFORE, TWO_HOURS, WEEK_BEFORE], quietHours: NIGHT, followUps: [HOW_WAS_IT, COME_AGAIN] },
  /** Also in the night, when the clocks change. */
  always: { reminders: [DAY_BEFORE, SAME_TIME, TWO_HOURS], quietHours: undefined, followUps: [COME_AGAIN] },
} as const satisfies Record<string, Terms>;
export type Reminders = keyof typeof REMINDERS;

/** What the texts of a reminder begin with, which tells it from all else that a customer gets. */
const BEGINS = { en: 'Reminder', es: 'Recordatorio' } as const;

/** All that any story reminds of. */
export const EVERY_REMINDER = {
  reminders: [DAY_BEFORE, SAME_TIME, TWO_HOURS, WEEK_BEFORE],
  followUps: [HOW_WAS_IT, COME_AGAIN],
} as const;

/** The texts in one language, each of which names its key. */
export function reminderTexts(language: keyof typeof BEGINS) {
  const textOf = (key: string) => `${BEGINS[language]} ${key}: {{service}} / {{resource}}, {{date}}, {{time}}.`;
  const textsFor = (rules: readonly { key: string }[]) =>
    Object.fromEntries(rules.map(({ key }) => [key, textOf(key)]));
  return { reminders: textsFor(EVERY_REMINDER.reminders), followUps: textsFor(EVERY_REMINDER.followUps) };
}

const TEXT = /^(?:Reminder|Recordatorio) ([a-z-]+): /;

/** The key that the text of a reminder or a follow-up names; `undefined` if it is the text of something else. */
export const keyIn = (text: string): string | undefined => TEXT.exec(text)?.[1];

/** The approved templates of a reminder and of a follow-up. */
export const REMINDER_TEMPLATES = { reminder: 'told_reminder', 'follow-up': 'told_followup' } as const;

/** Whether a message of the business is a reminder or a follow-up. */
export const isReminder = ({ text, template }: { text: string; template?: string }): boolean =>
  keyIn(text) !== undefined || Object.values(REMINDER_TEMPLATES).some((name) => name === template);
