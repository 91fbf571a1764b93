import { describe, expect, it } from 'vitest';
import { CustomerView } from '../../functions/shared/http/answers/customers.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { parseImage } from '../../functions/shared/store/table/stream-image.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf as storedItems, tracesOf } from '../support/customer-life.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { readPages } from '../support/lists.ts';
import { aPhone, bsuidOf, completionBody, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }));
const { aDate, authorization, book, correct, erase, exported, found, get, settle } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

/** The keys of all entries of names. */
const entries = async (): Promise<string[]> =>
  [...(await storedItems(table))].flatMap(([pk, { type }]) => (type === 'name' ? [pk] : [])).sort();

describe('PATCH /customers', () => {
  it('corrects a name: the customer is found and shown by it alone', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { phone } = await book(wrong);
    await world.webhook(textBody('raw', { phone, name: `${wrong} ♥` }));
    const { status, body } = await correct({ phone }, { name: ` ${right} ` });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { name: right, phone, correction: { actor: { kind: 'owner' } } },
    });
    expect(CustomerView.parse(body)).toEqual(body);
    expect(await found(wrong)).toEqual([]);
    expect(await found(right)).toEqual([right]);
    await settle();
    expect(await found(wrong)).toEqual([]);
  });

  it('greets the customer by the corrected name from then on', async () => {
    const { phone } = await book('Ana');
    await correct({ phone }, { name: 'Eva' });
    await world.invite({ phone });
    expect(JSON.stringify(world.provider.requestsTo(phone).at(-1)?.body)).toContain('Eva');
  });

  it('finds them by a name that they book under later as well', async () => {
    const [right, later] = [aWord(), aWord()];
    const { phone } = await book(aWord());
    await correct({ phone }, { name: right });
    await book(later, { phone });
    expect(await found(later)).toEqual([right]);
    expect(await found(right)).toEqual([right]);
  });

  it('takes the wrong name from all addresses of the person', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const phone = aPhone();
    const chatId = `${bsuidOf(phone)}@lid`;
    await book(wrong, { chatId, phone: undefined });
    await world.webhook(textBody('raw', { phone, name: wrong }));
    await correct({ chatId }, { name: right });
    expect(await found(wrong)).toEqual([]);
    expect(await found(right)).toEqual([right]);
  });

  it('corrects the language', async () => {
    const { phone } = await book('Ana');
    expect((await correct({ phone }, { language: 'es' })).body).toMatchObject({
      language: 'es',
      name: 'Ana',
      correction: { actor: { kind: 'owner' } },
    });
    expect((await get({ phone })).body).toMatchObject({ items: [{ language: 'es' }] });
  });

  it('corrects the language at all addresses of the person, and nothing more when it is repeated', async () => {
    const phone = aPhone();
    const chatId = `${bsuidOf(phone)}@lid`;
    await book('Ana', { chatId, phone: undefined });
    await world.webhook(textBody('raw', { phone, name: 'Ana' }));
    const { body } = await correct({ chatId }, { language: 'es' });
    expect(body).toMatchObject({ language: 'es', revision: 2 });
    const kept = (await readPages((cursor) => exported({ chatId, ...cursor }))).flat();
    const spoken = kept.flatMap(({ type, chatId: of, language }) => (type === 'chat' ? [[of, language]] : []));
    expect(Object.fromEntries(spoken)).toEqual({ [chatId]: 'es', [`${phone}@c.us`]: 'es' });
    expect((await correct({ chatId }, { language: 'es' })).body).toEqual(body);
  });

  it('corrects nothing of what somebody else corrected meanwhile, of a name or a language', async () => {
    const { phone } = await book('Ana');
    const { revision } = (await correct({ phone }, { name: 'Eva' })).body as { revision: number };
    expect((await correct({ phone }, { name: 'Iva' }, revision)).body).toMatchObject({ revision: revision + 1 });
    for (const asked of [{ name: 'Ada' }, { language: 'es' }]) {
      expect(await correct({ phone }, asked, revision)).toMatchObject({
        status: 412,
        body: {
          ...{ type: 'urn:appointment-flow:problem:changed-meanwhile', revision: revision + 1 },
          detail: 'Somebody corrected this customer since you read it: read it again.',
        },
      });
    }
    expect((await get({ phone })).body).toMatchObject({ items: [{ name: 'Iva', revision: revision + 1 }] });
  });

  it('corrects both at once by one revision, and is answered the same when it is repeated', async () => {
    const { phone } = await book('Ana');
    const first = await correct({ phone }, { name: 'Eva', language: 'es' }, 0);
    expect(first).toMatchObject({ status: 200, body: { name: 'Eva', language: 'es', revision: 2 } });
    expect((await correct({ phone }, { name: 'Eva', language: 'es' }, 0)).body).toEqual(first.body);
  });

  it('lets one of two who saw the same customer correct them', async () => {
    const { phone } = await book('Ana');
    for (const asked of [
      [{ name: 'Eva' }, { name: 'Ada' }],
      [{ language: 'es' }, { language: 'en' }],
    ]) {
      const { items } = (await get({ phone })).body as { items: { revision: number }[] };
      const answers = await Promise.all(asked.map((one) => correct({ phone }, one, items[0]?.revision)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
  });

  it('tells open desks that something changed', async () => {
    const { phone } = await book('Ana');
    const tag = async () => (await world.call({ route: 'GET /changes', headers: { authorization } })).headers['etag'];
    const before = await tag();
    await correct({ phone }, { name: 'Eva' });
    const after = await tag();
    expect(after).not.toBe(before);
    await correct({ phone }, { name: 'Eva' });
    expect(await tag()).toBe(after);
    await correct({ phone }, { language: 'es' });
    expect(await tag()).not.toBe(after);
  });

  it('knows nobody under an address that nobody has', async () => {
    expect(await correct({ phone: aPhone() }, { name: 'Ana' })).toMatchObject({
      ...{ status: 404, body: { detail: 'There is no customer with this address.' } },
    });
  });

  it.each([
    [{}, '(body)'],
    [{ name: '  ' }, 'name'],
    [{ name: 'a'.repeat(201) }, 'name'],
    [{ language: 'xx' }, 'language'],
    [{ name: 'Ana', phone: '34600000001' }, 'phone'],
  ])('refuses %j, naming the field', async (body, field) => {
    const { phone } = await book('Ana');
    expect(await correct({ phone }, body)).toMatchObject({ status: 400, body: { faults: [{ field }] } });
  });
});

describe('DELETE /customers', () => {
  it('leaves no entry of the name of somebody who was erased, and takes no new one', async () => {
    const before = await entries();
    const word = aWord();
    const { phone, token } = await world.anInvitation();
    const fields = { service: 'Consultation', date: aDate(), time: '11:00', name: word };
    await world.webhook(completionBody('raw', { phone, token, fields, at: secondsAgo(100) }));
    await settle();
    await settle();
    await correct({ phone }, { name: `${word} ${word}x` });
    const late = await world.engine.stream.read(undefined, 10_000);
    expect((await entries()).length).toBeGreaterThan(before.length);
    expect((await erase({ phone })).body).toMatchObject({ complete: true });
    expect(await entries()).toEqual(before);

    const { handler } = await import('../../functions/settle-bookings/handler.ts');
    const records = late.filter(({ dynamodb: { NewImage } = {} }) => {
      const image = NewImage?.['type']?.S === 'invitation' ? parseImage(NewImage) : undefined;
      return image?.type === 'invitation' && image.booking?.customerName?.includes(word);
    });
    expect(records.length).toBeGreaterThan(0);
    await handler({ Records: records }, {} as never);
    expect(await entries()).toEqual(before);
    expect(await found(word)).toEqual([]);
    expect(await tracesOf(table, { marks: [word, phone] })).toEqual([]);
  });

  it('leaves none of a caller without an address, whose booking is erased', async () => {
    const before = await entries();
    const word = aWord();
    const { invitationId } = await book(word, { phone: undefined });
    expect((await entries()).length).toBeGreaterThan(before.length);
    expect((await erase({ invitationId })).body).toMatchObject({ complete: true });
    expect(await entries()).toEqual(before);
    expect(await tracesOf(table, { marks: [word] })).toEqual([]);
  });

  it('lets the same person be found again who books after it', async () => {
    const word = aWord();
    const { phone } = await book(aWord());
    await erase({ phone });
    await book(word, { phone });
    expect(await found(word)).toEqual([word]);
  });
});

describe('GET /customers/export', () => {
  const whole = async (query: Record<string, string>) =>
    (await readPages((cursor) => exported({ ...query, ...cursor }))).flat();

  it('tells all that is kept about a customer, and nothing of others', async () => {
    const [word, notes] = [aWord(), aWord()];
    const { phone, token } = await world.anInvitation();
    const fields = { service: 'Consultation', date: aDate(), time: '11:00', name: word, notes };
    await world.webhook(textBody('raw', { phone, name: word, at: secondsAgo(200) }));
    await world.webhook(completionBody('raw', { phone, token, fields, at: secondsAgo(100) }));
    await world.webhook({ strange: [{ from: phone, said: notes }] });
    await settle();
    const other = await book('Somebody Else');
    const items = await whole({ phone });
    const kinds = items.map(({ type }) => type);
    expect(kinds).toEqual(expect.arrayContaining(['chat', 'invitation', 'message', 'unmatched']));
    expect(items).toContainEqual(expect.objectContaining({ type: 'invitation', customerName: expect.any(String) }));
    const text = JSON.stringify(items);
    for (const said of [word, notes, phone]) expect(text).toContain(said);
    for (const unsaid of [other.phone, 'Somebody Else', '"pk"']) expect(text).not.toContain(unsaid);
  });

  it('tells what is kept of a caller without an address', async () => {
    const word = aWord();
    const { invitationId } = await book(word, { phone: undefined });
    const items = await whole({ invitationId });
    expect(items).toContainEqual(expect.objectContaining({ type: 'invitation', invitationId }));
    expect(JSON.stringify(items)).toContain(word);
  });

  it('has nothing of somebody who was erased, or whom nobody knows', async () => {
    const { phone } = await book('Ana');
    await erase({ phone });
    expect(await whole({ phone })).toEqual([]);
    expect(await whole({ phone: aPhone() })).toEqual([]);
  });

  it('refuses the booking of somebody who has an address, and one that is not there', async () => {
    const { invitationId } = await book('Ana');
    expect(await exported({ invitationId })).toMatchObject({
      status: 400,
      body: { faults: [{ field: 'invitationId' }] },
    });
    expect((await exported({ invitationId: '0198d0a0-0000-7000-8000-000000000000' })).status).toBe(404);
  });
});
