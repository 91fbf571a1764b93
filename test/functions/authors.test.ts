/** Every change names its author: the customer, a named key and its holder, or the system. */
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { createChat } from '../support/chat.ts';
import { aClinicContract } from '../support/clinic.ts';
import { createFreeDates } from '../support/free-dates.ts';
import { itemsOf } from '../support/lists.ts';
import { bearer, peopleOf } from '../support/people.ts';
import { aPhone } from '../support/webhooks.ts';
import { type Answer, type Route, startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({ horizonDays: 180, leadMinutes: 0 }));
const { aKey, aBrowser } = peopleOf(world);
const chat = createChat(world);
const { keyId, key } = await aKey('desk', 'Ana');
const ANA = { kind: 'key', keyId, holder: 'Ana' };

afterEach(() => {
  vi.useRealTimers();
});

const byAna = (route: Route, id: unknown, body?: unknown): Promise<Answer> =>
  world.call({ route, path: { invitationId: String(id), id: String(id) }, headers: bearer(key), body });
const aDate = createFreeDates(150);
const aVisit = (date: string) => ({ service: 'consultation', resource: 'ana', date, time: '10:00' });
const book = (body: object) => byAna('POST /bookings', '', { customerName: 'Gina', phone: `+${aPhone()}`, ...body });
const idOf = ({ body }: Answer) => body['invitationId'];
const authorsOf = ({ body }: Answer) =>
  Object(body['history']).map(({ kind, actor }: { kind: string; actor: unknown }) => [kind, actor]);

/** A booking that the customer made by the form. */
const aBooked = () => chat.book({ service: 'Consultation', date: aDate(), time: '10:00' });

describe('a change of a booking', () => {
  it('names the holder of the key who booked by hand, changed and cancelled, in the history and on the bus', async () => {
    const booked = await book(aVisit(aDate()));
    await world.announce();
    expect(authorsOf(booked)).toEqual([['booking', ANA]]);
    await byAna('PATCH /bookings/{invitationId}', idOf(booked), { notes: 'By the window' });
    const cancelled = await byAna('POST /bookings/{invitationId}/cancel', idOf(booked));
    expect(authorsOf(cancelled)).toEqual([
      ['booking', ANA],
      ['change', ANA],
      ['cancellation', ANA],
    ]);
    const events = await world.announce();
    expect(events.map(({ detail }) => detail['actor'])).toEqual([ANA, ANA]);
    for (const { detail } of events) expect(EVENT_DETAILS['Appointment Changed'].parse(detail)).toEqual(detail);
  });

  it('names the same holder when they work in a browser, where a session stands for the key', async () => {
    const { id } = await aBooked();
    const browser = await aBrowser(key);
    const route = 'PATCH /bookings/{invitationId}';
    const changed = await browser.call({ route, path: { invitationId: id }, body: { notes: 'By the window' } });
    expect(authorsOf(changed)).toEqual([
      ['completion', { kind: 'customer' }],
      ['change', ANA],
    ]);
  });

  it("names the owner where the stack's own key made it", async () => {
    const { id } = await aBooked();
    expect(authorsOf(await chat.patch(id, { notes: 'By the window' })).at(-1)).toEqual(['change', { kind: 'owner' }]);
  });

  it('names the customer who sent the form, and who cancelled in the chat', async () => {
    const { phone, id } = await aBooked();
    const answers = await chat.write(phone, 'please cancel');
    await world.announce();
    await chat.deliverTap({ phone, answers, label: 'Yes, cancel it' });
    const events = await chat.settle();
    expect(authorsOf(await world.invitation(id))).toEqual([
      ['completion', { kind: 'customer' }],
      ['cancellation', { kind: 'customer' }],
    ]);
    expect(events.find(({ type }) => type === 'Appointment Cancelled')?.detail).toMatchObject({
      actor: { kind: 'customer' },
      change: { kind: 'cancellation' },
    });
  });

  it('names who lifted a rule for it', async () => {
    const date = aDate();
    await book(aVisit(date));
    expect(await book({ ...aVisit(date), override: true })).toMatchObject({
      status: 201,
      body: { booking: { override: { actor: ANA, lifted: ['slot-taken'] } } },
    });
  });

  it('stays the author’s when somebody else repeats the request under the same key', async () => {
    const { id } = await aBooked();
    const repeat = (authorization: { authorization: string }) =>
      world.call({
        route: 'POST /bookings/{invitationId}/cancel',
        path: { invitationId: id },
        headers: { ...authorization, 'idempotency-key': 'cancel-1' },
      });
    await repeat(bearer(key));
    expect(authorsOf(await repeat(bearer(world.keys.apiKey.current))).at(-1)).toEqual(['cancellation', ANA]);
  });
});

describe('what is noted of a booking', () => {
  it('names who noted that the customer came', async () => {
    const date = aDate();
    const booked = await book(aVisit(date));
    await world.announce();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${date}T12:00:00Z`), shouldAdvanceTime: true });
    const { key: later } = await aKey('desk', 'Ben');
    const noted = await world.call({
      route: 'POST /bookings/{invitationId}/attendance',
      path: { invitationId: String(idOf(booked)) },
      headers: bearer(later),
      body: { attendance: 'came' },
    });
    const ben = expect.objectContaining({ kind: 'key', holder: 'Ben' });
    expect(noted).toMatchObject({ status: 200, body: { booking: { attendance: { value: 'came', actor: ben } } } });
    expect(await world.announce()).toMatchObject([{ type: 'Attendance Recorded', detail: { actor: ben } }]);
  });

  it('names who answered a customer', async () => {
    const { phone } = await aBooked();
    await chat.write(phone, 'Is there parking?');
    const day = Temporal.Now.plainDateISO(world.contract.booking.timeZone).toString();
    const items = itemsOf(await world.list('GET /worklist', { day, kind: 'question', limit: '100' }));
    const question = items.find(({ chatId }) => chatId === `${phone}@c.us`);
    expect(await byAna('POST /worklist/{id}/done', question?.['questionId'], { what: 'answered' })).toMatchObject({
      status: 200,
      body: { answeredBy: ANA },
    });
  });
});

describe('a closure', () => {
  it('names who closed, and who deleted it first', async () => {
    const date = aDate();
    const closed = await byAna('POST /closures', '', { resource: 'ana', from: `${date}T09:00`, to: `${date}T11:00` });
    expect(closed).toMatchObject({ status: 201, body: { actor: ANA } });
    const remove = (headers: { authorization: string }) =>
      world.call({
        route: 'DELETE /closures/{closureId}',
        path: { closureId: String(closed.body['closureId']) },
        headers,
      });
    expect((await remove(bearer(world.keys.apiKey.current))).body).toMatchObject({
      actor: ANA,
      removedBy: { kind: 'owner' },
    });
    expect((await remove(bearer(key))).body).toMatchObject({ removedBy: { kind: 'owner' } });
  });
});
