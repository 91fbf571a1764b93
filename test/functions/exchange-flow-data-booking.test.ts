import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LocalDate } from '../../functions/shared/domain/places/day.ts';
import { addDays } from '../../functions/shared/domain/places/local-days.ts';
import { dateInWords, timeInWords } from '../../functions/shared/domain/text/local-words.ts';
import { instantAt, now } from '../../functions/shared/domain/time/instant.ts';
import { aLiveClinicContract } from '../support/clinic.ts';
import { startLiveForm } from '../support/live-form.ts';
import { completionBody } from '../support/webhooks.ts';

const form = await startLiveForm(aLiveClinicContract({ horizonDays: 60, leadMinutes: 60, openPerCustomer: 2 }));
const { world, exchange, aCustomer, holding, aBooked } = form;
type Customer = Awaited<ReturnType<typeof aCustomer>>;

afterEach(() => {
  vi.useRealTimers();
});

describe('a live form', () => {
  it('books what is confirmed, and says so only then', async () => {
    const customer = await aCustomer();
    expect(await customer.open()).toMatchObject({ status: 200, screen: 'CHOOSE' });
    const held = await holding(customer);
    expect(held.screen).toBe('DETAILS');
    expect(await customer.booking()).toBeUndefined();
    const end = await customer.confirm(held, { name: 'Alex', notes: 'First' });
    expect(end).toMatchObject({ status: 200, screen: 'SUCCESS' });
    expect(await customer.booking()).toMatchObject({
      state: 'booked',
      service: 'first-visit',
      customerName: 'Alex',
      notes: 'First',
      attention: [],
    });
  });

  it('answers the present booking to who confirms again', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const confirm = () => customer.confirm(held);
    const both = await Promise.all([confirm(), confirm()]);
    expect(both.map(({ screen }) => screen)).toEqual(['SUCCESS', 'SUCCESS']);
    const first = await customer.booking();
    expect((await confirm()).screen).toBe('SUCCESS');
    expect(await customer.booking()).toEqual(first);
  });

  it('is not booked again by the message that tells of its end', async () => {
    const customer = await aCustomer();
    const held = await holding(customer);
    const end = await customer.confirm(held);
    const before = (await world.invitation(customer.id)).body;
    const { params } = end.data.extension_message_response;
    for (const _ of [1, 2]) {
      const told = completionBody('normalised', { phone: customer.number, fields: params, token: customer.token });
      expect((await world.webhook(told)).status).toBe(200);
    }
    expect((await world.invitation(customer.id)).body).toEqual(before);
  });

  it('offers fresh times to who was too late', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    // The first date may have one time alone; two weeks later there are many.
    const { data } = await one.look(addDays(LocalDate.parse((await one.when()).data.date), 14));
    const [date, time] = [data.date, data.times[0].id];
    expect(await one.hold(date, time)).toMatchObject({ screen: 'DETAILS' });
    const late = await other.hold(date, time);
    expect(late).toMatchObject({ status: 200, screen: 'WHEN', data: { date, error_message: expect.any(String) } });
    expect(late.data.times.map(({ id }: { id: string }) => id)).not.toContain(time);
  });

  it('is had by one of many who choose the same time at once; all others see what is free', async () => {
    const customers = await Promise.all(Array.from({ length: 20 }, () => aCustomer()));
    const { data } = await (customers[0] ?? (await aCustomer())).when();
    const [date, time] = [data.date, data.times[0].id];
    const answers = await Promise.all(customers.map((customer) => customer.hold(date, time)));
    expect(answers.filter(({ screen }) => screen === 'DETAILS')).toHaveLength(1);
    for (const { status, screen, data: shown } of answers.filter((one) => one.screen !== 'DETAILS')) {
      expect([status, screen]).toEqual([200, 'WHEN']);
      expect(shown.error_message).toEqual(expect.any(String));
    }
  });

  it('books what was held before as long as nobody else took it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const [early, late, other] = [await aCustomer(), await aCustomer(), await aCustomer()];
    const held = await holding(early);
    const lost = await holding(late);
    vi.setSystemTime(Date.now() + 11 * 60_000);
    expect(await other.hold(lost.data.date, lost.data.time)).toMatchObject({ screen: 'DETAILS' });
    expect(await early.confirm(held)).toMatchObject({ screen: 'SUCCESS' });
    const refused = await late.confirm(lost, { name: 'Alex', notes: 'First' });
    const { typed, error_message: message } = refused.data;
    expect([refused.screen, JSON.parse(typed)]).toEqual(['WHEN', { name: 'Alex', notes: 'First' }]);
    expect(message).toEqual(expect.any(String));
  });

  it('shows the own hold as free to its owner, who goes back', async () => {
    const customer = await aCustomer();
    const { data } = await holding(customer);
    const back = await customer.at('DETAILS', data, { action: 'BACK' });
    expect(back.screen).toBe('WHEN');
    expect(back.data.times.map(({ id }: { id: string }) => id)).toContain(data.time);
  });

  it('refuses a slot that was never offered', async () => {
    const customer = await aCustomer();
    for (const [date, time] of [
      ['2026-01-05', '10:00'],
      ['2041-12-04', '10:00'],
    ] as const)
      expect(await customer.hold(date, time)).toMatchObject({ status: 200, screen: 'WHEN' });
    const { data } = await customer.when();
    expect(await customer.hold(data.date, '03:07')).toMatchObject({ screen: 'WHEN' });
    expect(await customer.hold('garbage', '10:00')).toMatchObject({ screen: 'WHEN' });
  });

  it('has who asks for what there is not choose again', async () => {
    const customer = await aCustomer();
    expect((await customer.when({ service: 'haircut' })).screen).toBe('CHOOSE');
    expect((await customer.when({ resource: 'hall' })).data.error_message).toBeDefined();
  });

  it('writes day and time as a confirmation in the language does', async () => {
    for (const language of ['en', 'es']) {
      const customer = await aCustomer({ language });
      const { data } = await customer.when();
      const at = Temporal.PlainDateTime.from(`${data.date}T${data.times[0].id}`).toZonedDateTime('Europe/Madrid');
      const startsAt = instantAt(at.epochMilliseconds);
      const locale = { language, timeZone: 'Europe/Madrid' };
      expect(data.times[0].title).toBe(timeInWords(startsAt, locale));
      const held = await customer.hold(data.date, data.times[0].id);
      const [service, day] = [
        { en: 'First visit', es: 'Primera visita' }[language],
        dateInWords(startsAt, locale, now()),
      ];
      expect(held.data.summary).toBe(`${service} · Ana · ${day}, ${timeInWords(startsAt, locale)}`);
    }
  });

  it('shows the times again to who goes back, also if the phone says nothing but that', async () => {
    const customer = await aCustomer();
    const { data } = await holding(customer);
    const shown = { screen: 'WHEN', data: { service: 'first-visit', has_times: true } };
    for (const screen of ['DETAILS', 'WHEN']) {
      const said = { action: 'BACK', screen, flow_token: customer.token };
      expect((await exchange(said)).answer).toMatchObject(shown);
      expect((await exchange({ ...said, data })).answer).toMatchObject(shown);
    }
  });
});

/** What a customer is answered whose confirmation comes after they held another time, a week later. */
async function refusedWith(customer: Customer, typed: object) {
  const held = await holding(customer);
  const date = addDays(LocalDate.parse(held.data.date), 7);
  const later = await customer.look(date);
  await customer.hold(later.data.date, later.data.times[0].id);
  return customer.confirm(held, typed);
}

describe('what a customer typed', () => {
  it('survives a confirmation that is refused, on this phone only', async () => {
    const customer = await aCustomer();
    const refused = await refusedWith(customer, { name: 'Alex "Al" Doe', notes: 'First' });
    expect(refused).toMatchObject({ screen: 'WHEN', data: { error_message: expect.any(String) } });
    const next = await customer.at('WHEN', { ...refused.data, step: 'hold', time: refused.data.times[0].id });
    expect(next.data).toMatchObject({
      has_name: true,
      is_name_new: false,
      typed_name: 'Alex "Al" Doe',
      has_notes: true,
      typed_notes: 'First',
    });
    await customer.confirm(next, { name: '', kept_name: 'Alex Doe', kept_notes: 'Second' });
    expect(await customer.booking()).toMatchObject({ state: 'booked', customerName: 'Alex Doe', notes: 'Second' });
    expect((await customer.open()).data).not.toHaveProperty('typed');
    expect((await holding(customer)).data).toMatchObject({ has_name: false, has_notes: false });
  });

  it('survives without notes, which nobody has to give', async () => {
    const customer = await aCustomer();
    const refused = await refusedWith(customer, { name: 'Alex', notes: ' ' });
    const next = await customer.at('WHEN', { ...refused.data, step: 'hold', time: refused.data.times[0].id });
    expect(next.data).toMatchObject({ typed_name: 'Alex', has_notes: false, is_notes_new: true });
  });
});

describe('a customer whom nothing suits', () => {
  const nothing = (customer: Customer) =>
    customer.at('WHEN', { service: 'first-visit', resource: '-', step: 'none-suits' });

  it('is left to a person, once', async () => {
    const customer = await aCustomer();
    await world.announce();
    for (const _ of [1, 2, 3])
      expect(await nothing(customer)).toMatchObject({
        screen: 'SUCCESS',
        data: { extension_message_response: { params: { kind: 'none-suits' } } },
      });
    expect(await customer.booking()).toMatchObject({ state: 'requested', attention: ['none-suits'] });
    const events = (await world.announce()).filter(({ type }) => type.startsWith('Appointment'));
    expect(events.map(({ type }) => type)).toEqual(['Appointment Requested']);
  });

  it('is not taken for a form by the message that tells of it', async () => {
    const customer = await aCustomer();
    const { data } = await nothing(customer);
    const before = (await world.invitation(customer.id)).body;
    const { params } = data.extension_message_response;
    const told = completionBody('normalised', { phone: customer.number, fields: params, token: customer.token });
    expect((await world.webhook(told)).status).toBe(200);
    expect((await world.invitation(customer.id)).body).toEqual(before);
  });

  it('keeps the appointment that they have, and a person hears of it', async () => {
    const customer = await aBooked();
    const before = await customer.booking();
    await nothing(customer);
    expect(await customer.booking()).toEqual({ ...before, attention: ['none-suits'] });
  });

  it('needs nobody any more who books after all, and may say it again', async () => {
    const customer = await aCustomer();
    await nothing(customer);
    await customer.confirm(await holding(customer));
    expect(await customer.booking()).toMatchObject({ state: 'booked', attention: [] });
    await nothing(customer);
    expect(await customer.booking()).toMatchObject({ state: 'booked', attention: ['none-suits'] });
  });
});
