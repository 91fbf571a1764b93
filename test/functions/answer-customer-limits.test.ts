import { afterEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { createChat } from '../support/chat.ts';
import { shippedContract, withoutServices } from '../support/contract.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, aPhone, secondsAgo, statusesBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const { en, es } = shippedContract.languages;
const { flow: _, chat: _none, ...silent } = es;
const { daysByInvitation: _days, ...flow } = shippedContract.flow;
/** A business that answers in English only, few times an hour. */
const contract = Contract.parse({
  ...shippedContract,
  flow,
  languages: { en, es: silent },
  booking: withoutServices(shippedContract.booking),
  intent: { ...shippedContract.intent, quietMinutes: 0, answersPerHour: 3 },
});
const world = await startWorld(contract, useTableModel());
const { provider } = world;
const { book, deliverTap, deliverText, sentTo, settle, stateOf, tap, wishesOf, write } = createChat(world);

afterEach(() => vi.useRealTimers());

const later = (minutes: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000, shouldAdvanceTime: true });

const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

const wishesIn = (events: AnnouncedEvent[]) => events.filter(({ type }) => type === 'Customer Wish Detected');

describe('an answer', () => {
  it.each([
    [400, { sent: false, message: 'Invalid parameter' }],
    [429, { sent: false, message: 'Too many requests' }],
    [500, { sent: false, message: 'Recipient has chosen to stop' }],
  ])(
    'that the provider does not take for certain (%i) leaves the wish to a person, and is not repeated',
    async (status, body) => {
      const { phone, sent } = await book();
      provider.answerNext({ status, body });
      await deliverText(phone, 'please cancel');
      const events = await settle();
      await world.deliverAnnounced('answer-customer', ...wishesIn(events));
      expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent + 1, ['cancel']]);
    },
  );

  it('of which nobody knows whether it was sent is never sent again, and a person sees the wish', async () => {
    const { phone, sent } = await book();
    provider.answerNext('hang up');
    await deliverText(phone, 'please cancel');
    const events = await settle();
    await world.deliverAnnounced('answer-customer', ...wishesIn(events), ...wishesIn(events));
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent + 1, ['cancel']]);
  });

  it('that another run makes is waited for, and one that ended without a word is not made again', async () => {
    const { phone, sent } = await book();
    let again: string[] = [];
    const answer = { sent: true, id: aMessageId() };
    let events: AnnouncedEvent[] = [];
    provider.answerNext({
      body: answer,
      after: async () => {
        again = await world.deliverAnnounced('answer-customer', ...wishesIn(events));
        later(2);
        await world.deliverAnnounced('answer-customer', ...wishesIn(events));
      },
    });
    await deliverText(phone, 'please cancel');
    events = await world.announce();
    await world.deliverAnnounced('answer-customer', ...wishesIn(events));
    expect([again, sentTo(phone).length]).toEqual([['queued-0'], sent + 1]);
    expect(await wishesOf(phone)).toEqual(['cancel']);
  });

  it.each(['please cancel', 'can we move it?'])('to “%s” that fails afterwards leaves it to a person', async (text) => {
    const { phone } = await book();
    const id = await write(phone, text);
    expect(await wishesOf(phone)).toEqual([]);
    const error = { code: 131026, title: 'Message undeliverable' };
    const failed = statusesBody('raw', { id, phone, status: 'failed', at: secondsAgo(0), error });
    await Promise.all([world.webhook(failed, '/delivery'), world.webhook(failed, '/delivery')]);
    expect(await wishesOf(phone)).toHaveLength(1);
  });

  it('that failed before its message was linked leaves it to a person', async () => {
    const { phone } = await book();
    const id = aMessageId();
    const error = { code: 131026, title: 'Message undeliverable' };
    const failed = statusesBody('raw', { id, phone, status: 'failed', at: secondsAgo(0), error });
    provider.answerNext({ body: { sent: true, id }, after: () => world.webhook(failed, '/delivery') });
    await deliverText(phone, 'please cancel');
    await settle();
    expect(await wishesOf(phone)).toEqual(['cancel']);
  });

  it('to a customer whom the provider reports as opted out is the last', async () => {
    const { phone, sent } = await book();
    provider.answerNext({ status: 400, body: { sent: false, message: 'Recipient has opted out', code: 131050 } });
    await deliverText(phone, 'please cancel');
    await settle();
    await deliverText(phone, 'Where are you?');
    await settle();
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent + 1, ['cancel', 'question']]);
  });

  it('does not go to a customer who opted out', async () => {
    const { phone, sent } = await book();
    await deliverText(phone, 'stop', { at: secondsAgo(20) });
    await deliverText(phone, 'please cancel');
    await settle();
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent, ['cancel']]);
  });

  it('does not go out once the window has closed', async () => {
    const { phone, sent } = await book();
    await deliverText(phone, 'please cancel');
    const events = await world.announce();
    later(24 * 60);
    await world.deliverAnnounced('answer-customer', ...wishesIn(events));
    vi.useRealTimers();
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent, ['cancel']]);
  });

  it('does not go to a customer who was erased meanwhile, and nothing of them comes back', async () => {
    const { phone } = await book();
    await deliverText(phone, 'please cancel');
    const events = await world.announce();
    await erase(phone);
    const { length } = sentTo(phone);
    await world.deliverAnnounced('answer-customer', ...wishesIn(events));
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([length, []]);
  });

  it('that was on its way when the customer was erased leaves nothing behind', async () => {
    const { phone } = await book();
    const id = aMessageId();
    provider.answerNext({ body: { sent: true, id }, after: () => erase(phone) });
    await deliverText(phone, 'please cancel');
    await settle();
    await tap({ phone, answers: id, label: 'Yes, cancel it' });
    expect(await wishesOf(phone)).toEqual([]);
  });

  it('in a language without words for the chat is left to a person, who hears of it at once', async () => {
    const { phone, sent } = await book({}, 'es');
    await deliverText(phone, 'Quiero cancelar mi cita');
    const events = await settle();
    expect(events.map(({ type }) => type)).toContain('Customer Question Received');
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent, ['cancel']]);
  });
});

it('a customer in whose language nothing is answered is told of a booking by a text without buttons', async () => {
  const { phone } = await book({}, 'es');
  expect(sentTo(phone).at(-1)).toMatchObject({ by: 'sendMessage', body: expect.stringContaining('3 de diciembre') });
});

describe('a button that asks to book', () => {
  it('invites also in a language without words for the chat', async () => {
    const phone = aPhone();
    await deliverTap({ phone, answers: aMessageId(), label: 'Book again' });
    await settle();
    await deliverText(phone, 'Hola');
    later(11);
    await world.reconcile();
    await settle();
    expect(sentTo(phone)).toMatchObject([{ by: 'sendFlow' }]);
  });
});

describe('all automatic answers to one chat', () => {
  it('are as many as the contract lets them be within an hour, and a person sees to the rest', async () => {
    const { phone, sent, id } = await book();
    const answers = await write(phone, 'please cancel');
    await tap({ phone, answers, label: 'No, keep it' });
    await write(phone, 'I want to book');
    await deliverText(phone, 'can we move it?');
    await settle();
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent + 3, ['change']]);
    await deliverText(phone, 'I want to book another appointment');
    await settle();
    expect([sentTo(phone).length, await wishesOf(phone)]).toEqual([sent + 3, ['change', 'question']]);
    // What needs no answer is done all the same; the notice of a cancellation is none.
    await deliverTap({ phone, answers, label: 'Yes, cancel it' });
    await settle();
    expect([sentTo(phone).length, await stateOf(id)]).toEqual([sent + 4, 'cancelled']);
  });

  it('are counted anew an hour after the first', async () => {
    const { phone, sent } = await book();
    for (const _ of [1, 2, 3, 4]) await write(phone, 'please cancel');
    expect(sentTo(phone)).toHaveLength(sent + 3);
    later(61);
    await write(phone, 'please cancel');
    expect(sentTo(phone)).toHaveLength(sent + 4);
  });

  it('of another chat do not count', async () => {
    const { phone } = await book();
    for (const _ of [1, 2, 3, 4]) await write(phone, 'please cancel');
    const other = aPhone();
    await write(other, 'please cancel');
    expect(sentTo(other)).toHaveLength(1);
  });
});
