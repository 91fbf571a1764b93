import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from '../../functions/shared/domain/business-terms.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../functions/shared/domain/people/caller.ts';
import type { Caller } from '../../functions/shared/domain/places/caller.ts';
import { ClosureBody } from '../../functions/shared/domain/places/closure-request.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { wishFor } from '../../functions/shared/domain/places/wish.ts';
import { addClosure } from '../../functions/shared/operations/places/change-closures.ts';
import { holdPlace } from '../../functions/shared/operations/places/hold-place.ts';
import { openDates } from '../../functions/shared/operations/places/open-dates.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { type LineCall, useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const hours = (from: string, to: string) => Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from, to }]]));
/** Ana and Ben have two half hours each on every day. */
const TERMS = { openingHours: hours('09:00', '10:00'), slotEveryMinutes: 30, horizonDays: 365, leadMinutes: 0 };

const calls: LineCall[] = [];
const model = useTableModel(async (call, execute) => {
  calls.push(call);
  return execute();
});
const { call, contract, keys } = await startWorld(aClinicContract(TERMS), model);
const headers = { authorization: `Bearer ${keys.apiKey.current}` };
const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);

/** The calendar of each test begins where that of the one before it ended. */
const start = LocalDate.parse(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
let used = 0;
function aCalendar(days: number) {
  const first = addDays(start, used);
  used += days;
  return { first, last: addDays(first, days - 1), date: (index: number) => addDays(first, index) };
}
type Calendar = ReturnType<typeof aCalendar>;

async function book(resource: string, date: string, time: string): Promise<InvitationId> {
  const body = { service: 'consultation', resource, date, time, customerName: 'Gina' };
  const answer = await call({ route: 'POST /bookings', headers, body });
  expect(answer.status).toBe(201);
  return InvitationId.parse(answer.body['invitationId']);
}

async function fill(date: string, ...resources: string[]): Promise<void> {
  for (const resource of resources) for (const time of ['09:00', '09:30']) await book(resource, date, time);
}

/** Which dates of a calendar are closed, counted from its first, and whose days were read for that, in their order. */
async function look(
  { first, last, date }: Calendar,
  wished: { service: string; resource?: string },
  { caller, by = contract }: { caller?: Partial<Caller>; by?: typeof contract } = {},
) {
  calls.length = 0;
  const open = await openDates(table, { ...wishFor(by.booking, wished), ...caller }, { first, last });
  const read = calls.flatMap(({ operation, request }) =>
    operation === 'BatchGetItem' ? (request.match(/day#[^"]+/g) ?? []) : [],
  );
  const closed: number[] = [];
  for (let index = 0; date(index) <= last; index++) if (!open.has(date(index))) closed.push(index);
  const readOf = (resource: string) =>
    read.flatMap((key) => {
      const [, , whose, day = ''] = key.split('#');
      return whose === resource ? [(Date.parse(day) - Date.parse(first)) / 86_400_000] : [];
    });
  return { closed, size: open.size, read, readOf };
}
const consultation = { service: 'consultation' };
const upTo = (days: number) => Array.from({ length: days }, (_, index) => index);

describe('the dates of four weeks', () => {
  it('are open while anybody has a time, and further people are asked only where the first one has none', async () => {
    const calendar = aCalendar(28);
    for (const index of [5, 15, 27]) await fill(calendar.date(index), 'ana');
    await fill(calendar.date(15), 'ben');
    const seen = await look(calendar, consultation);
    expect([seen.closed, seen.size]).toEqual([[15], 27]);
    expect(seen.readOf('ana')).toEqual(upTo(28));
    expect(seen.readOf('ben')).toEqual([5, 15, 27]);
  });

  it('are closed where one of several needs is not met, and no day is read twice', async () => {
    const calendar = aCalendar(20);
    await fill(calendar.date(3), 'ana');
    await fill(calendar.date(8), 'ana');
    await fill(calendar.date(8), 'ben');
    const seen = await look(calendar, { service: 'treatment' });
    expect(seen.closed).toEqual([8]);
    expect(seen.readOf('room')).toEqual(upTo(20));
    expect(seen.readOf('ben')).toEqual([3, 8]);
    expect(new Set(seen.read).size).toBe(seen.read.length);
  });

  it('are those of the person whom the customer chose', async () => {
    const calendar = aCalendar(10);
    await fill(calendar.date(2), 'ben');
    await fill(calendar.date(6), 'ana');
    for (const service of ['consultation', 'treatment']) {
      const seen = await look(calendar, { service, resource: 'ben' });
      expect(seen.closed).toEqual([2]);
      expect(seen.readOf('ana')).toEqual([]);
      expect((await look(calendar, { service, resource: 'ana' })).closed).toEqual([6]);
    }
  });

  it('stay open for the customer who holds the last time on one', async () => {
    const calendar = aCalendar(4);
    const date = calendar.date(1);
    await fill(date, 'ana');
    await book('ben', date, '09:00');
    const invitationId = await book('ana', calendar.date(0), '09:00');
    const held = { date: LocalDate.parse(date), time: WallTime.parse('09:30') };
    await holdPlace({ table, contract }, invitationId, { ...consultation, start: held });
    expect((await look(calendar, consultation, { caller: { invitationId } })).closed).toEqual([]);
    expect((await look(calendar, consultation)).closed).toEqual([1]);
  });
});

describe('the dates after four weeks', () => {
  it('count as open without a look at their days, while the week before them has no full date', async () => {
    const calendar = aCalendar(35);
    for (const index of [20, 28, 34]) await fill(calendar.date(index), 'ana', 'ben');
    const seen = await look(calendar, consultation);
    expect(seen.closed).toEqual([20]);
    expect(seen.readOf('ana')).toEqual(upTo(28));
  });

  it.each([21, 27])('are looked at where that week has a full one, on day %i of the calendar, from 0', async (full) => {
    const calendar = aCalendar(35);
    for (const index of [full, 28, 34]) await fill(calendar.date(index), 'ana', 'ben');
    const seen = await look(calendar, consultation);
    expect(seen.closed).toEqual([full, 28, 34]);
    expect(seen.readOf('ana')).toEqual(upTo(35));
  });

  it.each([
    ['Europe/Madrid', '09:00', '10:00'],
    ['Pacific/Kiritimati', '00:00', '02:00'],
    ['Pacific/Honolulu', '21:00', '23:00'],
  ])('are closed by a closure, and looked at where it closes one person only: in %s', async (timeZone, from, to) => {
    const calendar = aCalendar(35);
    const there = aClinicContract({ ...TERMS, timeZone, openingHours: hours(from, to) });
    const context = { table, contract: there };
    for (const [index, resource] of [[28], [31], [32, 'ana'], [34]] as const) {
      const asked = { from: `${calendar.date(index)}T${from}`, to: `${calendar.date(index)}T${to}`, resource };
      await addClosure(context, ClosureBody.parse(JSON.parse(JSON.stringify(asked))), { actor: OWNER.actor });
    }
    const seen = await look(calendar, consultation, { by: there });
    expect(seen.closed).toEqual([28, 31, 34]);
    expect(seen.readOf('ana')).toEqual([...upTo(28), 28, 31, 32, 34]);
    expect(seen.readOf('ben')).toEqual([28, 31, 32, 34]);
  });
});
