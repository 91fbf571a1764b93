import { reminderTimes } from '../model/reminder-times.ts';
import { REMINDERS, type Reminders } from '../story/reminders-contract.ts';
import type { Evidence } from './evidence.ts';
import type { ReminderKind, ReminderName } from './reminder-sends.ts';
import type { Standing } from './standing.ts';

/** The clock of the clinic, by whose hours reminders go. */
const TIME_ZONE = 'Europe/Madrid';

/** When a reminder of a booking that stands is to go out. All times are milliseconds since 1970. */
export type Duty = ReminderName & {
  standing: Standing;
  dueAt: number;
  /** At or after it, it is too late. */
  lastMoment: number;
  /** Since when the contract has it. */
  inForceSince: number;
  /** A follow-up for who may come again, which is not for who has another appointment. */
  isMarketing: boolean;
};

type Rule = {
  kind: ReminderKind;
  key: string;
  isMarketing: boolean;
  timesOf(startsAt: number): Pick<Duty, 'dueAt' | 'lastMoment'>;
};

function rulesIn(name: Reminders): { rules: Rule[]; isQuiet: (at: number) => boolean } {
  const { reminders, followUps, quietHours } = REMINDERS[name];
  const times = reminderTimes(TIME_ZONE, quietHours);
  const before = reminders.map((rule): Rule => {
    const timesOf = (startsAt: number) => {
      const dueAt = times.dueOf(rule, startsAt);
      return { dueAt, lastMoment: times.lastMomentOf(rule, dueAt, startsAt) };
    };
    return { kind: 'reminder', key: rule.key, isMarketing: false, timesOf };
  });
  const after = followUps.map((rule): Rule => {
    const timesOf = (startsAt: number) => {
      const dueAt = times.dueAfter(rule, startsAt);
      return { dueAt, lastMoment: times.lastMomentAfter(dueAt) };
    };
    return { kind: 'follow-up', key: rule.key, isMarketing: rule.category === 'marketing', timesOf };
  });
  return { rules: [...before, ...after], isQuiet: times.isQuiet };
}

const known = new Map<Reminders, ReturnType<typeof rulesIn>>();
function rulesOf(name: Reminders) {
  const rules = known.get(name) ?? rulesIn(name);
  known.set(name, rules);
  return rules;
}

/** Whether the business wants to disturb nobody at this time, by all of its contracts. */
export const isQuietAlways = ({ world }: Evidence, at: number): boolean =>
  world.remindersInForce.every(({ reminders }) => rulesOf(reminders).isQuiet(at));

/** Whether it wants so by one of them. */
export const isQuietSometimes = ({ world }: Evidence, at: number): boolean =>
  world.remindersInForce.some(({ reminders }) => rulesOf(reminders).isQuiet(at));

/** Every reminder that the contract has for the time in which a booking stood. A contract of a story only ever grows. */
export function dutiesOf({ world }: Evidence, standing: Standing): Duty[] {
  const { invitationId, startsAt } = standing;
  const duties = new Map<string, Duty>();
  for (const { at, reminders } of world.remindersInForce) {
    for (const { kind, key, isMarketing, timesOf } of rulesOf(reminders).rules) {
      const name = `${kind} ${key}`;
      const inForceSince = duties.get(name)?.inForceSince ?? at;
      const times = timesOf(Date.parse(startsAt));
      duties.set(name, { invitationId, startsAt, kind, key, standing, isMarketing, inForceSince, ...times });
    }
  }
  return [...duties.values()];
}
