import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { dayKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import olderFlow from '../../infra/flow/appointment-flow.json' with { type: 'json' };
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), useTableModel(line.pass));
const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
const { announced, complete, patch, cancel } = createBookings(world);
const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

afterEach(() => {
  line.letThrough();
  vi.useRealTimers();
});

/** A workday within the horizon that no other test of this file uses. */
const aDate = createFreeDates(58);

/** The form for the one person who gives a first visit. */
const aForm = (date: string, time = '10:00', more: object = {}) => ({
  service: 'First visit',
  date,
  time,
  name: 'Alex',
  ...more,
});

const book = (body: object): Promise<Answer> =>
  world.call({ route: 'POST /bookings', headers, body: { customerName: 'Gina', service: 'first-visit', ...body } });

async function claimsOn(date: string): Promise<string[]> {
  const resources = world.contract.booking.resources ?? [];
  const pks = resources.map(({ id }) => dayKey(table.channelId, { resource: id, date: LocalDate.parse(date) }).pk);
  return [...(await readItems(table, pks)).values()].flatMap(({ claims }) => Object.keys(Object(claims)));
}

const seen = async (id: unknown) => (await world.invitation(id)).body;
const typesOf = (events: { type: string }[]) => events.map(({ type }) => type);

/** The minute after which places that wait are looked at passes. */
async function settle(): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  await world.reconcile();
}

describe('a form', () => {
  it('is stored with its place, and announced as booked', async () => {
    const date = aDate();
    await announced();
    const invited = await world.anInvitation();
    await complete(invited, aForm(date));
    expect(await seen(invited.id)).toMatchObject({
      status: 'completed',
      booking: {
        state: 'booked',
        service: 'first-visit',
        serviceTitle: 'First visit',
        resource: 'ana',
        resources: ['ana'],
        attention: [],
      },
      history: [{ kind: 'completion', place: { outcome: 'placed', resource: 'ana' } }],
    });
    expect(await claimsOn(date)).toHaveLength(1);
    expect((await book({ date, time: '10:00' })).status).toBe(409);
    expect(typesOf(await announced())).toEqual(['Appointment Booked']);
  });

  it.each([
    ['its id', 'first-visit'],
    ['its title in another language', 'Primera visita'],
    ['the choice that WhatsApp Manager makes of it', '2_First_visit'],
  ])('is understood by the service said as %s', async (_, service) => {
    const invited = await world.anInvitation();
    await complete(invited, aForm(aDate(), '10:00', { service }));
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'booked', service: 'first-visit' } });
  });

  it('takes its place once, however often it is told', async () => {
    const date = aDate();
    const { phone, token, id } = await world.anInvitation();
    const body = completionBody('raw', { phone, token, id: aMessageId(), at: secondsAgo(5), fields: aForm(date) });
    await Promise.all([1, 2, 3].map(() => world.webhook(body, '/flow-completion')));
    await world.webhook(body, '/flow-completion');
    expect(await seen(id)).toMatchObject({ revision: 1, booking: { state: 'booked' } });
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('that is sent again moves the booking to the new place', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    await complete(invited, aForm(date, '10:00'), 60);
    await complete(invited, aForm(date, '12:00'), 30);
    expect(await claimsOn(date)).toHaveLength(1);
    expect((await book({ date, time: '10:00' })).status).toBe(201);
    expect((await book({ date, time: '12:00' })).status).toBe(409);
  });

  it('that comes later than a newer one changes nothing', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    await complete(invited, aForm(date, '12:00'), 30);
    const before = (await seen(invited.id))['booking'];
    await complete(invited, aForm(date, '10:00'), 60);
    expect(await seen(invited.id)).toMatchObject({
      revision: 2,
      booking: before,
      history: [{ place: { outcome: 'refused', reason: 'superseded' } }, { place: { outcome: 'placed' } }],
    });
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it.each([
    ['no service of the contract', { service: 'Haircut' }, ['unknown-service']],
    ['a date that nobody can read', { date: 'soon' }, ['date-unreadable']],
    ['no time', { time: '' }, ['time-missing']],
  ])('with %s waits for a person', async (_, fields, attention) => {
    await announced();
    const invited = await world.anInvitation();
    await complete(invited, aForm(aDate(), '10:00', fields));
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'requested', attention } });
    expect(typesOf(await announced())).toEqual(['Appointment Requested']);
  });

  it('keeps nothing of the customer in the days', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    const { phone, token } = invited;
    const id = `false_${phone}@c.us_3EB0`;
    const body = completionBody('raw', { phone, token, id, at: secondsAgo(5), fields: aForm(date) });
    await world.webhook(body, '/flow-completion');
    expect((await claimsOn(date)).join()).not.toContain(phone);
    expect(await claimsOn(date)).toHaveLength(1);
  });
});

/** The services and times that the hand-written form offers, as it was published before the contract named services. */
function olderForm(): { services: string[]; times: string[] } {
  const { children } = olderFlow.screens[0]?.layout ?? {};
  const answersOf = (field: string) =>
    (children ?? []).flatMap((one) => ('data-source' in one && one.name === field ? (one['data-source'] ?? []) : []));
  return {
    services: answersOf('service').map(({ id }) => id),
    times: answersOf('time').map(({ id }) => id),
  };
}

describe('a form of the Flow that was written by hand', () => {
  const { services, times } = olderForm();

  it.each([
    ['first-visit', services[0]],
    ['consultation', services[1]],
    ['treatment', services[2]],
  ])('is placed by the title of %s', async (id, service) => {
    const time = times[4];
    const invited = await world.anInvitation();
    await complete(invited, { service, date: aDate(), time, name: 'Alex', notes: '' });
    expect(await seen(invited.id)).toMatchObject({
      booking: { state: 'booked', service: id, attention: [] },
      history: [{ form: { service, time }, place: { outcome: 'placed' } }],
    });
  });

  it('waits for a person if the contract no longer has the service', async () => {
    await announced();
    const invited = await world.anInvitation();
    await complete(invited, { service: 'Follow-up', date: aDate(), time: times[4], name: 'Alex', notes: '' });
    await settle();
    expect(await seen(invited.id)).toMatchObject({
      booking: { state: 'requested', attention: ['unknown-service'] },
      history: [{ form: { service: 'Follow-up' } }],
    });
    expect(typesOf(await announced())).not.toContain('Appointment Booked');
  });
});

describe('a form whose place is taken', () => {
  it('is requested, then refused, and nobody is told "booked"', async () => {
    const date = aDate();
    expect((await book({ date, time: '10:00' })).status).toBe(201);
    await announced();
    const invited = await world.anInvitation();
    await complete(invited, aForm(date));
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'requested', attention: [] } });
    expect(await world.list('GET /bookings', { from: date, to: date })).toMatchObject({ body: { items: [{}] } });
    await settle();
    expect(await seen(invited.id)).toMatchObject({
      booking: { state: 'requested', attention: ['slot-taken'] },
      history: [{ place: { outcome: 'refused', reason: 'slot-taken' } }],
    });
    expect(await claimsOn(date)).toHaveLength(1);
    const events = await announced();
    expect(typesOf(events)).toEqual(['Appointment Requested', 'Appointment Requested']);
    expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(2);
  });

  it('has the place if that is given up before it is decided', async () => {
    const date = aDate();
    const other = await book({ date, time: '10:00' });
    const invited = await world.anInvitation();
    await complete(invited, aForm(date));
    await cancel(other.body['invitationId']);
    await announced();
    await settle();
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'booked', resources: ['ana'] }, revision: 2 });
    expect(typesOf(await announced())).toEqual(['Appointment Booked']);
    await settle();
    expect(await seen(invited.id)).toMatchObject({ revision: 2 });
  });

  it('is decided behind the stream', async () => {
    const date = aDate();
    const other = await book({ date, time: '10:00' });
    const invited = [await world.anInvitation(), await world.anInvitation()];
    for (const one of invited) await complete(one, aForm(date));
    await cancel(other.body['invitationId']);
    const records = await world.stream.read(undefined, 10_000);
    const Records = records.filter(({ dynamodb }) => dynamodb?.NewImage?.['booking']);
    const { handler } = await import('../../functions/settle-bookings/handler.ts');
    expect(await handler({ Records }, {} as never)).toEqual({ batchItemFailures: [] });
    const bookings = await Promise.all(invited.map(async ({ id }) => (await seen(id))['booking']));
    expect(bookings.map((booking) => (booking as { state: string }).state).sort()).toEqual(['booked', 'requested']);
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('leaves the customer the place that they have, and asks a person to look', async () => {
    const date = aDate();
    expect((await book({ date, time: '12:00' })).status).toBe(201);
    const invited = await world.anInvitation();
    await complete(invited, aForm(date, '10:00'), 60);
    const booked = (await seen(invited.id))['booking'] as object;
    await complete(invited, aForm(date, '12:00'), 30);
    expect(await seen(invited.id)).toMatchObject({ booking: booked });
    expect(await claimsOn(date)).toHaveLength(2);
    await settle();
    expect(await seen(invited.id)).toMatchObject({ booking: { ...booked, attention: ['slot-taken'] } });
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('gets another place from the staff', async () => {
    const date = aDate();
    expect((await book({ date, time: '10:00' })).status).toBe(201);
    const invited = await world.anInvitation();
    await complete(invited, aForm(date));
    await settle();
    expect(await patch(invited.id, { date, time: '12:00' })).toMatchObject({
      status: 200,
      body: { booking: { state: 'booked', attention: [], resources: ['ana'] } },
    });
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('is not decided after the staff decided otherwise', async () => {
    const date = aDate();
    expect((await book({ date, time: '10:00' })).status).toBe(201);
    const invited = await world.anInvitation();
    await complete(invited, aForm(date));
    expect((await cancel(invited.id)).status).toBe(200);
    await settle();
    expect(await seen(invited.id)).toMatchObject({ status: 'cancelled', revision: 2 });
  });

  it('of a service of nobody is given no time without a service', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    await complete(invited, aForm(date, '10:00', { service: 'Haircut' }));
    expect(await patch(invited.id, { date, time: '12:00' })).toMatchObject({
      status: 400,
      body: { faults: [{ field: 'service' }] },
    });
    expect(await patch(invited.id, { date, time: '12:00', service: 'first-visit' })).toMatchObject({
      status: 200,
      body: { booking: { state: 'booked', service: 'first-visit' } },
    });
  });
});

/** What the business's clock shows at the first quarter of an hour after some minutes. */
function shownIn(minutes: number): { date: string; time: string } {
  const quarter = 15 * 60_000;
  const at = Math.ceil((Date.now() + minutes * 60_000) / quarter) * quarter;
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(world.contract.booking.timeZone);
  return { date: shown.toPlainDate().toString(), time: shown.toPlainTime().toString().slice(0, 5) };
}

describe('the rules for customers', () => {
  it.each([
    ['too soon', 20, 'too-soon'],
    ['too far ahead', 61 * 1440, 'too-far'],
  ])('refuse a start that is %s', async (_, minutes, reason) => {
    const { date, time } = shownIn(minutes);
    const invited = await world.anInvitation();
    await complete(invited, aForm(date, time));
    await settle();
    const { booking } = await seen(invited.id);
    expect(booking).toMatchObject({ state: 'requested' });
    expect((booking as { attention: string[] }).attention).toContain(reason);
  });
});

describe('many forms for one place', () => {
  it('book once; the others are refused, and none of them is told "booked"', async () => {
    const date = aDate();
    const invited = await Promise.all(Array.from({ length: 12 }, () => world.anInvitation()));
    await announced();
    const bodies = invited.flatMap(({ phone, token }) => {
      const body = completionBody('raw', { phone, token, at: secondsAgo(5), fields: aForm(date) });
      return [body, body];
    });
    const answers = await Promise.all(bodies.map((body) => world.webhook(body, '/flow-completion')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await settle();
    const states = await Promise.all(invited.map(async ({ id }) => (await seen(id))['booking']));
    expect(states.filter((booking) => (booking as { state: string }).state === 'booked')).toHaveLength(1);
    expect(await claimsOn(date)).toHaveLength(1);
    expect(typesOf(await announced()).filter((type) => type === 'Appointment Booked')).toHaveLength(1);
  });

  it('are all stored while every transaction meets another', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    line.contend();
    expect(await complete(invited, aForm(date))).toMatchObject({ status: 200 });
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'requested', attention: [] } });
    line.letThrough();
    await settle();
    expect(await seen(invited.id)).toMatchObject({ booking: { state: 'booked' } });
    expect(await claimsOn(date)).toHaveLength(1);
  });
});

describe('an erasure', () => {
  it('leaves no claim of a form, and nothing that is decided later', async () => {
    const date = aDate();
    const [placed, requested] = [await world.anInvitation(), await world.anInvitation()];
    await complete(placed, aForm(date));
    await complete(requested, aForm(date));
    for (const { phone } of [requested, placed]) {
      const query = { phone };
      expect((await world.call({ route: 'DELETE /customers', headers, query })).status).toBe(200);
    }
    await settle();
    expect(await claimsOn(date)).toEqual([]);
    expect((await world.invitation(requested.id)).status).toBe(404);
  });

  it('between the decision and its write leaves no claim', async () => {
    const date = aDate();
    const invited = await world.anInvitation();
    line.before(
      ({ operation }) => operation === 'TransactWriteItems',
      () => world.call({ route: 'DELETE /customers', headers, query: { phone: invited.phone } }),
    );
    await complete(invited, aForm(date));
    await settle();
    expect(await claimsOn(date)).toEqual([]);
  });
});
