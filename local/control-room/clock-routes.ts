import { Hono } from 'hono';
import * as z from 'zod/mini';
import { lookAfterSend } from '../../functions/shared/domain/reminders/look-after-send.ts';
import { Reminder, reminderState } from '../../functions/shared/domain/reminders/reminder.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { readObject } from '../one-msg/request-body.ts';
import { parseInput } from '../parse-input.ts';
import { passTime } from '../pass-time.ts';
import type { RoomSources } from './room-sources.ts';
import type { TableWindow, WaitingItem } from './table-window.ts';

const MOST_SECONDS = 366 * 24 * 60 * 60;

const Passing = z.union([
  z.strictObject({ passSeconds: z.number().check(z.gte(0), z.lte(MOST_SECONDS)) }),
  z.strictObject({ to: z.literal('next-reminder') }),
]);

const RemindersItem = z.object({ reminders: z.array(Reminder) });

const holdsReminders = ({ pk }: WaitingItem): boolean => pk.startsWith('reminder#');

const remindersOf = async (table: TableWindow, { pk }: WaitingItem): Promise<Reminder[]> =>
  RemindersItem.safeParse(await table.item(pk)).data?.reminders ?? [];

/** When the next reminder of any customer is to go out (Unix milliseconds), if one is planned. */
async function nextReminder(table: TableWindow): Promise<number | undefined> {
  const waiting = (await table.waiting()).filter(holdsReminders);
  const reminders = await Promise.all(waiting.map((one) => remindersOf(table, one)));
  const planned = reminders
    .flat()
    .filter((reminder) => reminderState(reminder) === 'planned' && reminder.attempts.length === 0);
  return planned.length > 0 ? Math.min(...planned.map(({ sendAt }) => Date.parse(sendAt))) : undefined;
}

/** What time stops for. Reminders that were sent stay due, and wait for the run after that. */
async function stopsOf(table: TableWindow, nowMs: number): Promise<WaitingItem[]> {
  const now = instantAt(nowMs);
  const stop = async (one: WaitingItem): Promise<WaitingItem> => {
    const isToWait = holdsReminders(one) && one.dueAt <= now;
    const dueAt = isToWait ? lookAfterSend(await remindersOf(table, one), now) : undefined;
    return { ...one, dueAt: dueAt ?? one.dueAt };
  };
  const stops = await Promise.all((await table.waiting()).map(stop));
  return stops.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
}

/**
 * Lets time pass for the whole stack, by a number of seconds or to the next reminder. What is due on the way happens on
 * the way. The answer comes when that time has passed; it says what time it is.
 */
export function clockRoutes({ clock, table }: Pick<RoomSources, 'clock' | 'table'>): Hono {
  const routes = new Hono();
  const stops = async () => (table ? stopsOf(table, clock.now().getTime()) : []);
  routes.post('/', async (c) => {
    const parsed = parseInput(Passing, await readObject(c));
    if (!parsed.ok) return c.json({ title: parsed.fault }, 400);
    const now = clock.now().getTime();
    const goal = 'to' in parsed.value ? table && (await nextReminder(table)) : now + 1000 * parsed.value.passSeconds;
    if (goal === undefined) return c.json({ title: 'No reminder is planned.' }, 409);
    await passTime(clock, Math.max(goal - now, 0), stops);
    return c.json({ now: clock.now().toISOString() });
  });
  return routes;
}
