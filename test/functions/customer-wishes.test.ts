import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Contract } from '../../functions/shared/contract/contract.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aContract } from '../support/contract.ts';
import { everything } from '../support/customer-life.ts';
import { itemsOf } from '../support/lists.ts';
import { aMessageId, aPhone, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const shipped = aContract();
const languages = Object.fromEntries(
  Object.entries(shipped.languages).map(([tag, { chat: _, ...words }]) => [tag, words]),
);
/** A business that answers nothing in the chat by itself. */
const world = await startWorld(Contract.parse({ ...shipped, languages }));
const { provider } = world;
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

/** A day that nothing but these tests happens on. */
const DAY = '2033-11-29';
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2033, 10, 29, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());
beforeEach(async () => {
  await world.announce();
});

const write = (phone: string, text: string, more: object = {}) =>
  world.webhook(textBody('normalised', { phone, text, at: secondsAgo(5), ...more }), '/messages');

/** What the worklist has of a customer. */
async function wishesOf(phone: string) {
  const items = itemsOf(await world.list('GET /worklist', { day: DAY, kind: 'question', limit: '100' }));
  return items.filter(({ chatId }) => chatId === `${phone}@c.us`);
}

const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

describe('a customer who writes', () => {
  it.each([
    ['I need to cancel my appointment', 'cancel'],
    ['¿Podemos mover mi cita al jueves?', 'change'],
    ['¿A qué hora abren?', 'question'],
  ])('“%s” gets no booking form and is shown to a person', async (text, wish) => {
    const phone = aPhone();
    const [id, at] = [aMessageId(), secondsAgo(5)];
    await write(phone, text, { id, at, name: 'Ana' });
    const events = await world.answerIntents();
    expect(provider.requestsTo(phone)).toEqual([]);
    const chatId = `${phone}@c.us`;
    const since = expect.stringMatching(/^2033-11-29T/);
    expect(await wishesOf(phone)).toEqual([
      { questionId: expect.any(String), chatId, customerName: 'Ana', wish, since },
    ]);
    expect(events).toMatchObject([{ type: 'Customer Question Received', detail: { chatId, messageId: id, wish } }]);
  });

  it('the same wish three times, or whose webhook is doubled, is shown once, since the first message', async () => {
    const phone = aPhone();
    const first = { id: aMessageId(), at: secondsAgo(600) };
    await write(phone, 'please cancel', { at: secondsAgo(300) });
    await Promise.all([1, 2, 3].map(() => write(phone, 'I must cancel', first)));
    await write(phone, 'cancel!!', { at: secondsAgo(10) });
    const events = await world.announce();
    expect(events.filter(({ type }) => type === 'Customer Question Received')).toHaveLength(1);
    const [wish, ...others] = await wishesOf(phone);
    expect(others).toEqual([]);
    expect(Date.parse(String(wish?.['since']))).toBeLessThan(Date.now() - 590_000);
  });

  it('two different wishes is shown with both', async () => {
    const phone = aPhone();
    await write(phone, 'Where do I park?', { at: secondsAgo(20) });
    await write(phone, "I can't come today");
    expect((await wishesOf(phone)).map(({ wish }) => wish)).toEqual(['question', 'cancel']);
  });

  it('a cancellation while an invitation is open, and within the quiet minutes, is shown', async () => {
    const phone = aPhone();
    await write(phone, 'I want to book', { at: secondsAgo(60) });
    await world.answerIntents();
    await write(phone, 'Sorry, cancel my booking');
    await world.answerIntents();
    expect(provider.requestsTo(phone)).toHaveLength(1);
    expect(await wishesOf(phone)).toMatchObject([{ wish: 'cancel' }]);
  });

  it('nothing but thanks is not shown', async () => {
    const phone = aPhone();
    await write(phone, 'Thank you!');
    expect(await wishesOf(phone)).toEqual([]);
  });
});

describe('the erasure of a customer', () => {
  it('does not let what they write afterwards on that day pass for what they wrote before', async () => {
    const phone = aPhone();
    const askToCancel = async () => {
      await write(phone, 'please cancel');
      const events = await world.announce();
      return events.filter(({ type }) => type === 'Customer Question Received').map(({ detail }) => detail.eventId);
    };
    const before = await askToCancel();
    await erase(phone);
    vi.setSystemTime(Date.now() + 60_000);
    const after = await askToCancel();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
  });

  it('removes what they wanted, for late reports too, and what they write afterwards counts', async () => {
    const phone = aPhone();
    const past = { id: aMessageId(), at: secondsAgo(60), name: `Zelda ${phone}` };
    await write(phone, 'please cancel', past);
    expect((await erase(phone)).body).toMatchObject({ complete: true, erased: { questions: 1 } });
    await write(phone, 'please cancel', past);
    expect(await wishesOf(phone)).toEqual([]);
    expect([...(await everything(table)).values()].filter((item) => item.includes(phone))).toEqual([]);

    vi.setSystemTime(Date.now() + 60_000);
    await world.announce();
    await write(phone, 'please cancel', { at: secondsAgo(1) });
    expect(await wishesOf(phone)).toMatchObject([{ wish: 'cancel' }]);
    expect(await world.announce()).toMatchObject([{ type: 'Customer Question Received' }]);
  });
});
