import type { Dice } from '../engine/dice.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Item } from './expressions.ts';

const MINUTE = 60_000;

export type ScheduleSurroundings = {
  scheduler: Scheduler;
  dice: Dice;
  items: () => Iterable<Item>;
  /** Starts a run of reconcile; `done` hears that it ended, however. */
  start(done: () => void): void;
  /** Whether two runs are started at once. */
  startsTwo(): boolean;
};

/** The schedule that starts reconcile every minute. The runs that would find nothing due are left out. */
export function createSchedule({ scheduler, dice, items, start, startsTwo }: ScheduleSurroundings) {
  const reminders = new Set<number>();

  function isAnythingDue(): boolean {
    const now = new Date(scheduler.now()).toISOString();
    for (const { dueAt } of items()) if (typeof dueAt === 'string' && dueAt <= now) return true;
    return false;
  }

  function reconcile(): void {
    for (let runs = startsTwo() ? 2 : 1; runs > 0; runs -= 1) start(remindOfRest);
  }

  function remindAt(dueAt: string): void {
    const minute = Math.ceil(Math.max(Date.parse(dueAt), scheduler.now() + 1) / MINUTE) * MINUTE;
    if (reminders.has(minute)) return;
    reminders.add(minute);
    scheduler.after(minute - scheduler.now() + dice.between(0, 2_000), 'schedule', () => {
      reminders.delete(minute);
      if (isAnythingDue()) reconcile();
    });
  }

  function remindOfRest(): void {
    for (const { dueAt } of items()) if (typeof dueAt === 'string') remindAt(dueAt);
  }

  return { reconcile, remindAt };
}
