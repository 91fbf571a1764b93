import { Cron } from 'croner';
import type { Clock } from '../../clock.ts';
import { StartFailure } from '../../start-failure.ts';
import type { Timers } from '../../timers.ts';
import type { Schedule, Surroundings } from '../template/stack-model.ts';
import { createEvent, type DeliverToTarget } from './bus.ts';

/** Sends events to the targets of one scheduled rule until `signal` is aborted. */
export type ScheduleRunner = (signal: AbortSignal) => Promise<void>;

/** A schedule's first time after a given one; undefined if there is none. */
type NextTime = (after: Date) => Date | undefined;

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Parses `rate(5 minutes)` and `cron(0 10 ? * MON-FRI *)`; cron has AWS's six fields and is in UTC.
 * @throws StartFailure for any other text
 */
export function parseSchedule(expression: string, owner: string): NextTime {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) {
    const intervalMs = Number(count) * (UNIT_MS[unit] ?? 0);
    return (after) => new Date(after.getTime() + intervalMs);
  }
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  try {
    if (fields === undefined) throw new TypeError('neither rate(…) nor cron(…)');
    // AWS counts weekdays from 1 (Sunday), steps from plain numbers (0/15), and has no field for seconds.
    const cron = new Cron(`0 ${fields}`, {
      paused: true,
      timezone: 'UTC',
      mode: '7-part',
      alternativeWeekdays: true,
      sloppyRanges: true,
    });
    return (after) => cron.nextRun(after) ?? undefined;
  } catch (cause) {
    throw new StartFailure(`The local runner does not understand the schedule ${expression} of the rule ${owner}.`, {
      cause,
    });
  }
}

/**
 * A runner for one scheduled rule. If the clock jumps past several of its times, the rule fires once: on AWS the other
 * runs would have happened in between.
 */
export function createScheduleRunner(options: {
  schedule: Schedule;
  clock: Clock;
  timers: Timers;
  surroundings: Surroundings;
  deliver: DeliverToTarget;
}): ScheduleRunner {
  const { schedule, clock, timers, surroundings, deliver } = options;
  const nextTime = parseSchedule(schedule.expression, schedule.id);
  return async (signal) => {
    for (let next = nextTime(clock.now()); next; next = nextTime(clock.now())) {
      await timers.sleep(next.getTime() - clock.now().getTime(), signal);
      if (signal.aborted) return;
      const event = createEvent(
        {
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          resources: [schedule.arn],
          detail: {},
          time: clock.now(),
        },
        surroundings,
      );
      await Promise.all(schedule.targets.map((target) => deliver(target, event, schedule.arn)));
    }
  };
}
