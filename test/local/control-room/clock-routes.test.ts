import { expect, it } from 'vitest';
import type { Reminder } from '../../../functions/shared/domain/reminders/reminder.ts';
import { Instant, later } from '../../../functions/shared/domain/time/instant.ts';
import { createClock } from '../../../local/clock.ts';
import { clockRoutes } from '../../../local/control-room/clock-routes.ts';

const [MINUTE_MS, HOUR_MS, DAY_MS] = [60_000, 3_600_000, 86_400_000];
const PK = 'reminder#one';

/** A booking whose reminder is due in an hour: one run sends it, the next one, a minute later, has nothing left to do. */
function aRemindedBooking() {
  const clock = createClock();
  const began = clock.now().getTime();
  const now = () => Instant.parse(clock.now().toISOString());
  const dueAt = later(now(), HOUR_MS);
  const planned: Reminder = {
    kind: 'reminder',
    key: 'day-before',
    createdAt: now(),
    startsAt: later(dueAt, DAY_MS),
    sendAt: dueAt,
    deadline: later(dueAt, DAY_MS),
    attempts: [],
  };
  const sent = (at: Instant): Reminder => ({
    ...planned,
    attempts: [{ claimId: 'one', claimedAt: at, carrier: 'text', outcome: 'accepted', settledAt: at, message: 'm' }],
    end: { state: 'told', at },
  });
  let reminders: Reminder[] = [planned];
  const runs: number[] = [];
  clock.onAdvance(() => {
    const [passed, before = Number.NEGATIVE_INFINITY] = [clock.now().getTime() - began, runs.at(-1)];
    if (dueAt > now() || runs.length === 2 || passed - before < MINUTE_MS) return;
    runs.push(passed);
    reminders = [sent(now())];
  });
  const table = {
    waiting: async () => (runs.length < 2 ? [{ pk: PK, dueAt }] : []),
    item: async (pk: string) => (pk === PK ? { reminders } : undefined),
  };
  const pass = (body: object) =>
    clockRoutes({ clock, table }).request('/', { method: 'POST', body: JSON.stringify(body) });
  return { pass, runs };
}

it('lets time pass over a reminder that was sent, with a stop for the run that looks at it a minute later', async () => {
  const { pass, runs } = aRemindedBooking();
  expect((await pass({ passSeconds: (2 * HOUR_MS) / 1_000 })).status).toBe(200);
  expect(runs).toHaveLength(2);
  const [sentAfter = 0, lookedAfter = 0] = runs;
  expect(sentAfter).toBeLessThan(HOUR_MS + MINUTE_MS);
  expect(lookedAfter - sentAfter).toBeLessThan(2 * MINUTE_MS);
});

it('does not take a reminder that was sent for the next one', async () => {
  const { pass, runs } = aRemindedBooking();
  expect((await pass({ to: 'next-reminder' })).status).toBe(200);
  expect(runs).toHaveLength(1);
  expect((await pass({ to: 'next-reminder' })).status).toBe(409);
});
