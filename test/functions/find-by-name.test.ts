import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { findByAddress } from '../../functions/shared/operations/customer/find-by-address.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { itemsOf as storedItems } from '../support/customer-life.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { itemsOf, readPages } from '../support/lists.ts';
import { useTableModel } from '../support/table-model.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel());
const { book, correct, found, get } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));

describe('the customers with a name', () => {
  it('are found by its longest word and the beginnings of others, in any order', async () => {
    const word = aWord();
    await book(`Q ${word}`);
    await book(`R ${word}`);
    for (const typed of [`q ${word}`, `${word} q`]) expect(await found(typed), typed).toEqual([`Q ${word}`]);
    expect((await found(word)).toSorted()).toEqual([`Q ${word}`, `R ${word}`]);
  });

  it('come one by one where one is asked for, and the last of them ends the list', async () => {
    const word = aWord();
    for (const first of ['Ana', 'Ben', 'Eva']) await book(`${first} ${word}`);
    const pages = await readPages((cursor) => get({ q: word, limit: '1', ...cursor }));
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
    expect(pages.flat().map(({ name }) => name)).toEqual([`Eva ${word}`, `Ben ${word}`, `Ana ${word}`]);
    expect((await get({ q: word, limit: '3' })).body).not.toHaveProperty('cursor');
    expect((await get({ q: word, limit: '2' })).body).toHaveProperty('cursor');
  });

  it('are not those of whom nothing is kept any more, though the index still names them', async () => {
    const word = aWord();
    const { phone } = await book(`${word} Ana`);
    await book(`${word} Ben`);
    const chats = [...(await storedItems(table))].filter(([, { chatId }]) => chatId === `${phone}@c.us`);
    for (const [pk] of chats) await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk } }));
    expect(await found(word)).toEqual([`${word} Ben`]);
  });

  it('are no more those who had it before it was corrected', async () => {
    const [wrong, right] = [aWord(), aWord()];
    const { phone } = await book(`${wrong} Ana`);
    await book(`${wrong} Ben`);
    await correct({ phone }, { name: right });
    expect(await found(wrong)).toEqual([`${wrong} Ben`]);
  });
});

describe('somebody who was only invited', () => {
  it('has the name that the invitation says, and none where it says none', async () => {
    const [named, nameless] = [await world.anInvitation({ customerName: 'Iris' }), await world.anInvitation()];
    expect(itemsOf(await get({ phone: named.phone }))).toMatchObject([{ name: 'Iris' }]);
    const [customer] = itemsOf(await get({ phone: nameless.phone }));
    expect(customer).toMatchObject({ phone: nameless.phone });
    expect(customer).not.toHaveProperty('name');
  });

  it('is found also after the contract speaks their language no more', async () => {
    const { phone } = await world.anInvitation({ customerName: 'Iris', language: 'es' });
    const { es: _, ...languages } = world.contract.languages;
    const chatId = ChatId.parse(`${phone}@c.us`);
    expect(await findByAddress({ table, contract: { languages } }, chatId)).toMatchObject({ chatId, name: 'Iris' });
  });
});
