/** Who gives what: the names that people read, and the calendar of each resource. */
import { PublishCommand, type PublishCommandInput, SNSClient } from '@aws-sdk/client-sns';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { ResourceId } from '../../functions/shared/domain/places/service.ts';
import { deriveKeys, resourceCalendarKeys } from '../../functions/shared/secrets/derived-keys.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract, languagesSaying } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { mockedClient } from '../support/mocked-client.ts';
import { aPhone } from '../support/webhooks.ts';
import { type AnnouncedEvent, type Answer, startWorld } from '../support/world.ts';

const languages = languagesSaying(
  { en: '{{service}} with {{resource}}, {{date}}, {{time}}', es: '{{service}} con {{resource}}, {{date}}, {{time}}' },
  { fallbackService: 'your visit', fallbackResource: 'our team' },
);
const contract = aClinicContract(
  {
    resources: [
      { id: 'ana', name: 'Dr. Ana Ruiz' },
      { id: 'ben', name: 'Ben' },
      { id: 'room', name: 'Room 1', capacity: 2 },
      { id: 'hall', name: 'Hall', capacity: 7 },
    ],
  },
  { languages },
);
const world = await startWorld(contract);
const { announced, cancel, patch, write } = createBookings(world);
const authorization = `Bearer ${world.keys.apiKey.current}`;

const topic = mockedClient(SNSClient);
const mails: PublishCommandInput[] = [];
topic.on(PublishCommand).callsFake((input: PublishCommandInput) => {
  mails.push(input);
  return { MessageId: 'mail' };
});

/** Workdays within what the calendars show, each once. */
const aDate = createFreeDates(300);

async function book(asked: object, key?: string): Promise<Answer> {
  const body = { service: 'treatment', date: aDate(), time: '10:00', customerName: 'Gina', ...asked };
  const headers = { authorization, ...(key !== undefined && { 'idempotency-key': key }) };
  const answer = await world.call({ route: 'POST /bookings', headers, body });
  expect(answer.status).toBe(201);
  return answer;
}
const idOf = ({ body }: Answer) => String(body['invitationId']);

const textsTo = (phone: string) =>
  world.provider
    .requestsTo(phone)
    .filter(({ path }) => /\/send(Message|Button)$/.test(path))
    .map(({ body }) => body['body']);

async function theEvent(): Promise<AnnouncedEvent> {
  const [event, ...others] = await announced();
  if (!event || others.length > 0) throw new Error(`There are ${others.length + 1} events or none.`);
  return event;
}

describe('a booking with a place', () => {
  it('names service and resources, beside their ids, to machines', async () => {
    await announced();
    const booked = await book({ resource: 'ana', language: 'es', phone: aPhone() });
    const named = {
      service: 'treatment',
      serviceTitle: 'Tratamiento',
      resource: 'ana',
      resourceName: 'Dr. Ana Ruiz',
      resources: ['ana', 'room'],
      resourceNames: ['Dr. Ana Ruiz', 'Room 1'],
    };
    expect(booked.body['booking']).toMatchObject(named);
    const { detail } = await theEvent();
    expect(EVENT_DETAILS['Appointment Booked'].parse(detail)).toEqual(detail);
    expect(detail['booking']).toMatchObject(named);
  });

  it('names them to the customer, in their language', async () => {
    await announced();
    const phone = aPhone();
    await write(phone, 'Hola');
    await book({ resource: 'ben', language: 'es', phone, date: '2041-12-03' });
    expect(await world.deliverAnnounced('tell-customer', await theEvent())).toEqual([]);
    expect(textsTo(phone)).toEqual(['Tratamiento con Ben, martes, 3 de diciembre de 2041, 10:00']);
  });

  it('names them to the staff, also those it had before', async () => {
    await announced();
    const booked = await book({ resource: 'ana', phone: aPhone(), date: '2041-12-04' });
    await world.deliverAnnounced('notify-staff', await theEvent());
    await patch(idOf(booked), { resource: 'ben' });
    await world.deliverAnnounced('notify-staff', await theEvent());
    const [first, second] = mails.map(({ Message = '' }) => Message);
    expect(first).toMatch(/^Service: +Treatment\nWith: +Dr\. Ana Ruiz, Room 1$/m);
    expect(second).toMatch(/^With: +Ben, Room 1\n +\(before: Dr\. Ana Ruiz, Room 1\)$/m);
  });

  it('forgets the names with the place', async () => {
    const booked = await book({ resource: 'ana' });
    const moved = await patch(idOf(booked), { service: 'group' });
    expect(moved.body['booking']).toMatchObject({ resourceName: 'Hall', resourceNames: ['Hall'] });
  });
});

describe('somebody who was booked by hand', () => {
  /** What is sent to the customer of a new booking. */
  async function confirmationOf(asked: object): Promise<unknown[]> {
    await announced();
    await book({ date: '2041-12-05', override: true, ...asked });
    const before = world.provider.requests.length;
    expect(await world.deliverAnnounced('tell-customer', await theEvent())).toEqual([]);
    return world.provider.requests.slice(before).map(({ body }) => body['chatId'] ?? body['phone']);
  }

  it('is told under a chat id as under a phone while they may be written to', async () => {
    const phone = aPhone();
    await write(phone, 'Hola');
    expect(await confirmationOf({ chatId: `${phone}@c.us` })).toEqual([`${phone}@c.us`]);
    expect(await confirmationOf({ phone })).toEqual([phone]);
  });

  it('is told by a text also if this stack never heard from them, and not at all if they left no address', async () => {
    const phone = aPhone();
    expect(await confirmationOf({ phone })).toEqual([phone]);
    expect(await confirmationOf({})).toEqual([]);
  });
});

describe('somebody who takes anyone', () => {
  const consultation = { service: 'consultation' };
  const given = async (asked: object, key?: string): Promise<unknown> =>
    Object((await book(asked, key)).body['booking'])['resource'];

  it('gets whoever has the fewest bookings that day; a cancelled one counts no more, nor one of another day', async () => {
    const [date, another] = [aDate(), aDate()];
    await book({ ...consultation, resource: 'ben', date: another });
    await book({ ...consultation, resource: 'ben', date: another, time: '11:00' });
    const cancelled = await book({ ...consultation, resource: 'ana', date });
    const kept = await book({ ...consultation, resource: 'ana', date, time: '11:00' });
    await book({ ...consultation, resource: 'ben', date, time: '12:00' });
    await cancel(idOf(cancelled));
    await cancel(idOf(kept));
    expect(await given({ ...consultation, date, time: '14:00' })).toBe('ana');
    expect(await given({ ...consultation, date: another, time: '14:00' })).toBe('ana');
  });

  it('gets, of those with as many, whoever is free since the earliest hour', async () => {
    for (const [early, late] of [
      ['ana', 'ben'],
      ['ben', 'ana'],
    ]) {
      const date = aDate();
      await book({ ...consultation, resource: late, date, time: '12:00' });
      await book({ ...consultation, resource: early, date, time: '09:00' });
      expect(await given({ ...consultation, date, time: '15:00' })).toBe(early);
    }
  });

  it('gets somebody by the request alone where nothing else tells them apart, and not always the same', async () => {
    const chosen: unknown[] = [];
    for (const key of ['anyone-1', 'anyone-2', 'anyone-3', 'anyone-4', 'anyone-5', 'anyone-6']) {
      chosen.push(await given({ ...consultation, date: aDate() }, key));
    }
    expect(new Set(chosen)).toEqual(new Set(['ana', 'ben']));
  });

  it('gets nobody who is taken then, however few bookings they have', async () => {
    const date = aDate();
    await book({ ...consultation, resource: 'ana', date, time: '10:00' });
    for (const time of ['12:00', '13:00', '14:00']) await book({ ...consultation, resource: 'ben', date, time });
    expect(await given({ ...consultation, date, time: '10:15' })).toBe('ben');
    expect(await given({ service: 'treatment', date, time: '15:00' })).toBe('ana');
  });

  it('keeps whom they have when they move, even to a day on which another has fewer', async () => {
    const [date, other] = [aDate(), aDate()];
    const booked = await book({ ...consultation, resource: 'ben', date });
    await book({ ...consultation, resource: 'ben', date: other });
    const moved = await patch(idOf(booked), { date: other, time: '12:00' });
    expect(moved.body['booking']).toMatchObject({ resource: 'ben', resourceName: 'Ben' });
  });
});

const ringOf = (id: string, keys = world.keys) => resourceCalendarKeys(keys.calendar, ResourceId.parse(id));
const feed = (secret: string) => world.call({ route: 'GET /calendar/{secret}/bookings.ics', path: { secret } });
type Seen = { title: string; location: string; status: string };

function eventsIn({ text }: Answer): Map<string, Seen> {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return new Map(
    events.map(({ uid, summary, location, component }) => [
      uid,
      { title: summary, location, status: String(component.getFirstPropertyValue('status')) },
    ]),
  );
}

describe('the calendar of a resource', () => {
  it('shows the bookings that take it, and where they are; the whole one shows all', async () => {
    const withAna = idOf(await book({ resource: 'ana' }));
    const withBen = idOf(await book({ resource: 'ben' }));
    const inHall = idOf(await book({ service: 'group' }));
    const ofAna = eventsIn(await feed(ringOf('ana').current));
    expect(ofAna.get(withAna)).toEqual({
      title: 'Treatment · Gina',
      location: 'Dr. Ana Ruiz, Room 1',
      status: 'CONFIRMED',
    });
    expect([ofAna.has(withBen), ofAna.has(inHall)]).toEqual([false, false]);
    const ofRoom = eventsIn(await feed(ringOf('room').current));
    expect([withAna, withBen, inHall].map((id) => ofRoom.has(id))).toEqual([true, true, false]);
    const ofAll = eventsIn(await feed(world.keys.calendar.current));
    expect([withAna, withBen, inHall].map((id) => ofAll.has(id))).toEqual([true, true, true]);
  });

  it('follows a booking that goes to somebody else, and keeps one that is cancelled as such', async () => {
    const id = idOf(await book({ resource: 'ana' }));
    await patch(id, { resource: 'ben' });
    expect(eventsIn(await feed(ringOf('ana').current)).has(id)).toBe(false);
    expect(eventsIn(await feed(ringOf('ben').current)).get(id)).toMatchObject({ status: 'CONFIRMED' });
    await cancel(id);
    expect(eventsIn(await feed(ringOf('ben').current)).get(id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('is called by the name of the resource', async () => {
    const { text } = await feed(ringOf('ana').current);
    expect(text).toMatch(/^X-WR-CALNAME:Dr\. Ana Ruiz · appointment-flow\r$/m);
  });

  it('is there under the key before and the key after a rotation, as the whole one is', async () => {
    const next = deriveKeys({ root: 'k'.repeat(64), generations: { calendar: 2 } });
    expect((await feed(ringOf('ana', next).current)).status).toBe(200);
    expect(ringOf('ana', next).accepted).toContain(ringOf('ana').current);
  });

  it.each([
    ['a resource nobody knows', ringOf('eva').current],
    ['the id of a resource', 'ana'],
    ['another stack', ringOf('ana', deriveKeys({ root: 'x'.repeat(64), generations: {} })).current],
  ])('is not there under the key of %s', async (_, secret) => {
    expect(await feed(secret)).toMatchObject({ status: 404, body: { type: 'urn:appointment-flow:problem:not-found' } });
  });

  it('has a key of its own, from which no other can be told', () => {
    const all = [world.keys.calendar, ...['ana', 'ben', 'room'].map((id) => ringOf(id))].map(({ current }) => current);
    expect(new Set(all).size).toBe(4);
    expect(resourceCalendarKeys(ringOf('ana'), ResourceId.parse('ben')).current).not.toBe(ringOf('ben').current);
  });
});
