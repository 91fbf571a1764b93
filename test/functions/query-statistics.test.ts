import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type { Figures, FiguresGroup } from '../../functions/shared/domain/figures/figures.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { HOUR_MS } from '../../functions/shared/domain/time/instant.ts';
import { Statistics } from '../../functions/shared/http/answers/statistics.ts';
import { readFigures } from '../../functions/shared/store/figures/figures.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createAttendance } from '../support/attendance.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { lambdaContext } from '../support/lambda-events.ts';
import { useTableModel } from '../support/table-model.ts';
import { secondsAgo, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract(), useTableModel());
const { complete, cancel } = createBookings(world);
const { note, erase } = createAttendance(world);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };

/** A Tuesday in the opening hours; every test has a week of its own. */
let morning = Date.UTC(2041, 0, 1, 8);
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: morning, shouldAdvanceTime: true });
});
beforeEach(() => {
  morning += 7 * 24 * HOUR_MS;
  vi.setSystemTime(morning);
});
afterAll(() => {
  vi.useRealTimers();
});

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const today = () => dayOf(morning);
/** What was counted a moment ago is told again for ten seconds. */
const passTime = (ms = 11_000) => vi.setSystemTime(Date.now() + ms);

const ask = (from: string, to = from) => world.call({ route: 'GET /statistics', headers, query: { from, to } });
const told = async (from = today(), to = from) => Statistics.parse((await ask(from, to)).body);
const total = async (): Promise<Figures> => (await told()).total;
const byValue = (groups: FiguresGroup[], stage: 'invited' | 'booked') =>
  Object.fromEntries(groups.map(({ value = '-', figures }) => [value, figures[stage]]));

const form = (time: string, service = 'consultation') => ({
  date: dayOf(morning + 24 * HOUR_MS),
  time,
  service,
  name: 'Alex',
});
const report = (id: string, status: 'delivered' | 'read') =>
  world.webhook(statusesBody('hooks', { id, status }), '/delivery');

/** Counts what is due, as the schedule does. */
async function count(): Promise<void> {
  const { handler } = await import('../../functions/count-figures/handler.ts');
  await handler(
    {},
    lambdaContext('count-figures', 'test-request', () => 600_000),
  );
}

describe('GET /statistics', () => {
  it('tells how far the invitations of a day got, each stage with those that got further', async () => {
    await world.anInvitation();
    await report((await world.anInvitation()).messageId, 'delivered');
    await report((await world.anInvitation()).messageId, 'read');
    await complete(await world.anInvitation(), form('10:00'), 0);
    expect(await total()).toMatchObject({ invited: 4, delivered: 3, read: 2, booked: 1, cancelled: 0, came: 0 });
  });

  it('leaves out how many opened a static form, which opens unseen', async () => {
    await complete(await world.anInvitation(), form('10:00'), 0);
    expect(await total()).not.toHaveProperty('opened');
  });

  it('tells what became of bookings until now, under the day of their invitations', async () => {
    const [kept, given] = [await world.anInvitation(), await world.anInvitation()];
    await complete(kept, form('10:00'), 0);
    await complete(given, form('11:00'), 0);
    expect(await total()).toMatchObject({ booked: 2, cancelled: 0, came: 0 });
    vi.setSystemTime(morning + 26 * HOUR_MS);
    await cancel(given.id);
    await note(String(kept.id), { attendance: 'no-show' });
    expect(await total()).toMatchObject({ invited: 2, booked: 2, cancelled: 1, came: 0, noShow: 1 });
    await note(String(kept.id), { attendance: 'came' });
    passTime();
    expect(await total()).toMatchObject({ booked: 2, cancelled: 1, came: 1, noShow: 0 });
    expect((await told(dayOf(Date.now()))).total.invited).toBe(0);
  });

  it('tells them by service, person, language and source, and no text that the contract does not name', async () => {
    await complete(await world.anInvitation({ language: 'es' }), form('10:00', 'treatment'), 0);
    await complete(await world.anInvitation(), form('12:00', 'Somebody wrote this'), 0);
    await world.webhook(textBody('raw', { text: 'I want to book an appointment', at: secondsAgo(0) }), '/messages');
    await world.answerIntents();
    const { services, languages, sources, resources, total } = await told();
    expect(total).toMatchObject({ invited: 3, booked: 1 });
    expect(byValue(services, 'booked')).toEqual({ treatment: 1, '-': 0 });
    expect(byValue(languages, 'invited')).toEqual({ en: 2, es: 1 });
    expect(byValue(sources, 'invited')).toEqual({ api: 2, chat: 1 });
    expect(Object.values(byValue(resources, 'booked'))).toEqual([1, 0]);
  });

  it('tells bookings by hand apart: nobody was invited', async () => {
    const body = { service: 'consultation', date: form('').date, time: '15:00', customerName: 'Gina' };
    await world.call({ route: 'POST /bookings', headers, body });
    expect(await total()).toMatchObject({
      invited: 0,
      booked: 0,
      byHand: { booked: 1, cancelled: 0, came: 0, noShow: 0 },
    });
  });

  it('counts an invitation once that somebody has to see to', async () => {
    const invited = await world.anInvitation();
    await complete(invited, form('03:00'), 0);
    expect((await world.invitation(invited.id)).body).toMatchObject({
      booking: { attention: ['outside-opening-hours'] },
    });
    expect(await total()).toMatchObject({ invited: 1, read: 1, booked: 0 });
  });

  it('counts by the days of the business', async () => {
    vi.setSystemTime(Date.parse(`${today()}T22:30:00Z`));
    await world.anInvitation();
    vi.setSystemTime(Date.parse(`${today()}T23:30:00Z`));
    await world.anInvitation();
    const tomorrow = dayOf(morning + 24 * HOUR_MS);
    const { days } = await told(today(), dayOf(morning + 72 * HOUR_MS));
    expect(days.map(({ date, figures }) => [date, figures?.invited])).toEqual([
      [today(), 1],
      [tomorrow, 1],
    ]);
  });

  it('forgets with a customer what became of their invitation, as long as the day is still counted', async () => {
    const invited = await world.anInvitation();
    await complete(invited, form('10:00'), 0);
    expect(await total()).toMatchObject({ invited: 1 });
    await erase({ phone: invited.phone });
    passTime();
    expect(await total()).toMatchObject({ invited: 0, booked: 0 });
  });

  it('keeps the figures of a day that is over for good, and tells when they were counted', async () => {
    await world.anInvitation();
    await count();
    vi.setSystemTime(morning + 200 * 24 * HOUR_MS);
    const { days } = await told();
    expect(days).toMatchObject([{ date: today(), figures: { invited: 1 } }]);
    expect(Date.parse(String(days[0]?.countedAt))).toBeLessThan(morning + HOUR_MS);
  });

  it('says nothing of a day that was over before anybody counted', async () => {
    expect((await told('2039-01-01')).days).toEqual([{ date: '2039-01-01' }]);
  });

  it.each([
    [{ from: '2041-01-02', to: '2041-01-01' }, 'to'],
    [{ from: '2041-01-01', to: '2041-04-04' }, 'to'],
    [{ from: 'yesterday', to: '2041-01-01' }, 'from'],
  ])('refuses %j', async (query, field) => {
    const answer = await world.call({ route: 'GET /statistics', headers, query });
    expect(answer).toMatchObject({ status: 400, body: { faults: [{ field }] } });
  });
});

describe('count-figures', () => {
  const table = openTable(inject('table').tableName, world.contract.channel.id);
  const countedAt = async () =>
    (await readFigures(table, [LocalDate.parse(today())])).get(LocalDate.parse(today()))?.countedAt;

  it('counts a day again once its figures are as old as half of its age, three hours at least', async () => {
    await world.anInvitation();
    await told();
    const first = await countedAt();
    passTime(2 * HOUR_MS);
    await count();
    expect(await countedAt()).toBe(first);
    passTime(HOUR_MS);
    await count();
    expect(await countedAt()).not.toBe(first);
  });
});
