import { describe, expect, it } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { aContract } from '../support/contract.ts';
import { createLossyLine } from '../support/lossy-line.ts';
import { aForm, completionBody, secondsAgo } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

/** In the opening hours, and in the future for a long time to come. */
const form = { ...aForm, date: '2041-12-03' };

const line = createLossyLine();
const world = await startWorld(aContract(), line);

const headersWith = (key: string | undefined) => ({
  authorization: `Bearer ${world.keys.apiKey.current}`,
  ...(key !== undefined && { 'idempotency-key': key }),
});
const cancel = (id: unknown, body?: unknown, key?: string): Promise<Answer> =>
  world.call({
    route: 'POST /bookings/{invitationId}/cancel',
    path: { invitationId: String(id) },
    headers: headersWith(key),
    body,
  });
const patch = (id: unknown, body: unknown, key?: string): Promise<Answer> =>
  world.call({
    route: 'PATCH /bookings/{invitationId}',
    path: { invitationId: String(id) },
    headers: headersWith(key),
    body,
  });

type Invited = Awaited<ReturnType<typeof world.anInvitation>>;

/** The customer submits the form, so many seconds ago by their own clock. */
const complete = ({ phone, token }: Invited, sentSecondsAgo: number, fields: Record<string, unknown> = form) =>
  world.webhook(completionBody('raw', { phone, token, at: secondsAgo(sentSecondsAgo), fields }), '/flow-completion');

/** An invitation by which a customer booked two minutes ago. */
async function aBooking(fields: Record<string, unknown> = form): Promise<Invited> {
  const invited = await world.anInvitation();
  await complete(invited, 120, fields);
  return invited;
}

const historyOf = ({ body }: Answer) => body['history'] as { kind: string; at: string }[];
const faults = (...fields: string[]) => ({
  status: 400,
  body: { faults: fields.map((field) => expect.objectContaining({ field })) },
});

describe('a booking with a long history', () => {
  it('keeps the time and the name that the business set, whatever it notes afterwards', async () => {
    const { id } = await aBooking();
    await patch(id, { date: '2041-12-03', time: '12:00', customerName: 'Alexandra' });
    for (let count = 1; count <= 25; count++) await patch(id, { notes: `Note ${count}` });
    expect(await world.invitation(id)).toMatchObject({
      body: {
        booking: { startsAt: '2041-12-03T11:00:00.000Z', customerName: 'Alexandra', notes: 'Note 25' },
        history: expect.toSatisfy((history: unknown[]) => history.length === 20),
      },
    });
  });
});

describe('POST /bookings/{invitationId}/cancel', () => {
  it('cancels the booking, says why, and announces it with the booking before', async () => {
    const { id } = await aBooking();
    await world.announce();
    expect(await cancel(id, { reason: 'The stylist is ill' })).toMatchObject({
      status: 200,
      body: {
        invitationId: id,
        status: 'cancelled',
        messages: [{ delivery: 'accepted' }],
        booking: { state: 'cancelled', startsAt: '2041-12-03T09:30:00.000Z' },
        revision: 2,
        history: [{ kind: 'completion' }, { kind: 'cancellation', reason: 'The stylist is ill' }],
      },
    });
    const [event, ...others] = await world.announce();
    expect(others).toEqual([]);
    expect(EVENT_DETAILS['Appointment Cancelled'].parse(event?.detail)).toEqual(event?.detail);
    expect(event).toMatchObject({
      type: 'Appointment Cancelled',
      detail: {
        invitationId: id,
        booking: { state: 'cancelled' },
        previous: { state: 'booked' },
        superseded: false,
        change: { kind: 'cancellation', reason: 'The stylist is ill' },
      },
    });
  });

  it.each([undefined, '', {}])('needs no reason: %j', async (body) => {
    const { id } = await aBooking();
    expect(await cancel(id, body)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('is not undone by a form the customer sent before, which arrives after', async () => {
    const booked = await aBooking();
    await cancel(booked.id);
    await world.announce();
    await complete(booked, 60);
    expect(await world.invitation(booked.id)).toMatchObject({ body: { status: 'cancelled', revision: 3 } });
    expect(await world.announce()).toMatchObject([{ type: 'Appointment Changed', detail: { superseded: true } }]);
  });

  it('is followed by a new booking when the customer sends the form again', async () => {
    const booked = await aBooking();
    await cancel(booked.id);
    await world.announce();
    await complete(booked, -60, { ...form, time: '12:00' });
    expect(await world.invitation(booked.id)).toMatchObject({
      body: { status: 'completed', booking: { state: 'booked', startsAt: '2041-12-03T11:00:00.000Z' } },
    });
    expect(await world.announce()).toMatchObject([
      { type: 'Appointment Booked', detail: { superseded: false, previous: { state: 'cancelled' } } },
    ]);
  });

  it.each([
    [['cancel', 'before'], 'cancelled'],
    [['before', 'cancel'], 'cancelled'],
    [['cancel', 'after'], 'completed'],
    [['cancel', 'before', 'after'], 'completed'],
    [['cancel', 'after', 'before'], 'completed'],
    [['before', 'cancel', 'after'], 'completed'],
  ])('ends the same however forms sent before and after it arrive: %j', async (order, status) => {
    const booked = await aBooking();
    for (const one of order) {
      if (one === 'cancel') await cancel(booked.id);
      else await complete(booked, one === 'before' ? 60 : -60, { ...form, time: '12:00' });
    }
    expect(await world.invitation(booked.id)).toMatchObject({ body: { status, revision: order.length + 1 } });
  });

  it('holds against a form that is known already, even if the provider’s clock is ahead', async () => {
    const booked = await world.anInvitation();
    await complete(booked, -30);
    expect(await cancel(booked.id)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('is done once per key, however often it is asked for, and announced once', async () => {
    const { id } = await aBooking();
    await world.announce();
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(id, { reason: 'ill' }, 'cancel-1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const known = await world.invitation(id);
    expect(historyOf(known)).toHaveLength(2);
    expect((await cancel(id, { reason: 'ill' }, 'cancel-1')).body).toEqual(known.body);
    expect((await world.announce()).map(({ type }) => type)).toEqual(['Appointment Cancelled']);
  });

  it('is done once when the table’s answer is lost and the write is repeated', async () => {
    const { id } = await aBooking();
    line.loseAnswerTo('UpdateItem');
    expect(await cancel(id)).toMatchObject({ status: 200, body: { status: 'cancelled', revision: 2 } });
  });

  it('does not take the key of another request', async () => {
    const { id } = await aBooking();
    await cancel(id, { reason: 'ill' }, 'mine');
    const reused = { status: 422, body: { type: 'urn:appointment-flow:problem:idempotency-key-reused' } };
    expect(await cancel(id, { reason: 'moved' }, 'mine')).toMatchObject(reused);
    expect(await patch(id, { notes: 'ill' }, 'mine')).toMatchObject(reused);
    const other = await aBooking();
    expect(await cancel(other.id, {}, 'mine')).toMatchObject({ status: 200 });
  });
});

describe('PATCH /bookings/{invitationId}', () => {
  it('moves the booking by the business’s clock, keeps its length, and announces before and after', async () => {
    const { id } = await aBooking();
    await patch(id, { durationMinutes: 45 });
    await world.announce();
    expect(await patch(id, { date: '2041-07-01', time: '09:00' })).toMatchObject({
      status: 200,
      body: {
        status: 'completed',
        booking: { startsAt: '2041-07-01T07:00:00.000Z', endsAt: '2041-07-01T07:45:00.000Z', service: 'consultation' },
        history: [{ kind: 'completion' }, { kind: 'change' }, { kind: 'change' }],
      },
    });
    const [event, ...others] = await world.announce();
    expect(others).toEqual([]);
    expect(EVENT_DETAILS['Appointment Changed'].parse(event?.detail)).toEqual(event?.detail);
    expect(event).toMatchObject({
      type: 'Appointment Changed',
      detail: {
        booking: { startsAt: '2041-07-01T07:00:00.000Z' },
        previous: { startsAt: '2041-12-03T09:30:00.000Z', endsAt: '2041-12-03T10:15:00.000Z' },
        change: { kind: 'change' },
      },
    });
  });

  it('corrects what else there is, and leaves the rest', async () => {
    const { id } = await aBooking();
    expect(await patch(id, { service: ' colour ', customerName: 'Alexa', notes: 'Side door' })).toMatchObject({
      body: {
        booking: {
          startsAt: '2041-12-03T09:30:00.000Z',
          service: 'colour',
          customerName: 'Alexa',
          notes: 'Side door',
        },
      },
    });
  });

  it('mends a booking that nobody could read', async () => {
    const { id } = await aBooking({ ...form, date: 'next week' });
    expect(await patch(id, { notes: 'Called, no answer' })).toMatchObject({
      body: { booking: { attention: ['date-unreadable'] } },
    });
    expect(await patch(id, { date: '2041-12-04', time: '10:00' })).toMatchObject({
      body: {
        booking: { attention: [], startsAt: '2041-12-04T09:00:00.000Z', endsAt: '2041-12-04T09:30:00.000Z' },
      },
    });
  });

  it('accepts a time out of hours from the business, which knows what it does', async () => {
    const { id } = await aBooking({ ...form, time: '21:00' });
    expect(await world.invitation(id)).toMatchObject({ body: { booking: { attention: ['outside-opening-hours'] } } });
    expect(await patch(id, { date: '2041-12-03', time: '21:00' })).toMatchObject({
      body: { booking: { attention: [], startsAt: '2041-12-03T20:00:00.000Z' } },
    });
  });

  it('rules over a form sent before it, and gives way to one sent after it', async () => {
    const booked = await aBooking();
    await patch(booked.id, { date: '2041-12-05', time: '11:00' });
    await complete(booked, 60, { ...form, time: '12:00' });
    expect(await world.invitation(booked.id)).toMatchObject({
      body: { booking: { startsAt: '2041-12-05T10:00:00.000Z', endsAt: '2041-12-05T10:30:00.000Z' } },
    });
    await complete(booked, -60, { ...form, time: '13:00' });
    expect(await world.invitation(booked.id)).toMatchObject({
      body: { booking: { startsAt: '2041-12-03T12:00:00.000Z' } },
    });
  });

  it('is done once per key', async () => {
    const { id } = await aBooking();
    const first = await patch(id, { notes: 'x' }, 'note');
    await patch(id, { notes: 'y' });
    expect(await patch(id, { notes: 'x' }, 'note')).toMatchObject({
      status: 200,
      body: { revision: 3, booking: { notes: 'y' } },
    });
    expect(first).toMatchObject({ status: 200, body: { revision: 2 } });
  });

  it('takes the first of the two hours that a DST change repeats, and refuses one that it skips', async () => {
    const { id } = await aBooking();
    expect(await patch(id, { date: '2041-10-27', time: '02:30' })).toMatchObject({
      body: { booking: { startsAt: '2041-10-27T00:30:00.000Z' } },
    });
    const skipped = await patch(id, { date: '2041-03-31', time: '02:30' });
    expect(skipped.status).toBe(400);
    expect(skipped.body['faults']).toEqual([
      { field: 'time', rule: 'does not exist on this date in Europe/Madrid, where the clocks go forward' },
    ]);
  });
});

describe('a change that cannot be made', () => {
  it.each([
    [{}, ['(body)']],
    [[], ['(body)']],
    [{ date: '2041-12-03' }, ['time']],
    [{ time: '10:00', notes: 7 }, ['notes', 'date']],
    [{ date: '2041-02-30', time: '25:00' }, ['date', 'time']],
    [{ date: '1.12.2026', time: '9:00 am' }, ['date', 'time']],
    [{ durationMinutes: 3 }, ['durationMinutes']],
    [{ durationMinutes: '30' }, ['durationMinutes']],
    [{ service: '', customerName: 'x'.repeat(201), notes: null }, ['service', 'customerName', 'notes']],
    [{ startsAt: '2041-12-03T09:00:00Z' }, ['startsAt']],
  ])('as %j is answered with 400 and the fields at fault', async (body, fields) => {
    const { id } = await aBooking();
    const answer = await patch(id, body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
    expect((answer.body['faults'] as { field: string }[]).map(({ field }) => field)).toEqual(
      expect.arrayContaining(fields),
    );
  });

  it('names the field at fault in a cancellation too', async () => {
    const { id } = await aBooking();
    expect(await cancel(id, { reason: 7 })).toMatchObject(faults('reason'));
    expect(await cancel(id, { why: 'x' })).toMatchObject(faults('why'));
    expect(await cancel(id, 'not json')).toMatchObject({
      status: 400,
      body: { type: 'urn:appointment-flow:problem:not-json' },
    });
    expect(await cancel(id, {}, 'with blank')).toMatchObject(faults('Idempotency-Key'));
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'completed', revision: 1 } });
  });

  it('cannot give a length to a booking without a start', async () => {
    const { id } = await aBooking({ ...form, date: 'soon' });
    expect(await patch(id, { durationMinutes: 60 })).toMatchObject(faults('durationMinutes'));
  });

  it.each([
    ['before the customer booked', async () => (await world.anInvitation()).id],
    [
      'once the booking is cancelled',
      async () => {
        const { id } = await aBooking();
        await cancel(id);
        return id;
      },
    ],
  ])('is answered with 409 %s', async (_, invitationId) => {
    const id = await invitationId();
    const before = await world.invitation(id);
    const nothing = { status: 409, body: { type: 'urn:appointment-flow:problem:nothing-booked' } };
    expect(await cancel(id)).toMatchObject(nothing);
    expect(await patch(id, { notes: 'x' })).toMatchObject(nothing);
    expect(await world.invitation(id)).toEqual(before);
  });

  it.each(['nonsense', '0193f0f0-0000-7000-8000-000000000000'])('is answered with 404 for the id %s', async (id) => {
    expect((await cancel(id)).status).toBe(404);
    expect((await patch(id, { notes: 'x' })).status).toBe(404);
  });

  it('is answered with 401 without the API key', async () => {
    const { id } = await aBooking();
    const path = { invitationId: String(id) };
    expect((await world.call({ route: 'POST /bookings/{invitationId}/cancel', path })).status).toBe(401);
    expect((await world.call({ route: 'PATCH /bookings/{invitationId}', path, body: {} })).status).toBe(401);
  });
});
