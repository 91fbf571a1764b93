import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { reapplyClosures } from '../../functions/shared/operations/places/change-closures.ts';
import { readClosures } from '../../functions/shared/store/places/closures.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { dayKey } from '../../functions/shared/store/table/keys.ts';
import { ALL_TIME } from '../../functions/shared/store/table/pages.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { aPhone } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 90, leadMinutes: 0 }), line);
const authorization = `Bearer ${world.keys.apiKey.current}`;
const { patch, cancel } = createBookings(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

const headersWith = (key?: string) => ({ authorization, ...(key !== undefined && { 'idempotency-key': key }) });
const book = (body: object): Promise<Answer> =>
  world.call({ route: 'POST /bookings', headers: headersWith(), body: { customerName: 'Gina', ...body } });
const close = (body: object, key?: string): Promise<Answer> =>
  world.call({ route: 'POST /closures', headers: headersWith(key), body });
const reopen = (id: unknown): Promise<Answer> =>
  world.call({ route: 'DELETE /closures/{closureId}', path: { closureId: String(id) }, headers: headersWith() });
const closures = (from: string, to = from, more = {}): Promise<Answer> =>
  world.call({ route: 'GET /closures', headers: headersWith(), query: { from, to, ...more } });

const kindOf = ({ body }: Answer) => String(body['type']).split(':').at(-1);
const idOf = ({ body }: Answer) => body['invitationId'];
const closureOf = ({ body }: Answer) => body['closureId'];
const over = ({ body }: Answer) =>
  (body['bookings'] as { invitationId: string }[]).map(({ invitationId }) => invitationId);
const itemsOf = ({ body }: Answer) => body['items'] as Record<string, unknown>[];
const attentionOf = async (id: unknown) =>
  ((await world.invitation(id)).body['booking'] as { attention: string[] }).attention;

/** A workday within the horizon that no other test of this file uses. */
const aDate = createFreeDates(88);
const dateAfter = (date: string, days = 1) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

async function timesOn(date: string, wish: object = {}): Promise<string[]> {
  const query = { service: 'consultation', from: date, to: date, ...wish };
  const answer = await world.call({ route: 'GET /slots', headers: headersWith(), query });
  return itemsOf(answer).map(({ time }) => String(time));
}

const allDay = (date: string) => ({ from: `${date}T00:00`, to: `${dateAfter(date)}T00:00` });

/** The ids of the closures in the days of all resources. */
async function closedOn(date: string): Promise<string[]> {
  const resources = world.contract.booking.resources ?? [];
  const pks = resources.map(({ id }) => dayKey(table.channelId, { resource: id, date: LocalDate.parse(date) }).pk);
  const days = [...(await readItems(table, pks)).values()];
  return days.flatMap(({ hours }) => Object.keys(Object(hours)));
}

let checkedUpTo: string | undefined;

/** Hands what the stream has to say of bookings to the function that keeps the worklist. */
async function checkBookings(): Promise<void> {
  const { handler } = await import('../../functions/settle-bookings/handler.ts');
  const records = await world.engine.stream.read(checkedUpTo, 10_000);
  checkedUpTo = records.at(-1)?.dynamodb?.SequenceNumber ?? checkedUpTo;
  const Records = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['type']?.S === 'invitation');
  expect((await handler({ Records }, {} as never)).batchItemFailures).toEqual([]);
}

const firstDay = new Date().toLocaleDateString('sv', { timeZone: world.contract.booking.timeZone });

/** The invitations in the worklist since the tests began whose booking needs attention. */
async function needingAttention(): Promise<unknown[]> {
  await checkBookings();
  const today = new Date().toLocaleDateString('sv', { timeZone: world.contract.booking.timeZone });
  const days = [...new Set([firstDay, today])];
  const lists = await Promise.all(
    days.map((day) => world.list('GET /worklist', { day, kind: 'attention', limit: '100' })),
  );
  return lists.flatMap(itemsOf).map(({ invitationId }) => invitationId);
}

describe('POST /closures', () => {
  it('closes a day for everybody at once', async () => {
    const date = aDate();
    const closed = await close({ ...allDay(date), reason: 'Holiday' });
    expect(closed).toMatchObject({
      status: 201,
      body: { ...allDay(date), reason: 'Holiday', state: 'applied', bookings: [] },
    });
    for (const service of ['consultation', 'group']) expect(await timesOn(date, { service })).toEqual([]);
    const refused = await book({ service: 'consultation', date, time: '10:00' });
    expect([refused.status, kindOf(refused)]).toEqual([409, 'outside-opening-hours']);
    const overridden = await book({ service: 'consultation', date, time: '10:00', override: true });
    expect(overridden).toMatchObject({
      status: 201,
      body: { booking: { attention: [], override: { lifted: ['outside-opening-hours'] } } },
    });
  });

  it('closes one resource for some minutes and leaves the others', async () => {
    const date = aDate();
    const closed = await close({ resource: 'ana', from: `${date}T10:00`, to: `${date}T10:20` });
    expect(closed).toMatchObject({ status: 201, body: { resource: 'ana', state: 'applied' } });
    const ana = await timesOn(date, { resource: 'ana' });
    expect(ana).toEqual(expect.arrayContaining(['09:30', '10:30']));
    for (const time of ['09:45', '10:00', '10:15']) expect(ana).not.toContain(time);
    expect(await timesOn(date, { resource: 'ben' })).toContain('10:00');
  });

  it('opens at other hours, also on a day that is closed by the week', async () => {
    const date = aDate();
    const saturday = dateAfter(date, 6 - new Date(date).getUTCDay());
    expect(await timesOn(saturday)).toEqual([]);
    await close({ ...allDay(saturday), hours: [{ from: '10:00', to: '11:00' }] });
    expect(await timesOn(saturday)).toEqual(['10:00', '10:15', '10:30']);
    await close({ ...allDay(date), hours: [{ from: '07:00', to: '08:00' }] });
    expect(await timesOn(date)).toEqual(['07:00', '07:15', '07:30']);
  });

  it('closes over midnight and for weeks', async () => {
    const from = '2041-12-02';
    await close({ resource: 'ana', from: `${from}T12:00`, to: '2042-01-01T10:00' });
    const asked = { service: 'consultation', resource: 'ana' };
    const answers = [
      await book({ ...asked, date: from, time: '11:30' }),
      await book({ ...asked, date: from, time: '11:45' }),
      await book({ ...asked, date: '2041-12-18', time: '10:00' }),
      await book({ ...asked, date: '2042-01-01', time: '09:30' }),
      await book({ ...asked, date: '2042-01-01', time: '10:00' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 409, 409, 201]);
  });

  it('follows the clock on the days on which it changes', async () => {
    const [spring, autumn] = ['2041-03-31', '2041-10-27'];
    for (const date of [spring, autumn]) {
      await close({ ...allDay(date), hours: [{ from: '01:00', to: '04:00' }] });
    }
    const start = (date: string, time: string) => book({ service: 'consultation', date, time });
    const answers = [
      await start(spring, '01:30'),
      await start(spring, '03:30'),
      await start(spring, '03:45'),
      await start(autumn, '02:30'),
      await start(autumn, '03:30'),
      await start(autumn, '03:45'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409, 201, 201, 409]);
  });

  it('knows the bookings in both of two hours that the clock shows alike', async () => {
    // 02:30 to 02:30 by a clock that goes back at 03:00.
    const long = await book({ service: 'group', date: '2042-10-26', time: '02:30', override: true });
    const until = (to: string) => close({ resource: 'hall', from: '2042-10-26T01:00', to: `2042-10-26T${to}` });
    expect(over(await until('02:00'))).toEqual([]);
    expect(over(await until('02:15'))).toEqual([idOf(long)]);
  });

  it('lets the closure that was decided last hold where two meet', async () => {
    const date = aDate();
    const first = await close(allDay(date));
    const second = await close({ from: `${date}T10:00`, to: `${date}T12:00`, hours: [{ from: '10:00', to: '11:00' }] });
    expect(await timesOn(date)).toEqual(['10:00', '10:15', '10:30']);
    await reopen(closureOf(second));
    expect(await timesOn(date)).toEqual([]);
    await reopen(closureOf(first));
    expect(await timesOn(date)).toContain('16:30');
  });

  it('closes once per key, and answers a repeat with the closure as it is', async () => {
    const date = aDate();
    const booked = await book({ service: 'consultation', date, time: '10:00' });
    const first = await close(allDay(date), `close-${date}`);
    const repeat = await close(allDay(date), `close-${date}`);
    expect(repeat).toMatchObject({ status: 200, body: first.body });
    expect(over(repeat)).toEqual([idOf(booked)]);
    const reused = await close({ ...allDay(date), reason: 'Another' }, `close-${date}`);
    expect([reused.status, kindOf(reused)]).toEqual([422, 'idempotency-key-reused']);
    await reopen(closureOf(first));
    expect(await close(allDay(date), `close-${date}`)).toMatchObject({
      status: 200,
      body: { state: 'removed', bookings: [] },
    });
    expect(await timesOn(date)).toContain('09:00');
  });

  it('closes once if a request and its repeat come at the same moment', async () => {
    const date = aDate();
    const both = await Promise.all([close(allDay(date), `twice-${date}`), close(allDay(date), `twice-${date}`)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    expect(new Set(both.map(closureOf)).size).toBe(1);
    expect(await closedOn(date)).toHaveLength(4);
  });

  it.each([
    ['an end before the beginning', { to: '2041-12-01T09:00' }, 'to'],
    ['an end at the beginning', { to: '2041-12-03T00:00' }, 'to'],
    ['more than 92 days', { to: '2042-03-05T00:01' }, 'to'],
    ['what is over', { from: '2020-12-01T00:00', to: '2020-12-02T00:00' }, 'to'],
    ['a date that is none', { from: '2041-02-30T00:00' }, 'from'],
    ['a time that is none', { from: '2041-12-03T24:00' }, 'from'],
    ['a date without a time', { from: '2041-12-03' }, 'from'],
    ['no beginning', { from: undefined }, 'from'],
    ['hours that are none', { hours: [{ from: '10:00', to: '09:00' }] }, 'hours.0.to'],
    [
      'hours that overlap',
      {
        hours: [
          { from: '09:00', to: '11:00' },
          { from: '10:00', to: '12:00' },
        ],
      },
      'hours',
    ],
    ['an empty list of hours', { hours: [] }, 'hours'],
    ['a reason that is too long', { reason: 'x'.repeat(201) }, 'reason'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
  ])('refuses %s by the name of the field', async (_, wish, field) => {
    const answer = await close({ from: '2041-12-03T00:00', to: '2041-12-04T00:00', ...wish });
    expect(answer).toMatchObject({ status: 400, body: { faults: [expect.objectContaining({ field })] } });
  });

  it('takes 92 days', async () => {
    const closed = await close({ resource: 'hall', from: '2042-02-01T00:00', to: '2042-05-04T00:00' });
    expect(closed).toMatchObject({ status: 201, body: { state: 'applied' } });
    expect((await book({ service: 'group', date: '2042-05-02', time: '10:00' })).status).toBe(409);
  });

  it('refuses a resource nobody knows, naming those there are', async () => {
    const answer = await close({ ...allDay('2041-12-03'), resource: 'eva' });
    expect([answer.status, kindOf(answer)]).toEqual([422, 'unknown-resource']);
    expect(answer.body['detail']).toContain('ana, ben, room, hall');
  });
});

describe('a closure over bookings', () => {
  it('says which, marks them and cancels none, until it is deleted', async () => {
    const date = aDate();
    const under = await book({ service: 'treatment', resource: 'ben', date, time: '10:00' });
    const beside = await book({ service: 'consultation', resource: 'ben', date, time: '13:00' });
    const other = await book({ service: 'consultation', resource: 'ana', date, time: '10:00' });
    const closed = await close({ resource: 'room', from: `${date}T10:30`, to: `${date}T12:00` });
    expect(closed.body['bookings']).toEqual([
      {
        invitationId: idOf(under),
        startsAt: expect.any(String),
        endsAt: expect.any(String),
        service: 'treatment',
        resource: 'ben',
        resources: ['ben', 'room'],
      },
    ]);
    expect(await world.invitation(idOf(under))).toMatchObject({
      body: { status: 'completed', booking: { state: 'booked', attention: ['outside-opening-hours'] } },
    });
    const listedThen = await needingAttention();
    expect(listedThen).toContain(idOf(under));
    for (const one of [beside, other]) expect(listedThen).not.toContain(idOf(one));
    for (const one of [beside, other]) expect(await attentionOf(idOf(one))).toEqual([]);
    const listed = await world.list('GET /bookings', { from: date, to: date });
    expect(
      itemsOf(listed).filter(({ booking }) => (booking as { attention: string[] }).attention.length > 0),
    ).toMatchObject([{ invitationId: idOf(under) }]);
    expect(await reopen(closureOf(closed))).toMatchObject({ status: 200, body: { state: 'removed' } });
    expect(await attentionOf(idOf(under))).toEqual([]);
    expect(await needingAttention()).not.toContain(idOf(under));
  });

  it('is no news about a booking, and its mark stays while the booking stays', async () => {
    const date = aDate();
    const booked = await book({ service: 'consultation', date, time: '10:00', phone: aPhone() });
    await world.announce();
    const closed = await close(allDay(date));
    expect(await world.announce()).toEqual([]);
    expect(await patch(idOf(booked), { notes: 'Knows of it' })).toMatchObject({
      status: 200,
      body: { booking: { notes: 'Knows of it', attention: ['outside-opening-hours'] } },
    });
    await reopen(closureOf(closed));
    expect(await attentionOf(idOf(booked))).toEqual([]);
  });

  it('has no mark on a booking that moves away, stays by an override, or is cancelled', async () => {
    const [date, other] = [aDate(), aDate()];
    const times = ['09:00', '11:00', '13:00'];
    const booked = await Promise.all(
      times.map((time) => book({ service: 'first-visit', date, time: time, override: true })),
    );
    const [away, kept, gone] = booked.map(idOf);
    const closed = await close({ ...allDay(date), resource: 'ana' }, `marks-${date}`);
    expect(over(closed)).toEqual([away, kept, gone]);
    expect(await patch(away, { date, time: '14:00' })).toMatchObject({ status: 409 });
    expect(await patch(away, { date: other, time: '10:00' })).toMatchObject({ body: { booking: { attention: [] } } });
    expect(await patch(kept, { date, time: '11:00', override: true })).toMatchObject({
      body: { booking: { attention: [], override: { lifted: expect.arrayContaining(['outside-opening-hours']) } } },
    });
    expect(await cancel(gone)).toMatchObject({ body: { status: 'cancelled', booking: { attention: [] } } });
    expect(over(await close({ ...allDay(date), resource: 'ana' }, `marks-${date}`))).toEqual([]);
    await reopen(closureOf(closed));
    for (const id of [away, kept]) expect(await attentionOf(id)).toEqual([]);
  });

  it('is lifted for a booking that stays as it is, and so is each one that comes later', async () => {
    const date = aDate();
    const booked = await book({ service: 'consultation', date, time: '10:00' });
    const keep = () => patch(idOf(booked), { date, time: '10:00', override: true });
    for (const more of [{}, { hours: [{ from: '14:00', to: '15:00' }] }]) {
      expect(over(await close({ ...allDay(date), ...more }))).toEqual([idOf(booked)]);
      expect(await keep()).toMatchObject({
        body: { booking: { attention: [], override: { actor: { kind: 'owner' }, lifted: ['outside-opening-hours'] } } },
      });
    }
  });

  it('takes its mark back where a later one opens again', async () => {
    const date = aDate();
    const booked = await book({ service: 'consultation', date, time: '10:00' });
    expect(over(await close(allDay(date)))).toEqual([idOf(booked)]);
    const opened = await close({ ...allDay(date), hours: [{ from: '09:00', to: '12:00' }] });
    expect(over(opened)).toEqual([]);
    expect(await attentionOf(idOf(booked))).toEqual([]);
    await reopen(closureOf(opened));
    expect(await attentionOf(idOf(booked))).toEqual(['outside-opening-hours']);
  });
});

describe('a closure and a booking at once', () => {
  const isDay = ({ operation, request }: { operation: string; request: string }) =>
    operation === 'TransactWriteItems' && request.includes('"day#');

  it('refuse the booking that comes later', async () => {
    const date = aDate();
    line.before(isDay, () => close(allDay(date)));
    const refused = await book({ service: 'consultation', date, time: '10:00' });
    expect([refused.status, kindOf(refused)]).toEqual([409, 'outside-opening-hours']);
  });

  it('name the booking that comes first', async () => {
    const date = aDate();
    const booked: Answer[] = [];
    line.before(isDay, async () => booked.push(await book({ service: 'consultation', date, time: '10:00' })));
    const closed = await close(allDay(date));
    expect(booked[0]?.status).toBe(201);
    expect(over(closed)).toEqual(booked.map(idOf));
    expect(await attentionOf(over(closed)[0])).toEqual(['outside-opening-hours']);
  });

  it('leave no booking that nobody is told of, whoever is faster', async () => {
    const date = aDate();
    const times = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'];
    const [closed, ...answers] = await Promise.all([
      close({ ...allDay(date), resource: 'ana' }),
      ...times.map((time) => book({ service: 'first-visit', date, time, override: false })),
    ]);
    const booked = answers.filter(({ status }) => status === 201).map(idOf);
    expect(closed.status).toBe(201);
    expect(over(closed).toSorted()).toEqual(booked.toSorted());
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(answer.status).toBe(409);
  });
});

describe('a closure that is interrupted', () => {
  it('goes on where it stopped when it is repeated', async () => {
    const date = aDate();
    const asked = { from: `${date}T00:00`, to: `${dateAfter(date, 40)}T00:00` };
    let writes = 0;
    line.refuse(({ operation }) => operation === 'TransactWriteItems' && ++writes > 3);
    const stopped = await close(asked, `long-${date}`).finally(line.letThrough);
    expect([stopped.status, kindOf(stopped)]).toEqual([503, 'unavailable']);
    expect(itemsOf(await closures(date))).toMatchObject([{ ...asked, state: 'applying' }]);
    expect(await close(asked, `long-${date}`)).toMatchObject({ status: 200, body: { state: 'applied' } });
    expect(await closedOn(dateAfter(date, 39))).toHaveLength(4);
    const [{ closureId } = {}] = itemsOf(await closures(date));
    writes = 0;
    line.refuse(({ operation }) => operation === 'TransactWriteItems' && ++writes > 3);
    expect((await reopen(closureId).finally(line.letThrough)).status).toBe(503);
    expect(itemsOf(await closures(date))).toMatchObject([{ state: 'removing' }]);
    expect(await reopen(closureId)).toMatchObject({ status: 200, body: { state: 'removed' } });
    expect(await reopen(closureId)).toMatchObject({ status: 200, body: { state: 'removed' } });
    for (const day of [date, dateAfter(date, 20), dateAfter(date, 39)]) expect(await closedOn(day)).toEqual([]);
    expect(itemsOf(await closures(date))).toEqual([]);
  });

  it('comes into no day any more while it is deleted', async () => {
    const date = aDate();
    const isDay = ({ operation }: { operation: string }) => operation === 'TransactWriteItems';
    line.before(isDay, async () => reopen(itemsOf(await closures(date))[0]?.['closureId']));
    expect(await close(allDay(date))).toMatchObject({ status: 201, body: { state: 'removed', bookings: [] } });
    expect(await closedOn(date)).toEqual([]);
  });

  it('is finished for resources that the contract names later', async () => {
    const date = aDate();
    await close(allDay(date));
    const { booking, retention } = world.contract;
    const more = [...(booking.resources ?? []), { ...booking.resources?.[0], id: 'eva', name: 'Eva' }];
    const contract = aClinicContract({ resources: more });
    const context = { table, contract: { booking: contract.booking, retention } };
    const found = await readClosures(table, { ...ALL_TIME, from: now() });
    expect(await reapplyClosures(context)).toBe(found.length);
    const { pk } = dayKey(table.channelId, { resource: ResourceId.parse('eva'), date: LocalDate.parse(date) });
    expect((await readItems(table, [pk])).get(pk)).toMatchObject({ resource: 'eva', hours: expect.any(Object) });
  });
});

describe('GET /closures', () => {
  it('lists what holds on some days, in the order of the beginning, page by page', async () => {
    const [early, late] = ['2043-06-01', '2043-06-20'];
    const long = closureOf(await close({ resource: 'ana', from: `${early}T00:00`, to: `${late}T00:00` }));
    const short = closureOf(await close({ resource: 'ana', from: '2043-06-19T10:00', to: '2043-06-19T11:00' }));
    const ids = async (from: string, to: string) => itemsOf(await closures(from, to)).map(({ closureId }) => closureId);
    expect(await ids(early, '2043-06-30')).toEqual([long, short]);
    expect(await ids('2043-06-18', '2043-06-18')).toEqual([long]);
    expect(await ids(late, late)).toEqual([]);
    expect(await ids('2043-05-31', '2043-05-31')).toEqual([]);
    const first = await closures(early, '2043-06-30', { limit: '1' });
    const second = await closures(early, '2043-06-30', { limit: '1', cursor: String(first.body['cursor']) });
    expect([first, second].flatMap(itemsOf).map(({ closureId }) => closureId)).toEqual([long, short]);
    expect(second.body['cursor']).toBeUndefined();
  });

  it.each([
    ['a day that is none', '2041-02-30', '2041-03-01'],
    ['a range that ends before it begins', '2041-12-02', '2041-12-01'],
    ['a range over a year', '2041-12-02', '2043-12-01'],
  ])('refuses %s', async (_, from, to) => {
    expect((await closures(from, to)).status).toBe(400);
  });
});

describe('DELETE /closures/{closureId}', () => {
  it.each(['nonsense', '0197a0b0-0000-7000-8000-000000000000'])('knows no closure %s', async (id) => {
    expect(await reopen(id)).toMatchObject({ status: 404, body: { detail: 'There is no closure with this id.' } });
  });
});
