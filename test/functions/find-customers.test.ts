import { describe, expect, it } from 'vitest';
import { CustomerPage } from '../../functions/shared/http/answers/customers.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf as storedItems } from '../support/customer-life.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { itemsOf, readPages } from '../support/lists.ts';
import { aPhone, bsuidOf, completionBody, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }));
const customers = createCustomers(world);
const { book, found, get, settle } = customers;
const { cancel } = createBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

const entries = async () => [...(await storedItems(table)).values()].filter(({ type }) => type === 'name');

describe('GET /customers with the start of a name', () => {
  it('finds a customer by the start of any word of their name, without accents and case', async () => {
    const [first, last] = [aWord(), aWord()];
    const name = `Ána-${first} Mac ${last.toUpperCase()}`;
    const { phone } = await book(name);
    for (const typed of [first.slice(0, 4), first, last, last.slice(0, 2) + last.slice(2, 5), `ana ${last}`]) {
      expect(await found(typed), typed).toContain(name);
    }
    for (const typed of [first.slice(1), `${first} xyz`, `${last}x`]) {
      expect(await found(typed), typed).not.toContain(name);
    }
    const { body, status } = await get({ q: first });
    expect(status).toBe(200);
    expect(CustomerPage.parse(body)).toEqual(body);
    expect(body['items']).toEqual([
      {
        chatId: `${phone}@c.us`,
        phone,
        name,
        optedOut: false,
        attendance: { came: 0, noShow: 0 },
        revision: 0,
      },
    ]);
  });

  it.each(['ab', 'abc', 'abcd', 'abcdefghijklmnop'])(
    'finds a name by %s, however much of it is typed',
    async (start) => {
      const name = `${start}qrs${aWord()}`;
      await book(name);
      expect(await found(start)).toContain(name);
    },
  );

  it('finds the newest first, page by page, each customer once whatever words of theirs fit', async () => {
    const word = aWord();
    const names: string[] = [];
    for (let count = 0; count < 7; count++) {
      const name = `${word}${'abcdefg'[count]} ${word}x ${word}`;
      await book(name);
      names.unshift(name);
    }
    const pages = await readPages((cursor) => get({ q: word, limit: '2', ...cursor }));
    expect(pages.flat().map(({ name }) => name)).toEqual(names);
    expect(pages.length).toBeLessThanOrEqual(5);
  });

  it('finds a customer by what they call themselves, and by the name that their form had', async () => {
    const [own, booked] = [aWord(), aWord()];
    const { phone, token } = await world.anInvitation();
    await world.webhook(textBody('raw', { phone, name: own, at: secondsAgo(200) }));
    const fields = { service: 'Consultation', date: customers.aDate(), time: '11:00', name: booked };
    await world.webhook(completionBody('raw', { phone, name: own, token, fields, at: secondsAgo(100) }));
    await settle();
    await settle();
    expect(await found(booked)).toEqual([booked]);
    expect(await found(own)).toEqual([booked]);
  });

  it('finds a person with two addresses once, by the phone', async () => {
    const word = aWord();
    const phone = aPhone();
    const chatId = `${bsuidOf(phone)}@lid`;
    await book(`${word} first`, { chatId, phone: undefined });
    await world.webhook(textBody('raw', { phone, name: word, at: secondsAgo(1) }));
    await book(`${word} second`, { phone, time: '12:00' });
    const { body } = await get({ q: word });
    expect(body['items']).toHaveLength(1);
    expect(body['items']).toMatchObject([{ phone }]);
  });

  it('finds a caller without an address by their booking, under the name that it has now', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { invitationId } = await book(wrong, { phone: undefined });
    expect(await get({ q: wrong })).toMatchObject({ body: { items: [{ invitationId, name: wrong }] } });
    await world.call({
      route: 'PATCH /bookings/{invitationId}',
      path: { invitationId },
      headers: { authorization: customers.authorization },
      body: { customerName: right },
    });
    await settle();
    expect(await found(wrong)).toEqual([]);
    expect(await found(right)).toEqual([right]);
    expect(await get({ invitationId })).toMatchObject({ body: { items: [{ invitationId, name: right }] } });
  });

  it('writes nothing for a customer who is known under that name already', async () => {
    const word = aWord();
    const { phone } = await book(word);
    const before = await storedItems(table);
    const chat = (items: typeof before) => [...items].filter(([, { chatId }]) => chatId === `${phone}@c.us`);
    await book(word.toUpperCase(), { phone });
    expect(chat(await storedItems(table))).toEqual(chat(before));
  });

  it('has no letter of a name in any key, nor in an entry', async () => {
    const word = aWord();
    await book(`${word} Müller`);
    const written = (await entries()).map((entry) => JSON.stringify(entry).toLowerCase());
    expect(written.length).toBeGreaterThan(0);
    for (const entry of written) expect(entry).not.toMatch(new RegExp(`${word.slice(0, 5)}|ller`));
  });

  it.each([
    [{ q: 'x' }, 'q'],
    [{ q: '¡!' }, 'q'],
    [{ q: 'a'.repeat(101) }, 'q'],
    [{}, 'q'],
    [{ q: 'ana', phone: '34600000001' }, 'q'],
    [{ from: '2031-01-01' }, 'to'],
    [{ q: 'ana', limit: '101' }, 'limit'],
    [{ q: 'ana', cursor: 'x'.repeat(30) }, 'cursor'],
    [{ q: 'ana', format: 'xml' }, 'format'],
  ])('refuses %j, naming the parameter', async (query, field) => {
    expect(await get(query)).toMatchObject({ status: 400, body: { faults: [{ field }] } });
  });
});

describe('GET /customers with a number', () => {
  it('finds a customer by their number in any spelling, also without the country code', async () => {
    const name = aWord();
    const { phone } = await book(name);
    const digits = String(phone);
    const national = digits.slice(2);
    const spellings = [digits, `+${digits}`, `00${digits}`, national, `${national.slice(0, 3)} ${national.slice(3)}`];
    for (const q of [...spellings, `tel:+34-${national}`]) {
      expect(await get({ q }), q).toMatchObject({ body: { items: [{ name, phone: digits }], phone: digits } });
    }
  });

  it('finds somebody who was only invited, and says how it read the number of a stranger', async () => {
    const { phone } = await world.anInvitation({ customerName: 'Iris' });
    expect(await get({ q: `+${phone}` })).toMatchObject({ body: { items: [{ name: 'Iris', phone }], phone } });
    expect(await get({ q: '600 000 002' })).toMatchObject({ status: 200, body: { items: [], phone: '34600000002' } });
  });

  it('answers nothing for what is no number that can exist', async () => {
    expect((await get({ q: '+34 000 000 000 000 000' })).body).toEqual({ items: [] });
  });
});

describe('GET /customers with an address', () => {
  it('tells what staff want to know of one customer', async () => {
    const { phone } = await book('Olga');
    await world.webhook(textBody('raw', { phone: String(phone), text: 'stop' }));
    expect(await get({ phone: `+${phone}` })).toMatchObject({
      status: 200,
      body: { items: [{ phone, name: 'Olga', optedOut: true, attendance: { came: 0, noShow: 0 } }] },
    });
    expect((await get({ chatId: `${phone}@c.us` })).body['items']).toHaveLength(1);
  });

  it('tells of a customer whose name has no letters to be found by', async () => {
    const { phone } = await book('💅');
    expect(itemsOf(await get({ phone }))).toMatchObject([{ name: '💅' }]);
  });

  it('knows nobody under an address that nobody has', async () => {
    expect((await get({ phone: aPhone() })).body).toEqual({ items: [] });
  });
});

describe('GET /customers with days', () => {
  it('lists who has a booking on these days, each once, in the order of their first', async () => {
    const [one, other] = [customers.aDate(), customers.aDate()].sort();
    const [ana, ben] = [
      await book('Ana', { date: other, time: '09:00' }),
      await book('Ben', { date: one, time: '12:00', phone: undefined }),
    ];
    await book('Ana', { phone: ana.phone, date: one, time: '10:00' });
    await book('Ana', { phone: ana.phone, date: one, time: '11:00' });
    const dee = await book('Dee', { date: one, time: '13:00' });
    const cid = await book('Cid', { date: one, time: '14:00' });
    for (const { invitationId } of [dee, cid]) await cancel(invitationId);
    await book('Dee', { phone: dee.phone, date: one, time: '15:00' });
    const query = { from: String(one), to: String(other) };
    const names = itemsOf(await get(query)).filter(({ name }) => /^(Ana|Ben|Cid|Dee)$/.test(String(name)));
    expect(names.map(({ name, invitationId }) => [name, invitationId])).toEqual([
      ['Ana', undefined],
      ['Ben', ben.invitationId],
      ['Dee', undefined],
    ]);
    const paged = await readPages((cursor) => get({ ...query, limit: '1', ...cursor }));
    expect(paged.flat()).toEqual(itemsOf(await get(query)));
  });
});
