import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createAttendance } from '../support/attendance.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { itemsOf } from '../support/customer-life.ts';
import { createKillingLine } from '../support/killing-line.ts';
import { aPhone, bsuidOf, secondsAgo, textBody } from '../support/webhooks.ts';
import { type Answer, startWorld } from '../support/world.ts';

const line = createKillingLine();
const world = await startWorld(aContract(), line);
const { aBooking, cancel, complete, patch } = createBookings(world);
const { note, erase, bookingOf, listedBooking, countsOf } = createAttendance(world);

/** The appointment of the form, and when its day begins in Madrid. */
const [DAY, START, DAY_BEGINS] = ['2041-12-03', '2041-12-03T09:30:00.000Z', '2041-12-02T23:00:00.000Z'];
const passTo = (instant: string) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(instant), shouldAdvanceTime: true });
beforeEach(() => {
  passTo('2041-12-03T08:00:00.000Z');
});
afterEach(() => {
  line.revive();
});
afterAll(() => {
  vi.useRealTimers();
});

const recorded = async (id: unknown) =>
  (await world.announce()).filter(
    ({ type, detail }) => type === 'Attendance Recorded' && detail['invitationId'] === id,
  );
const problem = (status: number, kind: string) => ({
  status,
  body: { type: `urn:appointment-flow:problem:${kind}` },
});

describe('POST /bookings/{invitationId}/attendance', () => {
  it('notes that the customer came: on the booking, in the lists, for the customer and on the bus', async () => {
    const { id } = await aBooking();
    await world.announce();
    const answer = await note(id, { attendance: 'came' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        invitationId: id,
        status: 'completed',
        revision: 1,
        booking: { state: 'booked', startsAt: START, attendance: { value: 'came', actor: { kind: 'owner' } } },
        customer: { came: 1, noShow: 0 },
      },
    });
    expect((await world.invitation(id)).body).toEqual(answer.body);
    expect(await listedBooking(id, DAY)).toEqual(answer.body['booking']);
    const [event, ...others] = await world.announce();
    expect(others).toEqual([]);
    expect(EVENT_DETAILS['Attendance Recorded'].parse(event?.detail)).toEqual(event?.detail);
    expect(event).toMatchObject({
      type: 'Attendance Recorded',
      detail: {
        invitationId: id,
        startsAt: START,
        attendance: 'came',
        actor: { kind: 'owner' },
        booking: { startsAt: START },
      },
    });
    expect(event?.detail).not.toHaveProperty('previous');
  });

  it('changes nothing when the same is noted again', async () => {
    const { id } = await aBooking();
    const first = await note(id, { attendance: 'no-show' });
    await world.announce();
    passTo('2041-12-04T08:00:00.000Z');
    expect((await note(id, { attendance: 'no-show' })).body).toEqual(first.body);
    expect(await world.announce()).toEqual([]);
  });

  it('corrects what was noted, and moves the count', async () => {
    const { id } = await aBooking();
    await note(id, { attendance: 'no-show' });
    await note(id, { attendance: 'came' });
    expect(await bookingOf(id)).toMatchObject({ attendance: { value: 'came' } });
    expect(await countsOf(id)).toEqual({ came: 1, noShow: 0 });
    const events = await recorded(id);
    expect(events).toMatchObject([
      { detail: { attendance: 'no-show' } },
      { detail: { attendance: 'came', previous: 'no-show' } },
    ]);
    expect(new Set(events.map(({ detail }) => detail.eventId)).size).toBe(2);
  });

  it('dates a correction after what it corrects, by whatever clock', async () => {
    const { id } = await aBooking();
    const first = Object(await note(id, { attendance: 'no-show' })).body.booking.attendance.at;
    passTo(DAY_BEGINS);
    await note(id, { attendance: 'came' });
    const { attendance } = await bookingOf(id);
    expect(Object(attendance).at > first).toBe(true);
  });

  it('can be noted from the first moment of the day of the appointment on, by the business’s clock', async () => {
    passTo('2041-12-02T22:00:00.000Z');
    const { id } = await aBooking();
    passTo('2041-12-02T22:59:50.000Z');
    expect(await note(id, { attendance: 'came' })).toMatchObject(problem(409, 'too-early'));
    expect(await countsOf(id)).toEqual({ came: 0, noShow: 0 });
    passTo(DAY_BEGINS);
    expect(await note(id, { attendance: 'came' })).toMatchObject({ status: 200 });
  });

  it('counts once whoever notes what at the same time', async () => {
    const { id } = await aBooking();
    const values = Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? 'came' : 'no-show'));
    const answers = await Promise.all(values.map((attendance) => note(id, { attendance })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { attendance } = await bookingOf(id);
    const hasCome = Object(attendance).value === 'came';
    expect(await countsOf(id)).toEqual({ came: hasCome ? 1 : 0, noShow: hasCome ? 0 : 1 });
    const told = (await recorded(id)).map(({ detail }) => detail);
    expect(told.at(-1)).toMatchObject({ attendance: hasCome ? 'came' : 'no-show' });
    expect(told.slice(1).map(({ previous }) => previous)).toEqual(told.slice(0, -1).map((one) => one['attendance']));
  });

  it.each([
    ['before its write', false],
    ['after its write', true],
  ])('that is killed %s counts once when it is repeated', async (_, isTaken) => {
    const { id } = await aBooking();
    line.kill({ write: 1, isTaken });
    expect((await note(id, { attendance: 'no-show' })).status).toBe(503);
    expect(line.revive()).toBe(true);
    expect(await note(id, { attendance: 'no-show' })).toMatchObject({ status: 200 });
    expect(await countsOf(id)).toEqual({ came: 0, noShow: 1 });
    expect(await recorded(id)).toHaveLength(1);
  });

  it('sums what was noted under all addresses of a customer', async () => {
    const phone = aPhone();
    const booked = async (address: object) => {
      const { body } = await world.invite(address);
      const token = String(world.provider.requests.at(-1)?.body['flowToken']);
      await complete({ phone, token, id: body['invitationId'], messageId: '' });
      return body['invitationId'];
    };
    await world.webhook(textBody('raw', { phone, text: 'Hello', at: secondsAgo(180) }), '/messages');
    const visible = await booked({ phone });
    const hidden = await booked({ chatId: `${bsuidOf(phone)}@lid` });
    await note(visible, { attendance: 'came' });
    await note(hidden, { attendance: 'no-show' });
    expect(await countsOf(visible)).toEqual({ came: 1, noShow: 1 });
    expect(await countsOf(hidden)).toEqual({ came: 1, noShow: 1 });
  });
});

describe('what was noted of an appointment', () => {
  it('stays with its time when the booking is moved, and counts beside what is noted then', async () => {
    const { id } = await aBooking();
    await note(id, { attendance: 'no-show' });
    await patch(id, { date: DAY, time: '16:00' });
    expect(await bookingOf(id)).not.toHaveProperty('attendance');
    expect(await listedBooking(id, DAY)).not.toHaveProperty('attendance');
    await note(id, { attendance: 'came' });
    expect(await bookingOf(id)).toMatchObject({ attendance: { value: 'came' } });
    expect(await countsOf(id)).toEqual({ came: 1, noShow: 1 });
    const events = await recorded(id);
    expect(events.map(({ detail }) => detail['startsAt'])).toEqual([START, '2041-12-03T15:00:00.000Z']);
    expect(events.at(-1)?.detail).not.toHaveProperty('previous');
  });

  it.each([
    ['the notes change', async ({ id }: Booked) => patch(id, { notes: 'Late' })],
    ['the form comes again', async (booked: Booked) => complete(booked, futureForm, 0)],
    [
      'the booking is moved and comes back',
      async ({ id }: Booked) => {
        await patch(id, { date: DAY, time: '16:00' });
        await patch(id, { date: DAY, time: '10:30' });
      },
    ],
  ])('still stands when %s', async (_, act) => {
    const booked = await aBooking();
    await note(booked.id, { attendance: 'came' });
    await act(booked);
    expect(await bookingOf(booked.id)).toMatchObject({ startsAt: START, attendance: { value: 'came' } });
    expect(await listedBooking(booked.id, DAY)).toEqual(await bookingOf(booked.id));
  });

  it('stays on the booking whatever is written at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await aBooking();
      await Promise.all([
        note(id, { attendance: 'came' }),
        patch(id, { notes: 'Late' }),
        patch(id, { service: 'cut' }),
      ]);
      expect(await bookingOf(id)).toMatchObject({ notes: 'Late', service: 'cut', attendance: { value: 'came' } });
    }
  });

  it('stays counted when the booking is cancelled, which shows nothing of it', async () => {
    const { id } = await aBooking();
    await note(id, { attendance: 'no-show' });
    await cancel(id);
    expect(await bookingOf(id)).not.toHaveProperty('attendance');
    expect(await countsOf(id)).toEqual({ came: 0, noShow: 1 });
  });

  it('is no news of the booking', async () => {
    const { id, phone } = await aBooking();
    await world.announce();
    const sent = world.provider.requestsTo(phone).length;
    await note(id, { attendance: 'came' });
    const events = await world.announce();
    expect(events.map(({ type }) => type)).toEqual(['Attendance Recorded']);
    expect(world.provider.requestsTo(phone)).toHaveLength(sent);
  });
});

type Booked = Awaited<ReturnType<typeof aBooking>>;

describe('attendance that cannot be noted', () => {
  it.each([
    ['before the customer booked', async () => (await world.anInvitation()).id],
    [
      'of a cancelled booking',
      async () => {
        const { id } = await aBooking();
        await cancel(id);
        return id;
      },
    ],
    ['of a booking without a time', async () => (await aBooking({ ...futureForm, date: 'soon' })).id],
  ])('%s is answered with 409', async (_, invitationId) => {
    const id = await invitationId();
    const before = await world.invitation(id);
    expect(await note(id, { attendance: 'came' })).toMatchObject(problem(409, 'nothing-booked'));
    expect(await world.invitation(id)).toEqual(before);
  });

  it.each([
    [{}, 'attendance'],
    [{ attendance: 'late' }, 'attendance'],
    [{ attendance: 'came', by: 'me' }, 'by'],
    [[], '(body)'],
  ])('as %j is answered with 400 and the field at fault', async (body, field) => {
    const { id } = await aBooking();
    const answer: Answer = await note(id, body);
    expect(answer).toMatchObject({ ...problem(400, 'malformed') });
    expect(answer.body['faults']).toMatchObject([{ field }]);
  });

  it.each(['nonsense', '0193f0f0-0000-7000-8000-000000000000'])('is answered with 404 for the id %s', async (id) => {
    expect(await note(id, { attendance: 'came' })).toMatchObject(problem(404, 'not-found'));
  });

  it('is answered with 401 without the API key', async () => {
    const { id } = await aBooking();
    expect((await note(id, { attendance: 'came' }, {})).status).toBe(401);
  });
});

describe('the erasure of a customer', () => {
  const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

  it('erases what was noted of them, and their counts', async () => {
    const { id, phone } = await aBooking();
    await note(id, { attendance: 'no-show' });
    expect((await erase({ phone })).body).toMatchObject({ complete: true });
    expect(await note(id, { attendance: 'came' })).toMatchObject(problem(404, 'not-found'));
    const counting = [...(await itemsOf(table)).values()].filter(
      (item) => item['erasedAt'] && ['came', 'noShow', 'attendance', 'customerConfirmed'].some((name) => name in item),
    );
    expect(counting).toEqual([]);
    const { body } = await world.invite({ phone });
    expect(await countsOf(body['invitationId'])).toEqual({ came: 0, noShow: 0 });
  });

  it('leaves nothing of what is noted at the same time', async () => {
    const { id, phone } = await aBooking();
    const [{ status }] = await Promise.all([note(id, { attendance: 'no-show' }), erase({ phone })]);
    expect([200, 404]).toContain(status);
    await erase({ phone });
    const { body } = await world.invite({ phone });
    expect(await countsOf(body['invitationId'])).toEqual({ came: 0, noShow: 0 });
  });
});
