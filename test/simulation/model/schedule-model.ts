import { EVERY_DUE_SHARD } from '../../../functions/shared/store/table/keys.ts';
import type { Dice } from '../engine/dice.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Item } from './expressions.ts';

const MINUTE = 60_000;

export type ScheduleSurroundings = {
  scheduler: Scheduler;
  dice: Dice;
  /** The items that have a due time. */
  waiting: () => Iterable<Item>;
  /** Starts a run of reconcile over one shard; `done` hears that it ended, however. */
  start(shard: number, done: () => void): void;
  /** Whether two runs are started at once. */
  startsTwo(): boolean;
  /** For how many ms nothing is started any more; 0 if it is. */
  downForMs(): number;
};

/** The schedule that starts reconcile every minute for each shard. The runs that would find nothing due are left out. */
export function createSchedule({ scheduler, dice, waiting, start, startsTwo, downForMs }: ScheduleSurroundings) {
  const reminders = new Set<number>();

  function shardsWithDueItems(): number[] {
    const now = new Date(scheduler.now()).toISOString();
    const due = new Set<unknown>();
    for (const { dueAt, duePartition } of waiting()) {
      if (typeof dueAt === 'string' && dueAt <= now) due.add(duePartition);
    }
    return EVERY_DUE_SHARD.filter((shard) => due.has(`due#${shard}`));
  }

  function startEach(shards: readonly number[]): void {
    for (const shard of shards) {
      for (let runs = startsTwo() ? 2 : 1; runs > 0; runs -= 1) start(shard, remindOfRest);
    }
  }

  function remindAt(dueAt: string): void {
    const minute = Math.ceil(Math.max(Date.parse(dueAt), scheduler.now() + 1) / MINUTE) * MINUTE;
    if (reminders.has(minute)) return;
    reminders.add(minute);
    scheduler.after(minute - scheduler.now() + dice.between(0, 2_000), 'schedule', () => {
      reminders.delete(minute);
      const down = downForMs();
      if (down > 0) remindAt(new Date(scheduler.now() + down).toISOString());
      else startEach(shardsWithDueItems());
    });
  }

  function remindOfRest(): void {
    for (const { dueAt } of waiting()) if (typeof dueAt === 'string') remindAt(dueAt);
  }

  return { reconcile: () => startEach(EVERY_DUE_SHARD), remindAt };
}
