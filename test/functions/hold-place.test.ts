import { afterEach, expect, it, vi } from 'vitest';
import { readBookingChange } from '../../functions/shared/domain/booking/booking-request.ts';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { OWNER } from '../../functions/shared/domain/people/caller.ts';
import { LocalDate, WallTime } from '../../functions/shared/domain/places/day.ts';
import { changeBooking } from '../../functions/shared/operations/booking/change-booking.ts';
import { holdPlace } from '../../functions/shared/operations/places/hold-place.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { dayKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { Claims } from '../support/stored-claims.ts';
import { aPhone } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const MINUTE = 60_000;

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), line);
const { contract } = world;
const table = openTable(process.env['TABLE_NAME'] ?? '', contract.channel.id);
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { patch, cancel } = createBookings(world);

const book = (body: object): Promise<Answer> =>
  world.call({ route: 'POST /bookings', headers, body: { customerName: 'Gina', service: 'first-visit', ...body } });
const idOf = ({ body }: Answer) => InvitationId.parse(body['invitationId']);
const kindOf = ({ body }: Answer) => String(body['type']).split(':').at(-1);

/** A workday within the horizon that no other test of this file uses. */
const aDate = createFreeDates(60);

const hold = (id: InvitationId, date: string, time: string, service = 'first-visit', resource?: string) =>
  holdPlace({ table, contract }, id, {
    service,
    resource,
    start: { date: LocalDate.parse(date), time: WallTime.parse(time) },
  });

async function offeredOn(date: string): Promise<string[]> {
  const query = { service: 'first-visit', from: date, to: date };
  const answer = await world.call({ route: 'GET /slots', headers, query });
  return (answer.body['items'] as { time: string }[]).map(({ time }) => time);
}

/** All claims of a date, whose kinds they are. */
async function claimsOn(date: string): Promise<string[]> {
  const resources = contract.booking.resources ?? [];
  const pks = resources.map(({ id }) => dayKey(table.channelId, { resource: id, date: LocalDate.parse(date) }).pk);
  const days = [...(await readItems(table, pks)).values()];
  return days.flatMap(({ claims }) => Object.values(Claims.parse(claims)).map(({ kind }) => kind));
}

const setClock = (at: number) => vi.useFakeTimers({ toFake: ['Date'], now: at });
afterEach(() => void vi.useRealTimers());

it('keeps others away until it ends, and is offered and bookable at that moment', async () => {
  const [date, home] = [aDate(), aDate()];
  const id = idOf(await book({ date: home, time: '09:00' }));
  const { claim } = await hold(id, date, '10:00');
  const end = claim.kind === 'hold' ? claim.until : 0;
  setClock(end - 1);
  expect(await offeredOn(date)).not.toContain('10:00');
  const early = await book({ date, time: '10:00' });
  expect([early.status, kindOf(early)]).toEqual([409, 'slot-taken']);
  setClock(end);
  expect(await offeredOn(date)).toContain('10:00');
  expect((await book({ date, time: '10:00' })).status).toBe(201);
  expect(await claimsOn(date)).toEqual(['booking']);
});

it('never blocks its owner, whose booking keeps its place until the move', async () => {
  const date = aDate();
  const id = idOf(await book({ date, time: '10:00' }));
  await hold(id, date, '10:15');
  expect(await claimsOn(date)).toEqual(['booking', 'hold']);
  expect((await patch(id, { date, time: '10:15' })).status).toBe(200);
  expect(await claimsOn(date)).toEqual(['booking']);
});

it('takes one unit together with the booking that it is to replace', async () => {
  const date = aDate();
  const treatment = { service: 'treatment', date };
  const id = idOf(await book({ ...treatment, resource: 'ana', time: '10:00' }));
  await hold(id, date, '10:15', 'treatment', 'ana');
  // The room is for two, and the two claims of one invitation are never needed at once.
  expect((await book({ ...treatment, resource: 'ben', time: '10:30' })).status).toBe(201);
  expect((await patch(id, { date, time: '10:15' })).status).toBe(200);
});

it('is one for an invitation, on whatever day, also if two are asked for at once', async () => {
  const [home, one, other] = [aDate(), aDate(), aDate()];
  const id = idOf(await book({ date: home, time: '09:00' }));
  await hold(id, one, '10:00');
  await hold(id, other, '10:00', 'treatment');
  expect([await claimsOn(one), await claimsOn(other)]).toEqual([[], ['hold', 'hold']]);
  line.before(
    ({ operation }) => operation === 'TransactWriteItems',
    () => hold(id, home, '12:00'),
  );
  await hold(id, one, '11:00');
  expect(await Promise.all([one, other, home].map(claimsOn))).toEqual([['hold'], [], ['booking']]);
});

it('is not renewed by asking again', async () => {
  const [date, home] = [aDate(), aDate()];
  const id = idOf(await book({ date: home, time: '09:00' }));
  const first = await hold(id, date, '10:00');
  setClock(Date.now() + 5 * MINUTE);
  expect(await hold(id, date, '10:00')).toEqual(first);
});

it('is confirmed whatever rules came after it', async () => {
  const [date, home] = [aDate(), aDate()];
  const id = idOf(await book({ date: home, time: '09:00' }));
  await hold(id, date, '10:15');
  const closed = { ...contract, booking: { ...contract.booking, openingHours: {}, slotEveryMinutes: 60 } };
  const move = (to: string) =>
    changeBooking({ table, contract: closed }, id, readBookingChange({ date: to, time: '10:15' }), {
      actor: OWNER.actor,
    });
  await expect(move(home)).rejects.toMatchObject({ kind: 'off-step' });
  expect(await move(date)).toMatchObject({ booking: { state: 'booked', resources: ['ana'] } });
  expect([await claimsOn(date), await claimsOn(home)]).toEqual([['booking'], []]);
});

it('is refused where a customer can have nothing', async () => {
  const [date, home] = [aDate(), aDate()];
  const id = idOf(await book({ date: home, time: '09:00' }));
  await book({ date, time: '10:00' });
  await expect(hold(id, date, '10:15')).rejects.toMatchObject({ kind: 'slot-taken' });
  await expect(hold(id, '2041-12-04', '10:00')).rejects.toMatchObject({ kind: 'outside-opening-hours' });
  await expect(hold(id, date, '12:00', 'haircut')).rejects.toMatchObject({ kind: 'unknown-service' });
  expect(await claimsOn(date)).toEqual(['booking']);
});

it('goes with a cancellation and with an erasure, and none comes after that', async () => {
  const [date, other, home] = [aDate(), aDate(), aDate()];
  const phone = aPhone();
  const cancelled = idOf(await book({ date: home, time: '09:00' }));
  await hold(cancelled, date, '10:00');
  expect((await cancel(cancelled)).status).toBe(200);
  const erased = idOf(await book({ date: home, time: '09:00', phone }));
  await hold(erased, other, '10:00');
  const erase = () => world.call({ route: 'DELETE /customers', headers, query: { phone } });
  line.before(({ operation }) => operation === 'TransactWriteItems', erase);
  await expect(hold(erased, other, '12:00')).rejects.toMatchObject({ kind: 'not-found' });
  expect(await Promise.all([date, other, home].map(claimsOn))).toEqual([[], [], []]);
});

it('goes with an erasure by a function whose clock is ahead and shows that it has ended', async () => {
  const [date, home] = [aDate(), aDate()];
  const phone = aPhone();
  const { claim } = await hold(idOf(await book({ date: home, time: '09:00', phone })), date, '10:00');
  setClock(claim.kind === 'hold' ? claim.until : 0);
  await world.call({ route: 'DELETE /customers', headers, query: { phone } });
  expect(await Promise.all([date, home].map(claimsOn))).toEqual([[], []]);
});
