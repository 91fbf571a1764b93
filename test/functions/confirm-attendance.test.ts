import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aReminder, createAttendance } from '../support/attendance.ts';
import { futureForm } from '../support/bookings.ts';
import { createChat } from '../support/chat.ts';
import { contractWithoutServices } from '../support/contract.ts';
import { itemsOf } from '../support/customer-life.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, aPhone, secondsAgo } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const { languages, ...shipped } = contractWithoutServices();
const { confirmed: _, ...withoutAnswer } = languages.es.chat;
const { chat: _chat, ...withoutChat } = languages.en;
const template = { name: 'changed', namespace: 'ns', language: 'en', buttons: { coming: 'I will be there' } };
/** In Spanish nothing answers who comes, in French nothing answers at all. English has a template with a quick reply. */
const contract = Contract.parse({
  ...shipped,
  languages: {
    en: { ...languages.en, templates: { changed: template } },
    es: { ...languages.es, chat: withoutAnswer },
    fr: withoutChat,
  },
});

const line = createInterruptedLine();
const world = await startWorld(contract, useTableModel(line.pass));
const { book, cancel, complete, deliverTap, patch, sentTo, settle, tap, wishesOf } = createChat(world);
const { bookingOf, erase, listedBooking, note } = createAttendance(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), contract.channel.id, derivedKeys('root'));

/** The appointment of the form. */
const [DAY, START] = ['2041-12-03', '2041-12-03T09:30:00.000Z'];
const passTo = (instant: string) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(instant), shouldAdvanceTime: true });
beforeEach(() => {
  passTo('2041-12-02T10:00:00.000Z');
});
afterEach(() => {
  line.letThrough();
});
afterAll(() => {
  vi.useRealTimers();
});

type Booked = { phone: string; id: string };

/** A message that asks the customer whether they come, to the appointment of the form unless another start is named. */
const remind = ({ phone, id }: Booked, startsAt: string = START) => aReminder(world, { phone, id, startsAt });

/** A customer who booked, and the message that reminds them. */
async function aReminded(language: 'en' | 'es' = 'en') {
  const booked = await book({}, language);
  return { ...booked, answers: await remind(booked) };
}

/** The customer taps, and all follows that does. Returns the events of that. */
async function confirm({ phone, answers, label = "I'm coming", ...more }: Tap): Promise<AnnouncedEvent[]> {
  await deliverTap({ phone, answers, label, ...more });
  return (await settle()).filter(({ type }) => !type.startsWith('Delivery'));
}
type Tap = { phone: string; answers: string; label?: string; at?: number; id?: string };

describe('a tap on "I’m coming"', () => {
  it('is shown with the booking, in lists too, is announced, and is answered', async () => {
    const { phone, id, answers } = await aReminded();
    const at = secondsAgo(5);
    const events = await confirm({ phone, answers, at });
    expect(await bookingOf(id)).toMatchObject({
      state: 'booked',
      startsAt: START,
      confirmedByCustomer: new Date(1000 * at).toISOString(),
    });
    expect(await listedBooking(id, DAY)).toEqual(await bookingOf(id));
    const [event, ...others] = events.filter(({ type }) => type === 'Attendance Confirmed');
    expect(others).toEqual([]);
    expect(EVENT_DETAILS['Attendance Confirmed'].parse(event?.detail)).toEqual(event?.detail);
    expect(event?.detail).toMatchObject({ invitationId: id, startsAt: START, booking: { startsAt: START } });
    expect(sentTo(phone).at(-1)).toMatchObject({
      by: 'sendMessage',
      body: 'Thank you. We expect you: consultation, Tuesday, December 3 at 10:30 AM.',
    });
    expect(await wishesOf(phone)).toEqual([]);
  });

  it('counts until the appointment begins, when nothing can be changed any more', async () => {
    const { phone, id, answers } = await aReminded();
    passTo('2041-12-03T09:29:00.000Z');
    await confirm({ phone, answers });
    expect(await bookingOf(id)).toHaveProperty('confirmedByCustomer');
  });

  it('counts if the customer tapped before the appointment began, however late that arrives', async () => {
    const { phone, id, answers } = await aReminded();
    passTo('2041-12-03T09:31:00.000Z');
    await confirm({ phone, answers, at: Date.parse(START) / 1000 - 1 });
    expect(await bookingOf(id)).toMatchObject({ confirmedByCustomer: '2041-12-03T09:29:59.000Z' });
  });

  it('is too late once the appointment has begun, and says what is booked', async () => {
    const { phone, id, answers } = await aReminded();
    passTo('2041-12-03T09:31:00.000Z');
    await confirm({ phone, answers });
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringMatching(/^Your appointment: consultation/) });
    expect(await wishesOf(phone)).toEqual([]);
  });

  it.each(['es', 'fr'] as const)(
    'is stored without an answer where the contract has no text for one (%s)',
    async (language) => {
      const phone = aPhone();
      const { body } = await world.invite({ phone, language });
      const token = String(world.provider.requestsTo(phone).at(-1)?.body['flowToken']);
      await complete({ phone, token, id: body['invitationId'], messageId: '' });
      await settle();
      const id = String(body['invitationId']);
      const sent = sentTo(phone).length;
      await confirm({ phone, answers: await remind({ phone, id }) });
      expect(await bookingOf(id)).toHaveProperty('confirmedByCustomer');
      expect(sentTo(phone)).toHaveLength(sent);
      expect(await wishesOf(phone)).toEqual([]);
    },
  );

  it('counts once, as of the earliest, however often it is tapped and in whatever order it arrives', async () => {
    const { phone, id, answers } = await aReminded();
    const at = secondsAgo(20);
    const events = await confirm({ phone, answers, at });
    const again = await confirm({ phone, answers, at: at + 10 });
    const late = await confirm({ phone, answers, at: at - 10 });
    expect(await bookingOf(id)).toMatchObject({
      confirmedByCustomer: new Date(1000 * (at - 10)).toISOString(),
    });
    const confirmed = [events, again, late].map(
      (one) => one.filter(({ type }) => type === 'Attendance Confirmed').length,
    );
    expect(confirmed).toEqual([1, 0, 0]);
  });

  it('whose webhook and event are doubled is answered once', async () => {
    const { phone, answers, sent } = await aReminded();
    const message = aMessageId();
    const events = await confirm({ phone, answers, id: message });
    await world.deliverAnnounced('answer-customer', ...events.filter(({ type }) => type === 'Customer Wish Detected'));
    await confirm({ phone, answers, id: message });
    expect(sentTo(phone)).toHaveLength(sent + 1);
  });

  it('whose function ends after it was stored and before it is answered is answered on the repeat, and announced once', async () => {
    const { phone, id, answers, sent } = await aReminded();
    await deliverTap({ phone, answers, label: "I'm coming" });
    const wishes = (await world.announce()).filter(({ type }) => type === 'Customer Wish Detected');
    line.refuse(({ operation, request }) => operation === 'UpdateItem' && request.includes('claimId = :claimId'));
    expect(await world.deliverAnnounced('answer-customer', ...wishes)).toHaveLength(1);
    expect(await bookingOf(id)).toHaveProperty('confirmedByCustomer');
    expect(sentTo(phone)).toHaveLength(sent);
    line.letThrough();
    expect(await world.deliverAnnounced('answer-customer', ...wishes)).toEqual([]);
    expect(sentTo(phone)).toHaveLength(sent + 1);
    const events = (await settle()).filter(({ type }) => type === 'Attendance Confirmed');
    expect(events).toHaveLength(1);
  });

  it('on the quick reply of a template counts for the booking that the template tells of', async () => {
    const { phone, id } = await book();
    passTo('2041-12-03T14:00:00.000Z');
    await patch(id, { date: '2041-12-05', time: '12:00' });
    await settle();
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendTemplate' });
    const answers = world.provider.requestsTo(phone).at(-1)?.accepted ?? '';
    await tap({ phone, answers, label: 'I will be there', of: 'template' }, 'raw');
    expect(await bookingOf(id)).toMatchObject({
      startsAt: '2041-12-05T11:00:00.000Z',
      confirmedByCustomer: expect.any(String),
    });
  });

  it('of somebody else confirms nothing', async () => {
    const { id, answers } = await aReminded();
    await confirm({ phone: aPhone(), answers });
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
  });
});

describe('a tap on "I’m coming" about another version', () => {
  it('changes nothing after the booking was moved, and says when it is', async () => {
    const { phone, id, answers } = await aReminded();
    await patch(id, { date: '2041-12-05', time: '12:00' });
    await settle();
    const events = await confirm({ phone, answers });
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
    expect(events.filter(({ type }) => type === 'Attendance Confirmed')).toEqual([]);
    expect(sentTo(phone).at(-1)).toMatchObject({
      body: 'Your appointment: consultation, Thursday, December 5 at 12:00 PM.',
    });
  });

  it('changes nothing after the booking was cancelled, and says so', async () => {
    const { phone, id, answers } = await aReminded();
    await cancel(id);
    await settle();
    await confirm({ phone, answers });
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringMatching(/is cancelled\.$/) });
  });

  it('changes nothing when the booking is moved just before it is stored, and is decided anew', async () => {
    const { phone, id, answers } = await aReminded();
    line.before(
      ({ operation, request }) => operation === 'UpdateItem' && request.includes('customerConfirmed = '),
      () => patch(id, { date: '2041-12-05', time: '12:00' }),
    );
    await deliverTap({ phone, answers, label: "I'm coming" });
    const wishes = (await world.announce()).filter(({ type }) => type === 'Customer Wish Detected');
    expect(await world.deliverAnnounced('answer-customer', ...wishes)).toHaveLength(1);
    expect(await world.deliverAnnounced('answer-customer', ...wishes)).toEqual([]);
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringMatching(/December 5 at 12:00 PM/) });
  });
});

describe('what the customer confirmed', () => {
  it('is not shown after a move, and can be confirmed for the new time', async () => {
    const { phone, id, answers } = await aReminded();
    await confirm({ phone, answers });
    await patch(id, { date: '2041-12-05', time: '12:00' });
    expect(await bookingOf(id)).not.toHaveProperty('confirmedByCustomer');
    const moved = '2041-12-05T11:00:00.000Z';
    const events = await confirm({ phone, answers: await remind({ phone, id }, moved) });
    expect(await bookingOf(id)).toHaveProperty('confirmedByCustomer');
    expect(events.find(({ type }) => type === 'Attendance Confirmed')?.detail).toMatchObject({ startsAt: moved });
  });

  it('is announced under an id of its own when the booking is moved away, back, and is confirmed again', async () => {
    const { phone, id, answers } = await aReminded();
    const first = await confirm({ phone, answers });
    await patch(id, { date: '2041-12-05', time: '12:00' });
    const moved = await confirm({ phone, answers: await remind({ phone, id }, '2041-12-05T11:00:00.000Z') });
    await patch(id, { date: DAY, time: '10:30' });
    const again = await confirm({ phone, answers: await remind({ phone, id }) });
    const announced = [first, moved, again].map((events) => events.find(({ type }) => type === 'Attendance Confirmed'));
    expect(announced.map((event) => event?.detail['startsAt'])).toEqual([START, '2041-12-05T11:00:00.000Z', START]);
    expect(new Set(announced.map((event) => event?.detail['eventId'])).size).toBe(3);
  });

  it('stays with the booking through other changes, a form that comes again, and what staff note', async () => {
    const { phone, id, answers } = await aReminded();
    await confirm({ phone, answers });
    const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
    await complete({ phone, token, id, messageId: '' }, futureForm, 0);
    await patch(id, { notes: 'By bike' });
    passTo('2041-12-03T10:00:00.000Z');
    await note(id, { attendance: 'came' });
    expect(await bookingOf(id)).toMatchObject({
      notes: 'By bike',
      confirmedByCustomer: expect.any(String),
      attendance: { value: 'came' },
    });
    expect(await listedBooking(id, DAY)).toEqual(await bookingOf(id));
  });

  it('stays with the booking whatever is written at the same time', async () => {
    const { phone, id, answers } = await aReminded();
    line.before(
      ({ operation, request }) => operation === 'UpdateItem' && request.includes('history.#id'),
      () => confirm({ phone, answers }),
    );
    await patch(id, { notes: 'By bike' });
    expect(await bookingOf(id)).toMatchObject({ notes: 'By bike', confirmedByCustomer: expect.any(String) });
  });

  it('goes with an erasure, and nothing is confirmed after it', async () => {
    const { phone, id, answers } = await aReminded();
    await confirm({ phone, answers });
    await deliverTap({ phone, answers, label: "I'm coming" });
    const [wish] = (await world.announce()).filter(({ type }) => type === 'Customer Wish Detected');
    await erase({ phone });
    if (wish) await world.deliverAnnounced('answer-customer', wish);
    const item = (await itemsOf(table)).get(`invitation#${id}`);
    expect(item).toMatchObject({ erasedAt: expect.any(String) });
    expect(item).not.toHaveProperty('customerConfirmed');
  });
});
