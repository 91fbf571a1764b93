/** Closures beside bookings that they hardly meet, other closures, and whoever writes at the same moment. */
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { reapplyClosures } from '../../functions/shared/operations/places/change-closures.ts';
import { readClosures } from '../../functions/shared/store/places/closures.ts';
import { readDays } from '../../functions/shared/store/places/days.ts';
import { ALL_TIME } from '../../functions/shared/store/table/pages.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { type LineCall, useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const TERMS = { horizonDays: 90, leadMinutes: 0 };
const world = await startWorld(aClinicContract(TERMS), useTableModel(line.pass));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
const aDate = createFreeDates(88);

afterEach(() => {
  line.letThrough();
  line.before(
    () => false,
    async () => undefined,
  );
  vi.useRealTimers();
});

const isDay = ({ operation, request }: LineCall) => operation === 'TransactWriteItems' && request.includes('"day#');

/** Counts the writes of days from now on. */
function countWrites(): () => number {
  let writes = 0;
  const next = () =>
    line.before(isDay, async () => {
      writes += 1;
      next();
    });
  next();
  return () => writes;
}

/** With Ana, from five minutes before its start to ten after its end. */
async function bookVisit(date: string, time: string): Promise<unknown> {
  const body = { service: 'first-visit', customerName: 'Gina', date, time };
  const answer = await world.call({ route: 'POST /bookings', headers, body });
  expect(answer.status).toBe(201);
  return answer.body['invitationId'];
}
async function close(times: { from: string; to: string; resource?: string }) {
  const { status, body } = await world.call({ route: 'POST /closures', headers, body: times });
  expect([status, body['state']]).toEqual([201, 'applied']);
  const over = body['bookings'] as { invitationId: unknown }[];
  return { id: String(body['closureId']), over: over.map(({ invitationId }) => invitationId) };
}
const reopen = (closureId: string) =>
  world.call({ route: 'DELETE /closures/{closureId}', path: { closureId }, headers });
const on = (date: string, from = '00:00', to = '23:59') => ({ from: `${date}T${from}`, to: `${date}T${to}` });

/** How many closures the day of a resource has. */
async function closuresOn(date: string, resource: string): Promise<number> {
  const [day] = await readDays(table, [{ resource: ResourceId.parse(resource), date: LocalDate.parse(date) }]);
  return Object.keys(day?.hours ?? {}).length;
}

describe('a closure that meets only the time before or after a booking', () => {
  it('does not lie over it, though another closure does', async () => {
    const date = aDate();
    const visit = await bookVisit(date, '10:00');
    expect((await close(on(date, '10:15', '10:30'))).over).toEqual([visit]);
    for (const [from, to] of [
      ['09:55', '10:00'],
      ['10:45', '10:50'],
    ])
      expect((await close(on(date, from, to))).over, from).toEqual([]);
    expect((await close(on(date, '09:55', '10:01'))).over).toEqual([visit]);
    expect((await close(on(date, '10:44', '10:50'))).over).toEqual([visit]);
  });

  it('does not lie over it from the moment at which it ends', async () => {
    const date = aDate();
    const visit = await bookVisit(date, '10:00');
    const passTo = (time: string) => {
      const { epochMilliseconds } = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/Madrid');
      vi.useFakeTimers({ toFake: ['Date'], now: epochMilliseconds });
    };
    passTo('10:44');
    expect((await close(on(date))).over).toEqual([visit]);
    passTo('10:45');
    expect((await close(on(date))).over).toEqual([]);
  });
});

describe('a closure at the moment of another write', () => {
  it('is taken out of a day on which somebody books then', async () => {
    const date = aDate();
    const closed = await close(on(date, '10:00', '12:00'));
    line.before(isDay, () => bookVisit(date, '15:00'));
    expect(await reopen(closed.id)).toMatchObject({ status: 200, body: { state: 'removed' } });
    expect(await closuresOn(date, 'ana')).toBe(0);
  });

  it('is written into twenty days at once, and into each alone where somebody books on one of them', async () => {
    const date = aDate();
    const written = countWrites();
    // Seven days of four resources.
    await close({ from: '2045-05-01T00:00', to: '2045-05-07T23:00' });
    expect(written()).toBe(2);
    let writtenAlone = () => 0;
    line.before(isDay, async () => {
      await bookVisit(date, '15:00');
      writtenAlone = countWrites();
    });
    await close(on(date));
    expect(writtenAlone()).toBe(4);
  });
});

describe('a closure that is asked for again under its key', () => {
  it('is answered as it is, also after it is over', async () => {
    const date = aDate();
    const ask = () =>
      world.call({
        route: 'POST /closures',
        headers: { ...headers, 'idempotency-key': `closure-${date}` },
        body: on(date, '10:00', '12:00'),
      });
    const first = await ask();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${date}T15:00:00Z`) });
    expect(await ask()).toMatchObject({ status: 200, body: first.body });
  });
});

describe('what was begun with closures', () => {
  it('is finished: a deletion ends, and only a closure of everybody closes who came later', async () => {
    const [date, other, third] = [aDate(), aDate(), aDate()];
    await close(on(date));
    await close({ ...on(other), resource: 'ana' });
    const deleted = await close(on(third));
    line.refuse(isDay);
    expect((await reopen(deleted.id)).status).toBe(503);
    line.letThrough();
    const resources = [...(world.contract.booking.resources ?? []), { id: 'eva', name: 'Eva' }];
    const contract = aClinicContract({ ...TERMS, resources });
    await reapplyClosures({ table, contract });
    expect(await Promise.all([date, other, third].map((day) => closuresOn(day, 'eva')))).toEqual([1, 0, 0]);
    expect(await Promise.all([date, other, third].map((day) => closuresOn(day, 'ana')))).toEqual([1, 1, 0]);
    expect(await reopen(deleted.id)).toMatchObject({ status: 200, body: { state: 'removed' } });
  });

  it('is not begun again where nothing is left to do', async () => {
    await close(on(aDate()));
    const span = { ...ALL_TIME, from: now() };
    const before = await readClosures(table, span);
    const written = countWrites();
    expect(await reapplyClosures({ table, contract: world.contract })).toBe(before.length);
    expect(written()).toBe(0);
    expect(await readClosures(table, span)).toEqual(before);
  });

  it('is left where it is while the contract names nobody', async () => {
    const date = aDate();
    await close(on(date));
    const { services: _services, resources: _resources, ...booking } = world.contract.booking;
    await reapplyClosures({ table, contract: { ...world.contract, booking } });
    expect(await closuresOn(date, 'ana')).toBe(1);
  });
});
