import { afterEach, describe, expect, it, vi } from 'vitest';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { futureForm } from '../support/bookings.ts';
import { everything } from '../support/customer-life.ts';
import { createStaff, STAFF_PHONES, staffContract } from '../support/staff.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(staffContract());
const { provider } = world;
const staff = createStaff(world);
const { aBooking, announceAll, cancel, newestTo, openWindows, patch, sentTo, settle, tellStaff, textTo, write } = staff;
const { en, es } = STAFF_PHONES;
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

afterEach(() => vi.useRealTimers());

/** Tells of what happened so far, so that what a test sees is its own. */
async function quiet(): Promise<number> {
  await settle();
  return provider.requests.length;
}

/** A day later no window of the staff is open. */
const tomorrow = () =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000, shouldAdvanceTime: true });

const DATE = { en: 'Tuesday, December 3, 2041', es: 'martes, 3 de diciembre de 2041' };

describe('staff whose session window is open', () => {
  it('read of a booking in their language what happened, to whom and when, and may call', async () => {
    await openWindows();
    await aBooking();
    await settle();
    expect(newestTo(en)).toMatchObject({
      by: 'sendButton',
      phone: en,
      body: `New booking: Alex, consultation, ${DATE.en}, 10:30 AM.`,
      buttons: [{ id: 'call', title: 'Call' }],
    });
    expect(newestTo(es)).toMatchObject({
      by: 'sendButton',
      body: `Nueva reserva: Alex, consultation, ${DATE.es}, 10:30.`,
      buttons: [{ id: 'call', title: 'Llamar' }],
    });
  });

  it('read of changes, of cancellations, and of what needs their attention', async () => {
    await openWindows();
    const { id } = await aBooking();
    await settle();
    await patch(id, { date: '2041-12-04', time: '11:00' });
    await settle();
    expect(textTo(en)).toBe('Booking changed: Alex, consultation, Wednesday, December 4, 2041, 11:00 AM.');
    await cancel(id);
    await settle();
    expect(textTo(es)).toBe('Reserva cancelada: Alex, consultation, miércoles, 4 de diciembre de 2041, 11:00.');
    await aBooking({ ...futureForm, date: 'soon', name: '', service: '' });
    await settle();
    expect(textTo(en)).toBe('Booking needs attention: no name, no service, date not known, time not known.');
  });

  it('read whom to call because no message reached them', async () => {
    await openWindows();
    const { phone, id } = await aBooking();
    await settle();
    await patch(id, { date: '2041-12-04', time: '11:00' });
    provider.answerEach(({ body }) =>
      body['phone'] === phone ? { body: { sent: false, message: 'Dialog window is closed' } } : undefined,
    );
    await settle();
    provider.answerEach(() => undefined);
    expect([textTo(en), textTo(es)]).toEqual([
      'Customer not told, please call: Alex, consultation, Wednesday, December 4, 2041, 11:00 AM.',
      'Cliente sin avisar, llama por favor: Alex, consultation, miércoles, 4 de diciembre de 2041, 11:00.',
    ]);
  });

  it.each([
    [
      'Where do I park?',
      'A customer asks something: Zelda, see the chat, ',
      'Un cliente pregunta algo: Zelda, mira el chat, ',
    ],
    [
      'Can I get a person? I have a question about my bill',
      'A customer asks something: ',
      'Un cliente pregunta algo: ',
    ],
  ])('read that a customer wrote “%s”', async (text, english, spanish) => {
    await openWindows();
    await write(aPhone(), text, { name: 'Zelda' });
    await settle();
    expect([textTo(en), textTo(es)]).toEqual([expect.stringContaining(english), expect.stringContaining(spanish)]);
  });

  it('read nothing of what is no news, and nothing about somebody who was erased meanwhile', async () => {
    await openWindows();
    const invited = await aBooking();
    const booked = await announceAll();
    await staff.complete(invited, futureForm, 60);
    const repeated = await announceAll();
    const before = await quiet();
    await tellStaff(repeated);
    await world.call({
      route: 'DELETE /customers',
      query: { phone: invited.phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    await tellStaff(booked);
    expect(provider.requests).toHaveLength(before);
  });
});

describe('staff whose session window has closed', () => {
  it('get the template of their language, and nothing without one', async () => {
    await openWindows();
    await quiet();
    tomorrow();
    await aBooking({ ...futureForm, name: 'Alex\n Smith' });
    const before = sentTo(es).length;
    await settle();
    expect(newestTo(en)).toMatchObject({
      by: 'sendTemplate',
      phone: en,
      template: 'staff_news',
      namespace: 'c0ffee',
      params: [
        {
          type: 'body',
          parameters: ['New booking', 'Alex Smith', 'consultation', DATE.en, '10:30 AM'].map((text) => ({
            type: 'text',
            text,
          })),
        },
      ],
    });
    expect(sentTo(es)).toHaveLength(before);
  });

  it('who the provider says have not written after all get the template at once', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    provider.answerEach(({ path }) =>
      path.endsWith('sendButton') ? { body: { sent: false, message: 'Dialog window is closed' } } : undefined,
    );
    await tellStaff(events);
    await tellStaff(events);
    provider.answerEach(() => undefined);
    expect(sentTo(en).slice(-2)).toMatchObject([{ by: 'sendButton' }, { by: 'sendTemplate' }]);
    expect(newestTo(es)).toMatchObject({ by: 'sendButton' });
  });
});

describe('each event', () => {
  it('is told each of them once, however often it is delivered', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    const before = provider.requests.length;
    await Promise.all([tellStaff(events), tellStaff(events), tellStaff(events)]);
    await tellStaff(events);
    expect(provider.requests).toHaveLength(before + 2);
  });

  it('of which nobody knows whether it was told is not told again', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    const before = provider.requests.length;
    provider.answerNext('hang up', { status: 500, body: {} });
    expect(await tellStaff(events)).toEqual([]);
    expect(await tellStaff(events)).toEqual([]);
    expect(provider.requests).toHaveLength(before + 2);
  });

  it('that is refused for now comes again, and only to whom it was refused', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    const [toEnglish, toSpanish] = [sentTo(en).length, sentTo(es).length];
    provider.answerEach(({ body }) =>
      body['phone'] === en ? { status: 429, body: { message: 'Too many requests' } } : undefined,
    );
    expect(await tellStaff(events)).toEqual(['queued-0']);
    provider.answerEach(() => undefined);
    expect(await tellStaff(events)).toEqual([]);
    expect([sentTo(en).length, sentTo(es).length]).toEqual([toEnglish + 2, toSpanish + 1]);
  });

  it('that is refused for good does not come again', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    const before = provider.requests.length;
    const refused = { body: { sent: false, message: 'Recipient is not on WhatsApp', code: 131026 } };
    provider.answerNext(refused, refused);
    expect(await tellStaff(events)).toEqual([]);
    expect(await tellStaff(events)).toEqual([]);
    expect(provider.requests).toHaveLength(before + 2);
  });

  it('that another run tells is waited for, and given up once that run must have ended', async () => {
    await openWindows();
    await aBooking();
    const events = await announceAll();
    const before = provider.requests.length;
    let meanwhile: string[] = [];
    const after = async () => {
      meanwhile = await tellStaff(events);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000, shouldAdvanceTime: true });
      await tellStaff(events);
    };
    provider.answerNext({ body: { sent: true, id: 'wamid.first' }, after });
    await tellStaff(events);
    expect(meanwhile).toEqual(['queued-0']);
    expect(provider.requests).toHaveLength(before + 2);
  });

  it('leaves nothing that names the customer', async () => {
    await openWindows();
    const { phone } = await aBooking({ ...futureForm, name: `Zelda${Date.now()}` });
    await settle();
    const items = [...(await everything(table))].filter(([pk]) => pk.startsWith('staff'));
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(([, item]) => item.includes(phone) || item.includes('Zelda') || item.includes(en))).toEqual([]);
  });
});
