import { describe, expect, it } from 'vitest';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { futureForm } from '../support/bookings.ts';
import { everything } from '../support/customer-life.ts';
import { createStaff, STAFF_PHONES, staffContract } from '../support/staff.ts';
import {
  aMessage,
  aMessageId,
  aPhone,
  bsuidOf,
  completionBody,
  normalisedBody,
  secondsAgo,
  statusesBody,
  tapBody,
  textBody,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

/** A phone in Brazil, which WhatsApp also reports without its ninth digit. */
const BRAZILIAN = { written: '+55 (11) 98765-4321', reported: '551187654321' };

const shared = staffContract();
const contract = staffContract({
  staff: {
    ...shared.staff,
    phones: [...(shared.staff?.phones ?? []), { phone: BRAZILIAN.written, language: 'es' }],
  },
  intent: { ...shared.intent, firstMessage: true },
});
const world = await startWorld(contract);
const { provider } = world;
const {
  aBooking,
  announceAll,
  cancel,
  newestIdTo,
  openWindows,
  sentTo,
  settle,
  stateOf,
  tap,
  textTo,
  tokenTo,
  wishesOf,
  write,
} = createStaff(world);
const { en, es } = STAFF_PHONES;
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

/** What is stored of customers with this phone or under the BSUID of it. */
const customersWith = async (phone: string) =>
  [...(await everything(table))].filter(([pk, item]) => pk.startsWith('chat#') && item.includes(phone));

const WORDS = ['I want to book', 'please cancel', 'can we move it?', 'Where do I park?', 'stop', 'start', 'Hola'];

describe('what a member of staff writes', () => {
  it.each(WORDS.flatMap((text) => [[text, 'normalised'] as const, [text, 'raw'] as const]))(
    'is never a customer’s: “%s” in the %s dialect',
    async (text, dialect) => {
      await settle();
      for (const route of ['/messages', ''] as const)
        await world.webhook(textBody(dialect, { phone: en, text, at: secondsAgo(5) }), route);
      expect(await announceAll()).toEqual([]);
      expect([await wishesOf(en), await customersWith(en)]).toEqual([[], []]);
    },
  );

  it('is never a customer’s in another spelling of their phone', async () => {
    await settle();
    await write(BRAZILIAN.reported, 'I want to book');
    expect(await announceAll()).toEqual([]);
    expect(await customersWith(BRAZILIAN.reported)).toEqual([]);
  });

  it('is never a customer’s where WhatsApp hides their phone, once it was reported with it', async () => {
    await write(es, 'Hola', {}, 'raw');
    await settle();
    await write(bsuidOf(es), 'quiero reservar', {}, 'raw');
    await write(bsuidOf(es), 'baja', {}, 'raw');
    expect(await announceAll()).toEqual([]);
    expect(await customersWith(es)).toEqual([]);
  });

  it('or calls, or reacts with, or sends by a form that no invitation has, makes no customer of them', async () => {
    await settle();
    await world.webhook(normalisedBody(aMessage(en, { type: 'reaction', body: '👍' })), '/messages');
    await world.webhook(completionBody('normalised', { phone: en }), '/messages');
    expect(await announceAll()).toEqual([]);
    expect(await customersWith(en)).toEqual([]);
  });

  it('renews their session window', async () => {
    await write(BRAZILIAN.reported, 'Bom dia');
    const before = sentTo('5511987654321').length;
    await aBooking();
    await settle();
    expect(sentTo('5511987654321').slice(before)).toMatchObject([{ by: 'sendButton' }]);
  });

  it('leaves alone what customers write', async () => {
    const phone = aPhone();
    await write(phone, 'I want to book');
    await settle();
    expect(sentTo(phone)).toMatchObject([{ by: 'sendFlow' }]);
  });
});

describe('an address of a member of staff', () => {
  it('is learnt from a status that names it with their phone', async () => {
    await openWindows();
    await aBooking();
    await settle();
    const id = newestIdTo(en);
    await world.webhook(statusesBody('normalised', { id, phone: en, status: 'delivered' }), '/delivery');
    await settle();
    await write(bsuidOf(en), 'I want to book', {}, 'raw');
    expect(await announceAll()).toEqual([]);
  });

  it('is learnt from a tap under a message to them', async () => {
    await openWindows();
    const { phone } = await aBooking();
    await settle();
    const hidden = `ES.9${aPhone()}`;
    await tap({ phone: hidden, answers: newestIdTo(es), label: 'Llamar' }, 'raw');
    expect(sentTo(es).at(-1)).toMatchObject({ body: `Alex: +${phone}` });
    await write(hidden, 'quiero reservar', {}, 'raw');
    expect(await announceAll()).toEqual([]);
  });

  it('is not linked to a customer whose form they sent', async () => {
    const invited = await world.anInvitation();
    const form = { phone: en, token: invited.token, fields: futureForm };
    await world.webhook(completionBody('raw', form), '/flow-completion');
    await settle();
    expect(await stateOf(String(invited.id))).toBe('booked');
    expect(await customersWith(en)).toEqual([]);
  });
});

describe('a member of staff who is a customer in private', () => {
  it('is invited by request only, books by the form, and is told of it', async () => {
    const { body } = await world.invite({ phone: en });
    expect(body['status']).toBe('accepted');
    const token = tokenTo(en);
    await world.webhook(completionBody('raw', { phone: en, token, fields: futureForm }), '');
    const before = sentTo(en).length;
    await announceAll();
    expect(await stateOf(String(body['invitationId']))).toBe('booked');
    expect(sentTo(en).slice(before)).toMatchObject([{ body: expect.stringContaining('Your appointment is booked') }]);
  });

  it('cannot act as a customer by what they tap or write', async () => {
    const { body } = await world.invite({ phone: es, language: 'es' });
    const token = tokenTo(es);
    await world.webhook(completionBody('raw', { phone: es, token, fields: futureForm }), '');
    await announceAll();
    await tap({ phone: es, answers: newestIdTo(es), label: 'Cancelar' });
    await write(es, 'Quiero cancelar mi cita');
    await settle();
    expect(await stateOf(String(body['invitationId']))).toBe('booked');
    expect(textTo(es)).toContain('Este número es del personal');
    await cancel(body['invitationId']);
    await settle();
  });
});

describe('a message to staff that fails because they opted out in WhatsApp', () => {
  it('is no opt-out of a customer', async () => {
    await openWindows();
    await aBooking();
    await settle();
    const id = newestIdTo(en);
    const error = { code: 131050, title: 'User has stopped marketing messages' };
    await world.webhook(statusesBody('hooks', { id, phone: en, status: 'failed', error }), '/delivery');
    provider.answerEach(({ body }) =>
      body['phone'] === en ? { body: { sent: false, message: 'Recipient has opted out', code: 131050 } } : undefined,
    );
    await aBooking();
    const events = [...(await settle()), ...(await settle())];
    provider.answerEach(() => undefined);
    expect(events.map(({ type }) => type)).not.toContain('Customer Opted Out');
  });
});

describe('a tap of a customer that names a message to staff', () => {
  it('counts as words, and tells them nothing', async () => {
    await openWindows();
    await aBooking();
    await settle();
    const phone = aPhone();
    await write(phone, 'Hello');
    await settle();
    const before = sentTo(phone).length;
    await world.webhook(tapBody('normalised', { id: aMessageId(), phone, answers: newestIdTo(en), label: 'Call' }), '');
    await settle();
    expect(sentTo(phone)).toHaveLength(before);
  });
});
