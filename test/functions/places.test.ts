import { PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { invitationIdFor } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { readItems } from '../../functions/shared/store/table/items.ts';
import { dayKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { aPhone, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({ horizonDays: 60, leadMinutes: 60 }), line);
const authorization = `Bearer ${world.keys.apiKey.current}`;

const { patch, cancel } = createBookings(world);

const headersWith = (key?: string) => ({ authorization, ...(key !== undefined && { 'idempotency-key': key }) });
const book = (body: object, key?: string): Promise<Answer> =>
  world.call({ route: 'POST /bookings', headers: headersWith(key), body: { customerName: 'Gina', ...body } });
/** Repeats what was not done in time, as callers do: a machine that is busy with other tests may be slow. */
async function bookUntilTold(body: object, key: string): Promise<Answer> {
  for (;;) {
    const answer = await book(body, key);
    if (answer.status !== 503) return answer;
  }
}
const slots = (query: Record<string, string>): Promise<Answer> =>
  world.call({ route: 'GET /slots', headers: headersWith(), query });

const idOf = ({ body }: Answer) => body['invitationId'];
const kindOf = ({ body }: Answer) => String(body['type']).split(':').at(-1);
const bookingOf = ({ body }: Answer) => body['booking'] as Record<string, unknown>;
const timesOf = ({ body }: Answer) => (body['items'] as { time: string }[]).map(({ time }) => time);

/** A workday within the horizon that no other test of this file uses. */
const aDate = createFreeDates(60);

const timesOn = async (date: string, wish: object = {}): Promise<string[]> =>
  timesOf(await slots({ service: 'consultation', from: date, to: date, ...wish }));

const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);

/** All that is stored of the days of the resources. */
async function storedDays(date: string): Promise<Record<string, unknown>[]> {
  const resources = world.contract.booking.resources ?? [];
  const pks = resources.map(({ id }) => dayKey(table.channelId, { resource: id, date: LocalDate.parse(date) }).pk);
  return [...(await readItems(table, pks)).values()];
}
const claimsOn = async (date: string): Promise<string[]> =>
  (await storedDays(date)).flatMap(({ claims }) => Object.keys(Object(claims)));

describe('POST /bookings', () => {
  it('books for a caller with a phone, and says what is taken', async () => {
    const date = aDate();
    const phone = aPhone();
    const asked = {
      service: 'treatment',
      resource: 'ana',
      date,
      time: '10:00',
      phone,
      notes: 'Phoned',
      language: 'es',
    };
    await world.announce();
    const booked = await book({ ...asked, customerName: 'Gina' });
    expect(booked).toMatchObject({
      status: 201,
      body: {
        status: 'completed',
        origin: 'desk',
        recipient: { phone },
        customerName: 'Gina',
        attempts: [],
        revision: 1,
        history: [{ kind: 'booking' }],
        booking: {
          state: 'booked',
          service: 'treatment',
          serviceTitle: 'Tratamiento',
          resource: 'ana',
          resources: ['ana', 'room'],
          customerName: 'Gina',
          notes: 'Phoned',
          attention: [],
        },
      },
    });
    expect(bookingOf(booked)['override']).toBeUndefined();
    expect(await world.invitation(idOf(booked))).toMatchObject({ status: 200, body: { booking: bookingOf(booked) } });
    const events = await world.announce();
    expect(events.map(({ type }) => type)).toEqual(['Appointment Booked']);
    expect(EVENT_DETAILS['Appointment Booked'].parse(events[0]?.detail)).toEqual(events[0]?.detail);
    expect(events[0]?.detail).toMatchObject({ change: { kind: 'booking' }, booking: { resource: 'ana' } });
  });

  it('books for a caller with a chat id, and for one with neither', async () => {
    const date = aDate();
    const chatId = `ES.${Date.now()}@lid`;
    expect(await book({ service: 'consultation', date, time: '09:00', chatId })).toMatchObject({
      status: 201,
      body: { recipient: { chatId } },
    });
    const nobody = await book({ service: 'consultation', date, time: '09:00' });
    expect(nobody.status).toBe(201);
    expect(nobody.body['recipient']).toBeUndefined();
    expect(await world.list('GET /bookings', { from: date, to: date })).toMatchObject({
      body: { items: [{ booking: { service: 'consultation' } }, { booking: { service: 'consultation' } }] },
    });
    const [event] = await world.announce().then((events) => events.slice(-1));
    if (!event) throw new Error('Nothing was announced.');
    expect(await world.deliverAnnounced('tell-customer', event)).toEqual([]);
  });

  it('books once per key, and answers a repeat with the booking as it is', async () => {
    const asked = { service: 'consultation', resource: 'ben', date: aDate(), time: '09:00' };
    const first = await book(asked, `key-${asked.date}`);
    expect(first.status).toBe(201);
    const repeat = await book(asked, `key-${asked.date}`);
    expect(repeat).toMatchObject({ status: 200, body: { invitationId: idOf(first), booking: bookingOf(first) } });
    const reused = await book({ ...asked, time: '10:00' }, `key-${asked.date}`);
    expect([reused.status, kindOf(reused)]).toEqual([422, 'idempotency-key-reused']);
    expect(await claimsOn(asked.date)).toHaveLength(1);
  });

  it.each([
    [
      'an unknown service',
      { service: 'haircut' },
      422,
      'unknown-service',
      'consultation, first-visit, treatment, group',
    ],
    ['a resource nobody knows', { resource: 'eva' }, 422, 'unknown-resource', 'ana, ben'],
    ['a resource that does not give the service', { resource: 'room' }, 422, 'unknown-resource', 'ana, ben'],
    ['a start that the clocks skip', { date: '2041-03-31', time: '02:30' }, 422, 'start-in-dst-gap', 'daylight saving'],
    ['a start in the past', { date: '2020-11-27', time: '10:00' }, 409, 'start-in-past', 'over'],
    ['a start when it is closed', { date: '2041-12-04', time: '17:00' }, 409, 'outside-opening-hours', 'open'],
    ['an end when it is closed', { date: '2041-12-04', time: '16:45' }, 409, 'outside-opening-hours', 'open'],
    ['a start between two steps', { date: '2041-12-04', time: '10:07' }, 409, 'off-step', 'steps'],
    ['a phone that cannot be', { phone: '12' }, 422, 'impossible-phone', 'country code'],
  ])('refuses %s', async (_, wish, status, kind, detail) => {
    const answer = await book({ service: 'consultation', date: '2041-12-04', time: '10:00', ...wish });
    expect([answer.status, kindOf(answer)]).toEqual([status, kind]);
    expect(answer.body['detail']).toContain(detail);
  });

  it.each([
    ['no service', { service: undefined }, 'service'],
    ['no date', { date: undefined }, 'date'],
    ['a date that is none', { date: '2041-02-30' }, 'date'],
    ['no time', { time: undefined }, 'time'],
    ['a time that is none', { time: '24:00' }, 'time'],
    ['no name', { customerName: undefined }, 'customerName'],
    ['an empty name', { customerName: '  ' }, 'customerName'],
    ['two addresses', { phone: '34600000001', chatId: '34600000001@c.us' }, '(body)'],
    ['a language of nobody', { language: 'fr' }, 'language'],
    ['an override that is none', { override: 'yes' }, 'override'],
    ['a field nobody knows', { colour: 'red' }, 'colour'],
  ])('refuses %s by the name of the field', async (_, wish, field) => {
    const answer = await book({ service: 'consultation', date: '2041-12-04', time: '10:00', ...wish });
    expect(answer).toMatchObject({ status: 400, body: { faults: [expect.objectContaining({ field })] } });
  });

  it('is not bound by the lead time and the horizon', async () => {
    expect(await book({ service: 'consultation', date: '2041-12-02', time: '10:00' })).toMatchObject({ status: 201 });
  });

  it('takes what is closed or over if that is overridden, and says who overrode what', async () => {
    const late = await book({ service: 'first-visit', date: aDate(), time: '20:10', override: true });
    expect(late).toMatchObject({
      status: 201,
      body: { booking: { override: { actor: { kind: 'owner' }, lifted: ['off-step', 'outside-opening-hours'] } } },
    });
    const past = await book({ service: 'consultation', date: '2020-11-27', time: '10:00', override: true });
    expect(past).toMatchObject({ status: 201, body: { booking: { override: { lifted: ['start-in-past'] } } } });
  });

  it('takes a place that is taken only if that is overridden', async () => {
    const asked = { service: 'first-visit', date: aDate(), time: '10:00' };
    expect((await book(asked)).status).toBe(201);
    expect((await book(asked)).status).toBe(409);
    const overridden = await book({ ...asked, override: true });
    expect(overridden).toMatchObject({
      status: 201,
      body: { booking: { attention: [], override: { actor: { kind: 'owner' }, lifted: ['slot-taken'] } } },
    });
    expect(await claimsOn(asked.date)).toHaveLength(2);
  });

  it('adds to no day without end, whatever is overridden', async () => {
    const date = aDate();
    const from = Date.parse(`${date}T10:00:00Z`);
    const claim = {
      kind: 'booking',
      invitationId: invitationIdFor('another', undefined),
      from,
      to: from + 1,
      units: 1,
    };
    const claims = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`claim-${index}`, claim]));
    const day = { resource: ResourceId.parse('ana'), date: LocalDate.parse(date), rev: 1, claims };
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...dayKey(table.channelId, day), type: 'day', ...day } }),
    );
    const refused = await book({ service: 'first-visit', date, time: '10:00', override: true });
    expect([refused.status, kindOf(refused)]).toEqual([409, 'slot-taken']);
    expect(await claimsOn(date)).toHaveLength(1_000);
  });

  it('answers a place that is taken with the nearest that can be had', async () => {
    const date = aDate();
    const asked = { service: 'consultation', resource: 'ana', date };
    expect((await book({ ...asked, time: '10:00' })).status).toBe(201);
    const refused = await book({ ...asked, time: '10:15' });
    expect([refused.status, kindOf(refused)]).toEqual([409, 'slot-taken']);
    const alternatives = refused.body['alternatives'] as { date: string; time: string; resources: string[] }[];
    expect(alternatives.map(({ time }) => time)).toEqual(['10:30', '10:45', '09:30', '11:00', '09:15']);
    for (const { resources } of alternatives) expect(resources).toEqual(['ana']);
    for (const time of ['10:30', '09:30']) expect((await book({ ...asked, time })).status).toBe(201);
  });

  it('gives somebody who takes anyone whoever has the fewest bookings that day', async () => {
    const date = aDate();
    const first = await book({ service: 'consultation', resource: 'ana', date, time: '09:00' });
    expect(bookingOf(first)['resource']).toBe('ana');
    expect(bookingOf(await book({ service: 'consultation', date, time: '11:00' }))['resource']).toBe('ben');
    expect(bookingOf(await book({ service: 'consultation', resource: 'ben', date, time: '12:00' }))['resource']).toBe(
      'ben',
    );
    expect(bookingOf(await book({ service: 'consultation', date, time: '13:00' }))['resource']).toBe('ana');
  });

  it('books exactly as many as there is room for, however many ask, 25 at once', async () => {
    const date = aDate();
    const asked = { service: 'group', date, time: '10:00' };
    const answers = await pMap(Array.from({ length: 200 }), (_, index) => bookUntilTold(asked, `many-${index}`), {
      concurrency: 25,
    });
    const booked = answers.filter(({ status }) => status === 201 || status === 200);
    const others = answers.filter((answer) => !booked.includes(answer));
    expect(booked).toHaveLength(7);
    expect(new Set(others.map((answer) => `${answer.status} ${kindOf(answer)}`))).toEqual(new Set(['409 slot-taken']));
    for (const { body } of others) expect(body['alternatives']).toHaveLength(5);
    expect((await claimsOn(date)).length).toBe(7);
  }, 60_000);

  it('keeps nothing personal in the days', async () => {
    const date = aDate();
    const phone = aPhone();
    await book({ service: 'treatment', date, time: '10:00', phone, customerName: 'Zelda', notes: 'Allergic' });
    const days = await storedDays(date);
    expect(days).toHaveLength(2);
    expect(JSON.stringify(days)).not.toMatch(new RegExp(`${phone}|Zelda|Allergic`));
    for (const { expiresAt } of days)
      expect(Number(expiresAt) * 1000).toBeGreaterThan(Date.parse(date) + 400 * 86_400_000);
  });
});

describe('PATCH /bookings/{invitationId}', () => {
  it('moves a booking to the new place, and offers the old one at once', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    expect(await timesOn(date, { service: 'first-visit' })).not.toContain('10:00');
    const moved = await patch(idOf(booked), { date, time: '13:00' });
    expect(moved).toMatchObject({
      status: 200,
      body: { revision: 2, booking: { resource: 'ana', service: 'first-visit' } },
    });
    const times = await timesOn(date, { service: 'first-visit' });
    expect(times).toContain('10:00');
    expect(times).not.toContain('13:00');
    expect((await book({ service: 'first-visit', date, time: '10:00' })).status).toBe(201);
    expect((await book({ service: 'first-visit', date, time: '13:00' })).status).toBe(409);
  });

  it('is not in its own way', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    expect((await patch(idOf(booked), { date, time: '10:15' })).status).toBe(200);
    expect((await patch(idOf(booked), { date, time: '10:15' })).status).toBe(200);
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('refuses a place that is taken, closed or over, and leaves the booking where it is', async () => {
    const date = aDate();
    await book({ service: 'first-visit', date, time: '10:00' });
    const booked = await book({ service: 'first-visit', date, time: '12:00' });
    const refusals = [
      [{ date, time: '10:30' }, 'slot-taken'],
      [{ date, time: '16:30' }, 'outside-opening-hours'],
      [{ date: '2020-11-27', time: '10:00' }, 'start-in-past'],
    ] as const;
    for (const [change, kind] of refusals) {
      const refused = await patch(idOf(booked), change);
      expect([refused.status, kindOf(refused)]).toEqual([409, kind]);
    }
    expect(bookingOf(await world.invitation(idOf(booked)))).toEqual(bookingOf(booked));
    const overridden = await patch(idOf(booked), { date, time: '10:30', override: true });
    expect(overridden).toMatchObject({
      status: 200,
      body: { booking: { override: { actor: { kind: 'owner' }, lifted: ['slot-taken'] } } },
    });
    const back = await patch(idOf(booked), { date, time: '12:00' });
    expect(bookingOf(back)['override']).toBeUndefined();
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('gives a booking to another resource, service or length', async () => {
    const date = aDate();
    const booked = await book({ service: 'consultation', resource: 'ana', date, time: '10:00' });
    const id = idOf(booked);
    expect(await patch(id, { resource: 'ben' })).toMatchObject({
      status: 200,
      body: { booking: { resources: ['ben'] } },
    });
    const treated = await patch(id, { service: 'treatment' });
    expect(treated).toMatchObject({
      body: {
        booking: { service: 'treatment', serviceTitle: 'Treatment', resource: 'ben', resources: ['ben', 'room'] },
      },
    });
    const longer = bookingOf(await patch(id, { durationMinutes: 90 }));
    expect(Date.parse(String(longer['endsAt'])) - Date.parse(String(longer['startsAt']))).toBe(90 * 60_000);
    expect((await book({ service: 'consultation', resource: 'ben', date, time: '11:15' })).status).toBe(409);
    expect((await book({ service: 'consultation', resource: 'ana', date, time: '10:00' })).status).toBe(201);
    const unknown = await patch(id, { resource: 'hall' });
    expect([unknown.status, kindOf(unknown)]).toEqual([422, 'unknown-resource']);
    const none = await patch(id, { service: 'haircut' });
    expect([none.status, kindOf(none)]).toEqual([422, 'unknown-service']);
  });

  it('takes no new place for what is said about the customer', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    const noted = await patch(idOf(booked), { notes: 'By the window' });
    expect(bookingOf(noted)).toEqual({ ...bookingOf(booked), notes: 'By the window' });
    expect(await patch(idOf(booked), { override: true })).toMatchObject({ status: 400 });
  });

  it('moves once per key', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    const key = `move-${date}`;
    expect((await patch(idOf(booked), { date, time: '12:00' }, key)).status).toBe(200);
    expect(await patch(idOf(booked), { date, time: '12:00' }, key)).toMatchObject({
      status: 200,
      body: { revision: 2 },
    });
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('moves a booking that came by a form', async () => {
    const date = aDate();
    const { id, phone, token } = await world.anInvitation();
    const fields = { service: 'First visit', date, time: '10:00', name: 'Ida' };
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(60), fields }), '/flow-completion');
    expect(await claimsOn(date)).toHaveLength(1);
    const moved = await patch(id, { date, time: '11:00' });
    expect(moved).toMatchObject({ status: 200, body: { booking: { service: 'first-visit', resources: ['ana'] } } });
    expect((await book({ service: 'first-visit', date, time: '11:00' })).status).toBe(409);
  });

  it('lets no two take one place by moving there at once', async () => {
    const date = aDate();
    const times = ['09:15', '11:15', '13:15', '15:15'];
    const booked = await Promise.all(times.map((time) => book({ service: 'first-visit', date, time })));
    expect(booked.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const other = aDate();
    const moved = await Promise.all(booked.map((one) => patch(idOf(one), { date: other, time: '10:00' })));
    expect(moved.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await claimsOn(other)).toHaveLength(1);
    expect(await claimsOn(date)).toHaveLength(3);
  });
});

describe('a race', () => {
  it('is told as taken once a read shows it', async () => {
    const date = aDate();
    const asked = { service: 'first-visit', date, time: '10:00' };
    const others: Promise<Answer>[] = [];
    line.before(
      ({ operation }) => operation === 'TransactWriteItems',
      async () => {
        others.push(book(asked));
        await Promise.all(others);
      },
    );
    const refused = await book(asked);
    expect([refused.status, kindOf(refused)]).toEqual([409, 'slot-taken']);
    expect((await others[0])?.status).toBe(201);
    expect(await claimsOn(date)).toHaveLength(1);
  });

  it('for another time of the same day costs nobody their place', async () => {
    const date = aDate();
    line.before(
      ({ operation }) => operation === 'TransactWriteItems',
      () => book({ service: 'first-visit', date, time: '14:00' }),
    );
    expect((await book({ service: 'first-visit', date, time: '10:00' })).status).toBe(201);
    expect(await claimsOn(date)).toHaveLength(2);
  });

  it('that does not end is answered as busy, never as taken, and changes nothing', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    line.contend();
    const answers = await Promise.all([
      book({ service: 'first-visit', date, time: '14:00' }),
      patch(idOf(booked), { date, time: '12:00' }),
      cancel(idOf(booked)),
    ]).finally(line.letThrough);
    for (const answer of answers) {
      expect([answer.status, kindOf(answer)]).toEqual([503, 'busy']);
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect(bookingOf(await world.invitation(idOf(booked)))).toEqual(bookingOf(booked));
    expect(await claimsOn(date)).toHaveLength(1);
  }, 20_000);

  it('with an erasure leaves neither a booking nor a claim', async () => {
    const date = aDate();
    const phone = aPhone();
    const booked = await book({ service: 'first-visit', date, time: '10:00', phone });
    const erase = () => world.call({ route: 'DELETE /customers', headers: headersWith(), query: { phone } });
    line.before(({ operation }) => operation === 'TransactWriteItems', erase);
    expect((await patch(idOf(booked), { date, time: '12:00' })).status).toBe(404);
    expect(await claimsOn(date)).toEqual([]);
  });
});

describe('a place that is given up', () => {
  it('is offered and bookable at once after a cancellation', async () => {
    const date = aDate();
    const asked = { service: 'first-visit', date, time: '10:00' };
    const booked = await book(asked);
    expect((await book(asked)).status).toBe(409);
    expect(await cancel(idOf(booked))).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await timesOn(date, { service: 'first-visit' })).toContain('10:00');
    expect((await book(asked)).status).toBe(201);
    expect((await cancel(idOf(booked))).status).toBe(409);
    expect(await claimsOn(date)).toHaveLength(1);
  });

  const eraseBooking = (invitationId: unknown) =>
    world.call({
      route: 'DELETE /customers',
      headers: headersWith(),
      query: { invitationId: String(invitationId) },
    });

  it('has no claim left after somebody without an address is erased by their booking', async () => {
    const date = aDate();
    const asked = { service: 'treatment', date, time: '10:00', customerName: 'Zelda', notes: 'Allergic' };
    const booked = await book(asked, `unaddressed-${date}`);
    const erased = { invitations: 1, bookings: 1, messages: 0, chats: 0 };
    expect(await eraseBooking(idOf(booked))).toMatchObject({ status: 200, body: { complete: true, erased } });
    expect(await claimsOn(date)).toEqual([]);
    const [item] = (await readItems(table, [`invitation#${idOf(booked)}`])).values();
    // Its id is read from its key.
    const { invitationId: _, ...left } = item ?? {};
    expect(Object.keys(left).sort()).toEqual(['channelId', 'createdAt', 'erasedAt', 'expiresAt', 'pk', 'type']);
    expect((await world.invitation(idOf(booked))).status).toBe(404);
    expect((await patch(idOf(booked), { notes: 'Late' })).status).toBe(404);
    const none = { invitations: 0, bookings: 0 };
    expect(await eraseBooking(idOf(booked))).toMatchObject({ status: 200, body: { complete: true, erased: none } });
    const again = await book(asked, `unaddressed-${date}`);
    expect([again.status, kindOf(again)]).toEqual([410, 'erased']);
  });

  it('is given up with the booking that erases, although it moved just then', async () => {
    const [date, other] = [aDate(), aDate()];
    const booked = await book({ service: 'first-visit', date, time: '10:00' });
    line.before(
      ({ operation }) => operation === 'TransactWriteItems',
      () => patch(idOf(booked), { date: other, time: '10:00' }),
    );
    expect((await eraseBooking(idOf(booked))).status).toBe(200);
    expect([...(await claimsOn(date)), ...(await claimsOn(other))]).toEqual([]);
  });

  it('stays where an address leads to the customer, who is erased by that', async () => {
    const date = aDate();
    const booked = await book({ service: 'first-visit', date, time: '10:00', phone: aPhone() });
    expect(await eraseBooking(idOf(booked))).toMatchObject({
      status: 400,
      body: { faults: [{ field: 'invitationId', rule: expect.stringContaining('phone or chatId') }] },
    });
    expect(await claimsOn(date)).toHaveLength(1);
    expect((await eraseBooking(invitationIdFor('another', undefined))).status).toBe(404);
    expect(await eraseBooking('me')).toMatchObject({ status: 400, body: { faults: [{ field: 'invitationId' }] } });
  });

  it('has no claim left after the customer is erased', async () => {
    const date = aDate();
    const phone = aPhone();
    const asked = { service: 'treatment', date, time: '10:00', phone };
    const booked = await book(asked, `erased-${date}`);
    const erased = await world.call({ route: 'DELETE /customers', headers: headersWith(), query: { phone } });
    expect(erased).toMatchObject({ status: 200, body: { complete: true, erased: { invitations: 1, bookings: 1 } } });
    expect(await claimsOn(date)).toEqual([]);
    expect((await world.invitation(idOf(booked))).status).toBe(404);
    const again = await book(asked, `erased-${date}`);
    expect([again.status, kindOf(again)]).toEqual([410, 'erased']);
  });
});

describe('GET /slots', () => {
  it('answers what can be had, by whom and when, in order of time', async () => {
    const date = aDate();
    await book({ service: 'consultation', resource: 'ana', date, time: '09:00' });
    const answer = await slots({ service: 'consultation', from: date, to: date });
    const [first, second, third] = answer.body['items'] as Record<string, unknown>[];
    expect(first).toMatchObject({ date, time: '09:00', resources: ['ben'] });
    expect(second).toMatchObject({ time: '09:15', resources: ['ben'] });
    expect(third).toMatchObject({ time: '09:30', resources: ['ana', 'ben'] });
    expect(timesOf(answer).at(-1)).toBe('16:30');
    expect(await timesOn(date, { resource: 'ana' })).not.toContain('09:00');
  });

  it('offers nothing sooner than the lead time or further than the horizon', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(await timesOn('2041-12-05')).toEqual([]);
    expect(await timesOn('2020-11-27')).toEqual([]);
    const soon = await slots({ service: 'consultation', from: inDays(-1), to: inDays(5) });
    for (const { startsAt } of soon.body['items'] as { startsAt: string }[])
      expect(Date.parse(startsAt)).toBeGreaterThan(Date.now() + 59 * 60_000);
    const far = await slots({ service: 'consultation', from: inDays(50), to: inDays(80) });
    for (const { date } of far.body['items'] as { date: string }[]) expect(date <= inDays(61)).toBe(true);
  });

  it('offers staff what lead time and horizon keep from customers', async () => {
    expect(await timesOn('2041-12-05', { by: 'staff' })).toHaveLength(31);
    expect(await timesOn('2020-11-27', { by: 'staff' })).toEqual([]);
  });

  it('offers a booking that is to be moved its own place and what overlaps it, for as long as it lasts', async () => {
    const date = aDate();
    const moved = idOf(await book({ service: 'consultation', resource: 'ana', date, time: '10:00' }));
    await patch(moved, { durationMinutes: 60 });
    await book({ service: 'consultation', resource: 'ana', date, time: '12:00' });
    const wish = { resource: 'ana', by: 'staff' };
    expect(await timesOn(date, wish)).not.toContain('10:15');
    const offered = await timesOn(date, { ...wish, moved });
    expect(offered).toEqual(expect.arrayContaining(['10:00', '10:15', '11:00']));
    expect(offered).not.toContain('11:15');
    expect((await patch(moved, { date, time: '11:00' })).status).toBe(200);
  });

  it('knows no booking to move where there is none, or none any more', async () => {
    const date = aDate();
    const asked = (moved: unknown) => slots({ service: 'consultation', from: date, to: date, moved: String(moved) });
    const cancelled = idOf(await book({ service: 'consultation', date, time: '10:00' }));
    await cancel(cancelled);
    expect([(await asked(cancelled)).status, kindOf(await asked(cancelled))]).toEqual([409, 'nothing-booked']);
    expect((await asked('0190d9f2-0000-7000-8000-000000000001')).status).toBe(404);
    expect((await asked('none')).status).toBe(400);
  });

  it('agrees with what is accepted', async () => {
    const date = aDate();
    await book({ service: 'treatment', resource: 'ana', date, time: '10:00' });
    await book({ service: 'first-visit', date, time: '14:00' });
    await book({ service: 'consultation', resource: 'ben', date, time: '12:00' });
    for (const service of ['consultation', 'first-visit', 'treatment']) {
      const offered = await timesOn(date, { service });
      const steps = Array.from({ length: 40 }, (_, step) => 8 * 60 + 15 * step);
      const times = steps.map(
        (at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
      );
      const accepted: string[] = [];
      for (const time of times) {
        const answer = await book({ service, date, time });
        if (answer.status !== 201) continue;
        accepted.push(time);
        await cancel(idOf(answer));
      }
      expect(accepted).toEqual(offered);
    }
  }, 60_000);

  it.each([
    ['no service', { service: '' }, 422],
    ['an unknown service', { service: 'haircut' }, 422],
    ['an unknown resource', { resource: 'eva' }, 422],
    ['a range over 31 days', { to: '2041-12-32' }, 400],
    ['32 days', { from: '2041-12-01', to: '2042-01-01' }, 400],
    ['a range that ends before it begins', { to: '2041-11-30' }, 400],
    ['a day that is none', { from: '2041-02-30' }, 400],
  ])('refuses %s', async (_, query, status) => {
    expect((await slots({ service: 'consultation', from: '2041-12-01', to: '2041-12-31', ...query })).status).toBe(
      status,
    );
  });

  it('takes 31 days', async () => {
    const query = { service: 'consultation', from: '2041-12-01', to: '2041-12-31' };
    expect(await slots(query)).toMatchObject({ status: 200, body: { items: [] } });
  });
});
