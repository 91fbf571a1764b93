import { afterEach, describe, expect, it, vi } from 'vitest';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createChat } from '../support/chat.ts';
import { everything } from '../support/customer-life.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, aPhone, secondsAgo, tapBody, textBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld(undefined, useTableModel());
const { provider } = world;
const { book, complete, deliverTap, deliverText, patch, sentTo, settle, stateOf, tap, wishesOf, write } =
  createChat(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

afterEach(() => vi.useRealTimers());

const later = (minutes: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000, shouldAdvanceTime: true });

const DIALECTS = [
  ['normalised', 'button'],
  ['raw', 'button'],
  ['raw', 'template'],
  ['raw', 'row'],
] as const;

describe('a tap', () => {
  it.each(DIALECTS)('in the %s dialect on a %s is known by its message and its label', async (dialect, of) => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: ' YES,  cancel it', of }, dialect);
    expect(await stateOf(id)).toBe('cancelled');
  });

  it('whose webhook is doubled has one effect', async () => {
    const { phone, sent } = await book();
    const answers = await write(phone, 'please cancel');
    const options = { id: aMessageId(), phone, answers, label: 'No, keep it' };
    await Promise.all([1, 2, 3].map(() => deliverTap(options)));
    const events = await settle();
    await deliverTap(options, 'raw');
    await world.deliverAnnounced('answer-customer', ...events);
    await settle();
    expect(sentTo(phone)).toHaveLength(sent + 2);
  });

  it('of another customer means only what its words say', async () => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    const stranger = aPhone();
    await tap({ phone: stranger, answers, label: 'Yes, cancel it' });
    expect(await stateOf(id)).toBe('booked');
    expect(sentTo(stranger)).toMatchObject([{ body: expect.stringContaining('no appointment of yours') }]);
  });

  it('under another address of the same person counts', async () => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    await world.webhook(tapBody('raw', { phone, answers, label: 'No, keep it' }), '/messages');
    await settle();
    const hidden = tapBody('raw', { phone: `ES.1${phone}`, answers, label: 'Yes, cancel it' });
    await world.webhook(hidden, '/messages');
    await settle();
    expect(await stateOf(id)).toBe('cancelled');
  });

  it('that comes before its message is linked waits for the link', async () => {
    const { phone, id } = await book();
    const answers = aMessageId();
    const after = async () => {
      await deliverTap({ phone, answers, label: 'Yes, cancel it' });
      await answerWishes((await world.announce()).slice(-1));
    };
    provider.answerNext({ body: { sent: true, id: answers }, after });
    await deliverText(phone, 'please cancel');
    await settle();
    expect(await stateOf(id)).toBe('cancelled');
  });

  it('on a message that nobody links counts by its words in time, once', async () => {
    const { phone, sent } = await book();
    const options = { phone, answers: aMessageId(), label: 'Cancel' };
    await deliverTap(options);
    await settle();
    expect(sentTo(phone)).toHaveLength(sent);
    later(11);
    await world.reconcile();
    await settle();
    await world.reconcile();
    await settle();
    expect(sentTo(phone).slice(sent)).toMatchObject([{ body: expect.stringContaining('Do you want to cancel') }]);
  });

  it('on the row of a list that nobody knows was sent leads to a person', async () => {
    const { phone } = await book({ time: '16:00' });
    await book({ service: 'massage' }, 'en', phone);
    provider.answerNext('hang up');
    await deliverText(phone, 'please cancel');
    await settle();
    later(3 * 24 * 60);
    expect(await wishesOf(phone)).toEqual([]);
    await deliverTap({ phone, answers: aMessageId(), label: 'Tue, Dec 3, 10:30 AM', of: 'row' }, 'raw');
    await settle();
    later(11);
    await world.reconcile();
    await settle();
    expect(await wishesOf(phone)).toEqual(['cancel']);
    expect(sentTo(phone).at(-1)).toMatchObject({ body: expect.stringContaining('We will answer you') });
  });

  it('on a button of somebody else that asks to book is invited at once', async () => {
    const phone = aPhone();
    await deliverTap({ phone, answers: aMessageId(), label: 'Book an appointment' });
    await settle();
    expect(sentTo(phone)).toMatchObject([{ by: 'sendFlow' }]);
  });

  it('on a button that no message has, and that says nothing, is left alone', async () => {
    const { phone, notice, sent } = await book();
    await tap({ phone, answers: notice, label: 'Nice' });
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent, []]);
  });

  it('with an opt-out word opts out', async () => {
    const { phone, id } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: 'Stop' });
    expect(await stateOf(id)).toBe('booked');
    const count = sentTo(phone).length;
    await deliverText(phone, 'please cancel');
    await settle();
    expect(sentTo(phone)).toHaveLength(count);
  });
});

/** Delivers what customers wrote and tapped, and nothing else. */
const answerWishes = (events: AnnouncedEvent[]) =>
  world.deliverAnnounced('answer-customer', ...events.filter(({ type }) => type === 'Customer Wish Detected'));

describe('buttons under a message that tells of a booking', () => {
  it.each([
    ['en', 'Change', 'Choose another time'],
    ['es', 'Cambiar', 'Elige otra hora'],
  ] as const)('open the form again (%s)', async (language, label, says) => {
    const { phone, notice } = await book({}, language);
    await tap({ phone, answers: notice, label });
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendFlow', body: expect.stringContaining(says) });
  });

  it('ask whether to cancel', async () => {
    const { phone, notice } = await book({}, 'es');
    await tap({ phone, answers: notice, label: 'Cancelar' });
    expect(sentTo(phone).at(-1)).toMatchObject({
      by: 'sendButton',
      body: expect.stringContaining('¿Quieres cancelar'),
    });
  });

  it('do not change what was moved since, and say when it is', async () => {
    const { phone, notice, id } = await book();
    await patch(id, { date: '2041-12-05', time: '12:00' });
    await settle();
    await tap({ phone, answers: notice, label: 'Cancel' });
    expect(sentTo(phone).at(-1)).toMatchObject({
      by: 'sendMessage',
      body: 'Your appointment: consultation, Thursday, December 5, 2041 at 12:00 PM.',
    });
  });

  it('count as long as the customer was told nothing else', async () => {
    const { phone, notice, id } = await book();
    await patch(id, { notes: 'Bring the papers' });
    await settle();
    await tap({ phone, answers: notice, label: 'Cancel' });
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendButton' });
  });

  it('that wait for the link of their message count once it is linked', async () => {
    const phone = aPhone();
    const answers = aMessageId();
    const { body } = await world.invite({ phone });
    const token = String(provider.requestsTo(phone).at(-1)?.body['flowToken']);
    await complete({ phone, token, id: body['invitationId'], messageId: '' });
    const after = async () => {
      await deliverTap({ phone, answers, label: 'Cancel' });
      await answerWishes(await world.announce());
    };
    provider.answerNext({ body: { sent: true, id: answers }, after });
    await settle();
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendButton', body: expect.stringContaining('want to cancel') });
  });

  it('invite to book again, in the language of the booking', async () => {
    const { phone, notice } = await book({}, 'es');
    const asked = await tap({ phone, answers: notice, label: 'Cancelar' });
    const cancelled = await tap({ phone, answers: asked, label: 'Sí, cancelar' });
    await tap({ phone, answers: cancelled, label: 'Reservar otra vez' });
    expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendFlow', body: expect.stringContaining('reserva tu cita') });
  });
});

describe('the erasure of a customer', () => {
  it('finds taps that wait, what was answered, and what the buttons meant', async () => {
    const { phone } = await book();
    await write(phone, 'please cancel', { name: `Zelda ${phone}` });
    await deliverTap({ phone, answers: aMessageId(), label: 'Cancel' });
    await settle();
    const late = textBody('normalised', { phone, text: 'please change it', at: secondsAgo(30) });
    await world.call({
      route: 'DELETE /customers',
      query: { phone },
      headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
    });
    await world.webhook(late, '/messages');
    await settle();
    expect([...(await everything(table)).values()].filter((item) => item.includes(phone))).toEqual([]);
  });
});
