import { Temporal } from 'temporal-polyfill';
import { vi } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import type { Notice } from '../../../functions/shared/domain/notices/notice.ts';
import type { Instant } from '../../../functions/shared/domain/time/instant.ts';
import { readNotices } from '../../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { futureForm } from '../../support/bookings.ts';
import { readPages } from '../../support/lists.ts';
import type { ScriptedAnswer } from '../../support/scripted-provider.ts';
import { aPhone, secondsAgo, statusesBody, textBody } from '../../support/webhooks.ts';
import type { AnnouncedEvent, World } from '../../support/world.ts';
import type { Case } from './cases.ts';
import { createWhatsApp } from './whatsapp.ts';

/** A customer in one of the cases. */
export type Customer = { one: Case; phone: string; date: string; id: string };

/** What came of a customer by the deadline, and what stands about them some minutes after it. */
type Outcome = {
  byDeadline: Notice | undefined;
  notices: readonly Notice[];
  dueAt: Instant | undefined;
  marked: unknown;
  listed: number;
};

const DAY_SECONDS = 86_400;
const DEADLINE_MINUTES = 60;

/**
 * Messages are asked about late: nobody looks at all of them in the minute in which some are sent again, which could
 * take longer than the provider may.
 */
export const ASKS_LATE = {
  delivery: { askAfterMinutes: [7, 30], graceSeconds: 60, noticeDeadlineMinutes: DEADLINE_MINUTES },
};

/** So many things at a time: each waits mostly for the table. */
async function inGroups<Item>(items: readonly Item[], act: (item: Item) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < items.length; at += 10) await Promise.all(items.slice(at, at + 10).map(act));
}

/** The last message of the customer before the booking, and whether they opted out by then. */
async function comeKnown(world: World, { window, optedOut }: Case, phone: string): Promise<void> {
  if (window.startsWith('unknown')) {
    if (optedOut !== 'before') return;
    // WhatsApp says so of an earlier message, and nothing is known of the window.
    const { body } = await world.invite({ phone });
    const failed = { id: String(body['messageId']), phone, status: 'failed', at: secondsAgo(0) };
    await world.webhook(statusesBody('hooks', { ...failed, error: { code: 131050, title: 'x' } }), '/delivery');
    return;
  }
  const at = secondsAgo(window === 'open' ? 5 : DAY_SECONDS + 3600);
  await world.webhook(textBody('raw', { phone, text: optedOut === 'before' ? 'STOP' : 'Hello', at }), '/messages');
}

/** The Tuesdays from one in the far future on, each of which one customer has for themselves. */
const tuesday = (nth: number): string => Temporal.PlainDate.from(futureForm.date).add({ weeks: nth }).toString();

async function book(world: World, phone: string, date: string, language: string): Promise<string> {
  const body = { phone, language, customerName: 'Alex', service: 'first-visit', date, time: '10:30' };
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  const answer = await world.call({ route: 'POST /bookings', headers, body });
  if (answer.status !== 201) throw new Error(`The booking was answered ${answer.status}: ${answer.text}`);
  return String(answer.body['invitationId']);
}

/** Tells every customer: all of them live through the same hour, in which reconcile runs every minute. */
export async function tellAll(world: World, cases: readonly Case[]) {
  const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
  const startedAt = Date.now();
  const passTo = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms });
  passTo(startedAt);

  let plans: { at: number; act: () => Promise<unknown> }[] = [];
  const plan = (at: number, act: () => Promise<unknown>) => plans.push({ at, act });
  async function actUntil(ms: number) {
    const due = plans.filter(({ at }) => at <= ms).toSorted((one, other) => one.at - other.at);
    plans = plans.filter(({ at }) => at > ms);
    for (const { at, act } of due) {
      passTo(at);
      await act();
    }
    passTo(ms);
  }

  const customers: Customer[] = [];
  const answers = new Map<string, () => ScriptedAnswer>();
  await inGroups(cases, async (one) => {
    const phone = aPhone();
    await comeKnown(world, one, phone);
    const optOut = () => world.webhook(textBody('raw', { phone, text: 'STOP', at: secondsAgo(0) }), '/messages');
    const optsOut = one.optedOut === 'after the first attempt';
    if (optsOut && one.window !== 'unknown and closed') plan(startedAt + 5000, optOut);
    const whatsApp = createWhatsApp(world, one, phone, plan);
    answers.set(phone, () => whatsApp(async () => optsOut && optOut()));
    const date = tuesday(cases.indexOf(one));
    customers.push({ one, phone, date, id: await book(world, phone, date, one.language) });
  });
  world.provider.answerEach((request) => answers.get(String(request.body['phone']))?.());

  const events: AnnouncedEvent[] = await world.announce();
  const booked = events.filter(({ type }) => type === 'Appointment Booked');
  await inGroups(booked, (event) => world.deliverAnnounced('tell-customer', event));

  const byDeadline = new Map<string, Notice | undefined>();
  const storedOf = (id: string) => readNotices(table, InvitationId.parse(id));
  for (let minute = 1; minute <= DEADLINE_MINUTES + 5; minute++) {
    await actUntil(startedAt + minute * 60_000);
    await world.reconcile();
    if (minute !== DEADLINE_MINUTES + 1) continue;
    await inGroups(customers, async ({ id }) => byDeadline.set(id, (await storedOf(id))?.notices.at(-1)));
  }
  events.push(...(await world.announce()));

  const zone = world.contract.booking.timeZone;
  const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const days = new Set([startedAt, Date.now()].map((ms) => dayOf(ms).toString()));
  const listed: unknown[] = [];
  for (const day of days) {
    const read = (cursor: object) => world.list('GET /worklist', { kind: 'not-told', day, limit: '100', ...cursor });
    listed.push(...(await readPages(read)).flat().map((item) => item['invitationId']));
  }
  const outcomes = new Map<string, Outcome>();
  await inGroups(customers, async ({ id }) => {
    const marked = events.filter(({ type, detail }) => type === 'Customer Not Told' && detail['invitationId'] === id);
    const stored = await storedOf(id);
    outcomes.set(id, {
      byDeadline: byDeadline.get(id),
      notices: stored?.notices ?? [],
      dueAt: stored?.dueAt,
      marked: marked.map(({ detail }) => detail['reason']),
      listed: listed.filter((one) => one === id).length,
    });
  });
  vi.useRealTimers();
  return { customers, outcomes };
}
