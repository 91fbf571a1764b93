import { afterEach, describe, expect, it, vi } from 'vitest';
import { KnownNames } from '../../functions/shared/domain/customer/known-names.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf as storedItems } from '../support/customer-life.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { createInterruptedLine } from '../support/interrupted-line.ts';
import { useTableModel } from '../support/table-model.ts';
import { aPhone, bsuidOf, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createInterruptedLine();
const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel(line.pass));
const { authorization, book, correct, found } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const DAY_MS = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

const chats = async () => [...(await storedItems(table)).values()].filter(({ type }) => type === 'chat');

/** A Brazilian mobile, which WhatsApp also writes without the 9. */
const aBrazilianPhone = () => `55119${aPhone().slice(3)}`;

/** Two addresses that nobody knows yet to be one person: each booked under a name of its own, the hidden phone first. */
async function twoAddresses(names: readonly [string, string]) {
  const phone = aPhone();
  const chatId = `${bsuidOf(phone)}@lid`;
  await book(names[0], { chatId, phone: undefined });
  await book(names[1], { phone });
  return { phone, chatId, link: () => world.webhook(textBody('raw', { phone, name: names[1] })) };
}

describe('a correction of somebody', () => {
  it.each([
    ['the language', { language: 'es' }],
    ['the name', { name: 'Eva' }],
  ])('who was only invited is kept: %s', async (_, asked) => {
    const { phone } = await world.anInvitation();
    expect(await correct({ phone }, asked, 0)).toMatchObject({ status: 200, body: { ...asked, phone, revision: 1 } });
  });

  it('makes no customer of a spelling of their number that nobody used', async () => {
    const phone = aBrazilianPhone();
    await book(aWord(), { phone });
    const before = (await chats()).length;
    expect(await correct({ phone }, { language: 'es' })).toMatchObject({ status: 200, body: { revision: 1 } });
    const name = aWord();
    expect(await correct({ phone }, { name })).toMatchObject({ status: 200, body: { name, revision: 2 } });
    expect(await chats()).toHaveLength(before);
  });

  it('who booked under the right name says that it is right: no other name counts from then on', async () => {
    const name = aWord();
    const { phone } = await book(name);
    expect(await correct({ phone }, { name }, 0)).toMatchObject({
      ...{ status: 200, body: { name, revision: 1, correction: { actor: { kind: 'owner' } } } },
    });
  });

  it('takes away the name that they booked under since, also after they booked under the right one again', async () => {
    const [right, other] = [aWord(), aWord()];
    const { phone } = await book(aWord());
    await correct({ phone }, { name: right });
    await book(other, { phone });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * DAY_MS });
    await book(right, { phone, date: new Date(Date.now() + 200 * DAY_MS).toISOString().slice(0, 10), override: true });
    expect(await found(other)).toEqual([right]);
    expect(await correct({ phone }, { name: right })).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await found(other)).toEqual([]);
  });

  it('has them found by the new name as long as an invitation is kept', async () => {
    const { phone } = await book(aWord());
    const later = Date.now() + 400 * DAY_MS;
    vi.useFakeTimers({ toFake: ['Date'], now: later });
    await correct({ phone }, { name: aWord() });
    const [chat] = (await chats()).filter(({ chatId }) => chatId === `${phone}@c.us`);
    const { until } = KnownNames.parse(chat?.['foundAs']);
    expect(Date.parse(until)).toBeGreaterThan(later + world.contract.retention.invitationDays * DAY_MS);
  });
});

describe('a correction of a person with two addresses', () => {
  it('of the name counts once, however often it is asked for', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { phone, link } = await twoAddresses([wrong, wrong]);
    await link();
    expect(await correct({ phone }, { name: right }, 0)).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await correct({ phone }, { name: right }, 0)).toMatchObject({ status: 200, body: { revision: 1 } });
  });

  it('takes the wrong name also from an address that is known since', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { phone, link } = await twoAddresses([wrong, right]);
    await correct({ phone }, { name: right });
    await link();
    expect(await found(wrong)).toEqual([right]);
    await correct({ phone }, { name: right });
    expect(await found(wrong)).toEqual([]);
    expect(await found(right)).toEqual([right]);
  });

  it('is finished, and no conflict with itself, if somebody else corrects them between the two', async () => {
    const { phone, chatId, link } = await twoAddresses(['Ana', 'Ana']);
    await link();
    const isSecond = ({ operation, request }: { operation: string; request: string }) =>
      operation === 'UpdateItem' && request.includes(`"${chatId}"`);
    line.before(isSecond, () => correct({ phone }, { language: 'en' }));
    expect(await correct({ phone }, { language: 'es' }, 0)).toMatchObject({ status: 200, body: { language: 'es' } });
    const spoken = (await chats()).flatMap(({ chatId: of, language }) =>
      [chatId, `${phone}@c.us`].includes(String(of)) ? [language] : [],
    );
    expect(spoken).toEqual(['es', 'es']);
  });
});

describe('a correction at the same moment as another', () => {
  it('of the name comes after it, where neither minds the other', async () => {
    const { phone } = await book('Ana');
    const isName = ({ operation }: { operation: string }) => operation === 'TransactWriteItems';
    line.before(isName, () => correct({ phone }, { name: 'Ada' }));
    expect(await correct({ phone }, { name: 'Eva' })).toMatchObject({
      status: 200,
      body: { name: 'Eva', revision: 2 },
    });
  });
});

describe('a correction that changes nothing', () => {
  it.each([{ language: 'es' }, { name: 'Eva' }])('lets no open desk read its lists again: %j', async (asked) => {
    const { phone } = await book('Ana');
    const tag = async () => (await world.call({ route: 'GET /changes', headers: { authorization } })).headers['etag'];
    await correct({ phone }, asked);
    const before = await tag();
    await correct({ phone }, asked);
    expect(await tag()).toBe(before);
  });
});
