import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 90, leadMinutes: 0 }), useTableModel(line.pass));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const aDate = createFreeDates(88);

afterEach(() => {
  vi.useRealTimers();
});

const passTo = (date: string, time: string) => {
  const { epochMilliseconds } = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/Madrid');
  vi.useFakeTimers({ toFake: ['Date'], now: epochMilliseconds });
};
async function book(date: string, time: string): Promise<unknown> {
  const body = { service: 'consultation', customerName: 'Gina', date, time };
  return (await world.call({ route: 'POST /bookings', headers, body })).body['invitationId'];
}
async function close(date: string, from = '00:00', to = '23:59') {
  const times = { from: `${date}T${from}`, to: `${date}T${to}` };
  const { status, body } = await world.call({ route: 'POST /closures', headers, body: times });
  const over = Array.isArray(body['bookings']) ? body['bookings'].map(({ invitationId }) => invitationId) : [];
  return { status, body, over };
}
const reopen = ({ body }: Awaited<ReturnType<typeof close>>) =>
  world.call({ route: 'DELETE /closures/{closureId}', path: { closureId: String(body['closureId']) }, headers });
const attentionOf = async (id: unknown) => (await world.invitation(id)).body['booking'];
const MARKED = { attention: ['outside-opening-hours'] };
const UNMARKED = { attention: [] };

describe('closures that are not over', () => {
  it('are a hundred at most: one more is refused until one is deleted', async () => {
    const made: Awaited<ReturnType<typeof close>>[] = [];
    for (let count = 0; count < 100; count++) made.push(await close('2044-02-01', '10:00', '11:00'));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await close('2044-02-02')).toMatchObject({
      status: 409,
      body: { detail: 'There are 100 that are not over: delete one, or join some.' },
    });
    for (const one of made) expect(await reopen(one)).toMatchObject({ status: 200 });
    expect(await close('2044-02-02')).toMatchObject({ status: 201 });
  });
});

describe('a closure of a day that has begun', () => {
  it('lies over no booking that is over: nobody has to call that customer', async () => {
    const date = aDate();
    const [early, late] = [await book(date, '09:00'), await book(date, '15:00')];
    passTo(date, '12:00');
    const closed = await close(date);
    expect(closed.over).toEqual([late]);
    expect(await attentionOf(early)).toMatchObject(UNMARKED);
    expect(await attentionOf(late)).toMatchObject(MARKED);
  });

  it('takes its mark also from bookings that are over by now when it is deleted', async () => {
    const date = aDate();
    const early = await book(date, '09:00');
    const closed = await close(date);
    expect(await attentionOf(early)).toMatchObject(MARKED);
    passTo(date, '12:00');
    await reopen(closed);
    expect(await attentionOf(early)).toMatchObject(UNMARKED);
  });

  it('lies over the bookings that it meets, and over none that ends when it begins or begins when it ends', async () => {
    const date = aDate();
    const times = ['09:30', '10:00', '11:30', '12:00'];
    const [before, first, last, after] = await Promise.all(times.map((time) => book(date, time)));
    const closed = await close(date, '10:00', '12:00');
    expect(closed.over.toSorted()).toEqual([first, last].toSorted());
    for (const id of [before, after]) expect(await attentionOf(id)).toMatchObject(UNMARKED);
  });
});

describe('a closure that meets other writes', () => {
  it('is not taken for a deleted one where its days are written by others', async () => {
    const date = aDate();
    const isDay = ({ operation, request }: { operation: string; request: string }) =>
      operation === 'TransactWriteItems' && request.includes('"day#');
    line.contend();
    // Other transactions are in the way once.
    line.before(isDay, async () => {
      line.before(isDay, async () => line.letThrough());
    });
    const closed = await close(date);
    expect(closed).toMatchObject({ status: 201, body: { state: 'applied' } });
    expect(await book(date, '10:00')).toBeUndefined();
  });
});
