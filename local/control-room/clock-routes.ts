import { Hono } from 'hono';
import * as z from 'zod/mini';
import { Reminder, reminderState } from '../../functions/shared/domain/reminders/reminder.ts';
import { readObject } from '../one-msg/request-body.ts';
import { parseInput } from '../parse-input.ts';
import { passTime } from '../pass-time.ts';
import type { RoomSources } from './room-sources.ts';
import type { TableWindow } from './table-window.ts';

const MOST_SECONDS = 366 * 24 * 60 * 60;

const Passing = z.union([
  z.strictObject({ passSeconds: z.number().check(z.gte(0), z.lte(MOST_SECONDS)) }),
  z.strictObject({ to: z.literal('next-reminder') }),
]);

const RemindersItem = z.object({ reminders: z.array(Reminder) });

/** When the next reminder of any customer is to go out (Unix milliseconds), if one is planned. */
async function nextReminder(table: TableWindow): Promise<number | undefined> {
  const waiting = (await table.waiting()).filter(({ pk }) => pk.startsWith('reminder#'));
  const items = await Promise.all(waiting.map(({ pk }) => table.item(pk)));
  const planned = items
    .flatMap((item) => RemindersItem.safeParse(item).data?.reminders ?? [])
    .filter((reminder) => reminderState(reminder) === 'planned' && reminder.attempts.length === 0);
  return planned.length > 0 ? Math.min(...planned.map(({ sendAt }) => Date.parse(sendAt))) : undefined;
}

/**
 * Lets time pass for the whole stack, by a number of seconds or to the next reminder. What is due on the way happens on
 * the way. The answer comes when that time has passed; it says what time it is.
 */
export function clockRoutes({ clock, table }: Pick<RoomSources, 'clock' | 'table'>): Hono {
  const routes = new Hono();
  const waiting = async () => (await table?.waiting()) ?? [];
  routes.post('/', async (c) => {
    const parsed = parseInput(Passing, await readObject(c));
    if (!parsed.ok) return c.json({ title: parsed.fault }, 400);
    const now = clock.now().getTime();
    const goal = 'to' in parsed.value ? table && (await nextReminder(table)) : now + 1000 * parsed.value.passSeconds;
    if (goal === undefined) return c.json({ title: 'No reminder is planned.' }, 409);
    await passTime(clock, Math.max(goal - now, 0), waiting);
    return c.json({ now: clock.now().toISOString() });
  });
  return routes;
}
