import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { everything } from '../support/customer-life.ts';
import { createStaff, STAFF_PHONES, staffContract } from '../support/staff.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessageId, aPhone, secondsAgo, tapBody } from '../support/webhooks.ts';
import { type AnnouncedEvent, startWorld } from '../support/world.ts';

const world = await startWorld(
  staffContract({ intent: { ...staffContract().intent, answersPerHour: 3 } }),
  useTableModel(),
);
const { provider } = world;
const { aBooking, announceAll, answerStaff, newestIdTo, openWindows, sentTo, settle, tap, tellStaff, textTo, write } =
  createStaff(world);
const { en, es } = STAFF_PHONES;
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const later = (minutes: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000, shouldAdvanceTime: true });
// Each test has an hour of its own: the answers of an hour are few.
afterEach(() => {
  later(120);
});
afterAll(() => {
  vi.useRealTimers();
});

/** A booking of which the staff were told, and the messages that told them. */
async function aToldBooking() {
  await openWindows();
  const { phone, id } = await aBooking();
  await settle();
  return { phone, id, messages: { en: newestIdTo(en), es: newestIdTo(es) } };
}

const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });

describe('a member of staff who taps “call”', () => {
  it.each(['normalised', 'raw'] as const)('gets the customer’s number in the chat (%s dialect)', async (dialect) => {
    const { phone, messages } = await aToldBooking();
    await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) }, dialect);
    expect(textTo(en)).toBe(`Alex: +${phone}`);
    await tap({ phone: es, answers: messages.es, label: 'llamar', at: secondsAgo(0) }, dialect);
    expect(textTo(es)).toBe(`Alex: +${phone}`);
  });

  it('under a template gets it as well', async () => {
    later(26 * 60);
    const { phone } = await aBooking();
    await settle();
    expect(sentTo(en).at(-1)).toMatchObject({ by: 'sendTemplate' });
    await tap({ phone: en, answers: newestIdTo(en), label: 'Call them', of: 'template', at: secondsAgo(0) }, 'raw');
    expect(textTo(en)).toBe(`Alex: +${phone}`);
  });

  it('about a question gets the number of who asked', async () => {
    await openWindows();
    const phone = aPhone();
    await write(phone, 'Where do I park?', { name: 'Zelda' });
    await settle();
    await tap({ phone: es, answers: newestIdTo(es), label: 'Llamar', at: secondsAgo(0) });
    expect(textTo(es)).toBe(`Zelda: +${phone}`);
  });

  it('about somebody who was erased meanwhile hears that nothing is known', async () => {
    const { phone, messages } = await aToldBooking();
    await erase(phone);
    await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    await tap({ phone: es, answers: messages.es, label: 'Llamar', at: secondsAgo(0) });
    expect([textTo(en), textTo(es)]).toEqual(['This is not known here any more.', 'Esto ya no se conoce aquí.']);
  });
});

describe('the erasure of a customer', () => {
  it('leaves nothing of them in what staff were told and tapped', async () => {
    const { phone, messages } = await aToldBooking();
    await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    await erase(phone);
    const left = [...(await everything(table)).values()].filter((item) => item.includes(phone));
    expect(left).toEqual([]);
  });
});

describe('a tap of staff', () => {
  it('is answered once, however often its webhook comes and its event is delivered', async () => {
    const { messages } = await aToldBooking();
    const before = sentTo(en).length;
    const body = tapBody('normalised', { id: aMessageId(), phone: en, answers: messages.en, label: 'Call' });
    await Promise.all([1, 2, 3].map(() => world.webhook(body, '/messages')));
    const events = await settle();
    await world.webhook(body, '');
    await answerStaff(events);
    await settle();
    expect(sentTo(en)).toHaveLength(before + 1);
  });

  it('whose answer may have been sent is not answered again', async () => {
    const { messages } = await aToldBooking();
    const before = sentTo(en).length;
    provider.answerNext('hang up');
    const events = await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    await answerStaff(events);
    expect(sentTo(en)).toHaveLength(before + 1);
  });

  it('under another member’s message, or with an unknown label, has no effect, and is told so', async () => {
    const { messages } = await aToldBooking();
    await tap({ phone: en, answers: messages.es, label: 'Llamar', at: secondsAgo(0) });
    expect(textTo(en)).toContain('This number is one of the staff');
    await tap({ phone: es, answers: messages.es, label: 'Gracias', at: secondsAgo(0) });
    expect(textTo(es)).toContain('Este número es del personal');
  });

  it('that comes before its message is linked waits for the link', async () => {
    await openWindows();
    await settle();
    const answers = aMessageId();
    let taps: AnnouncedEvent[] = [];
    let again: string[] = [];
    const tapped = { phone: en, answers, label: 'Call', at: secondsAgo(0) };
    const after = async () => {
      await world.webhook(tapBody('normalised', tapped), '/messages');
      taps = await announceAll();
      again = await answerStaff(taps);
    };
    const { phone } = await aBooking();
    const news = await announceAll();
    provider.answerEach(({ body }) =>
      body['phone'] === en ? { body: { sent: true, id: answers }, after } : undefined,
    );
    await tellStaff(news);
    provider.answerEach(() => undefined);
    expect(again).toEqual(['queued-0']);
    await answerStaff(taps);
    expect(textTo(en)).toBe(`Alex: +${phone}`);
  });

  it('on a message that nobody links has no effect in the end', async () => {
    await openWindows();
    await settle();
    const body = tapBody('normalised', { phone: en, answers: aMessageId(), label: 'Call', at: secondsAgo(0) });
    await world.webhook(body, '/messages');
    const events = await announceAll();
    expect(await answerStaff(events)).toEqual(['queued-0']);
    later(3);
    expect(await answerStaff(events)).toEqual([]);
    expect(textTo(en)).toContain('This number is one of the staff');
  });

  it('that is not kept any more is not answered, and its event does not come again', async () => {
    const { messages } = await aToldBooking();
    const before = sentTo(en).length;
    const tapped = { phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) };
    await world.webhook(tapBody('normalised', tapped), '/messages');
    const forgotten = (await announceAll()).map((event) => ({
      ...event,
      detail: { ...event.detail, messageId: aMessageId() },
    }));
    expect(await answerStaff(forgotten)).toEqual([]);
    expect(sentTo(en)).toHaveLength(before);
  });

  it('is answered only so often an hour, so that two machines cannot talk to each other', async () => {
    const { messages } = await aToldBooking();
    const before = sentTo(en).length;
    for (const _ of [1, 2, 3, 4, 5]) await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    expect(sentTo(en)).toHaveLength(before + 3);
    later(61);
    await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    expect(sentTo(en)).toHaveLength(before + 4);
  });

  it('is announced without a name and without a number, and counts as nothing a customer did', async () => {
    const { messages } = await aToldBooking();
    const events = await tap({ phone: en, answers: messages.en, label: 'Call', at: secondsAgo(0) });
    expect(events.map(({ type }) => type)).toEqual(['Staff Button Tapped']);
    expect(Object.keys(events[0]?.detail ?? {}).sort()).toEqual([
      'channelId',
      'eventId',
      'messageId',
      'occurredAt',
      'schemaVersion',
    ]);
  });
});
