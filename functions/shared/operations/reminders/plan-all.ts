import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { BusinessTerms } from '../../domain/business-terms.ts';
import { standsAt } from '../../domain/reminders/standing.ts';
import { remindsCustomers } from '../../domain/reminders/wanted-reminders.ts';
import { now } from '../../domain/time/instant.ts';
import { spanOfMonths, type TimeSpan } from '../../domain/time/time-span.ts';
import { listAgenda } from '../../store/booking/agenda.ts';
import { noteRemindersPlanned, noteRemindersWalk, readChannel } from '../../store/channel/channel.ts';
import { planBooking } from './plan-booking.ts';
import type { ReminderContext } from './reminder-context.ts';

/** Bookings read at a time, and planned at the same time. */
const PAGE = 100;
const AT_ONCE = 10;
/** No business books further ahead. */
const MONTHS_AHEAD = 36;
/** The time for a page and what is stored after it. */
const TIME_FOR_A_PAGE_MS = 15_000;

/** What became of a run. `unchanged`: nothing had to be planned anew. `continues`: time ran out, and the next run goes on. */
export type PlanResult = { kind: 'unchanged' | 'planned' | 'continues'; bookings: number };

/** What decides which reminders a booking gets, and when, as a hash; `undefined` where it gets none. */
function termsOf(contract: BusinessTerms): string | undefined {
  if (!remindsCustomers(contract)) return undefined;
  const { reminders, followUps, quietHours, booking, languages, defaultLanguage } = contract;
  const spoken = Object.entries(languages).map(([tag, words]) => [
    tag,
    Object.keys(words.reminders ?? {}),
    Object.keys(words.followUps ?? {}),
  ]);
  const terms = [reminders, followUps, quietHours, booking.timeZone, defaultLanguage, spoken];
  return createHash('sha256').update(JSON.stringify(terms)).digest('base64url');
}

const ahead = (): TimeSpan => ({ ...spanOfMonths(now(), { past: 0, future: MONTHS_AHEAD }), from: now() });

/**
 * Plans the reminders of all bookings ahead if the contract's reminders have changed since that was last done: an event
 * plans the others. A run that ends early is continued by the next one, and a repeat changes nothing.
 */
export async function planAll(context: ReminderContext, remainingMs: () => number): Promise<PlanResult> {
  const { table, contract } = context;
  const terms = termsOf(contract);
  const channel = await readChannel(table);
  if (channel?.remindersPlanned === terms) return { kind: 'unchanged', bookings: 0 };
  const walk = channel?.remindersWalk;
  let after = walk?.terms === terms ? walk?.after : undefined;
  let bookings = 0;
  // What was planned under a contract with reminders ends when it is due.
  while (terms !== undefined) {
    if (remainingMs() < TIME_FOR_A_PAGE_MS) return { kind: 'continues', bookings };
    const { rows, hasMore } = await listAgenda(table, ahead(), { limit: PAGE, after });
    const standing = rows.flatMap(({ item }) => (standsAt(item.booking) ? [item.invitationId] : []));
    await pMap(standing, (invitationId) => planBooking(context, invitationId), { concurrency: AT_ONCE });
    bookings += standing.length;
    after = rows.at(-1)?.position;
    if (!hasMore || !after) break;
    await noteRemindersWalk(table, { terms, after });
  }
  await noteRemindersPlanned(table, terms);
  return { kind: 'planned', bookings };
}
