import { FUNCTION_NAMES, type FunctionName } from '../../infra/bundling.ts';
import { aMessageId, statusesBody } from '../support/webhooks.ts';
import { WEBHOOKS } from './bundles.ts';
import { apiEvent, calendarEvent, webhookEvent } from './http-events.ts';
import { BATCH, type Booking } from './one-booking.ts';

const TURNS = 5;
const STATUSES = 1_000;
const DUE = 50;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const manyStatuses = () =>
  webhookEvent(
    statusesBody('hooks', ...Array.from({ length: STATUSES }, () => ({ id: aMessageId(), status: 'delivered' }))),
  );

/** The most memory each function's process has held so far, in MB; a function that did nothing yet is loaded for it. */
export async function heldBy({ hostOf }: Booking): Promise<Map<FunctionName, number>> {
  const held = new Map<FunctionName, number>();
  for (const name of FUNCTION_NAMES) held.set(name, (await hostOf(name).invoke(name)).heldMb);
  return held;
}

/** About the most that one run may have to do: large webhooks, full batches of the stream, many invitations due, full pages. */
export async function burst({ readers, heard, hostOf, follow, runUnheard }: Booking): Promise<void> {
  for (const name of WEBHOOKS) {
    for (let turn = 0; turn < TURNS; turn++) await runUnheard(name, manyStatuses());
  }
  for (const { name } of readers) {
    const records = heard.get(name) ?? [];
    const Records = Array.from({ length: BATCH }, (_, index) => records[index % records.length]);
    await hostOf(name).invoke(name, ...Array.from({ length: TURNS }, () => ({ Records })));
  }
  await follow(DUE);
  const day = inDays(0);
  await runUnheard('query-invitations', apiEvent('GET /invitations', { query: { day } }));
  await runUnheard('query-worklist', apiEvent('GET /worklist', { query: { day, kind: 'invitation' } }));
  await runUnheard('query-bookings', apiEvent('GET /bookings', { query: { from: day, to: inDays(30) } }));
  await runUnheard('calendar-feed', calendarEvent());
}
