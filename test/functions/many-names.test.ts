/** A search for a name that very many customers share. */
import { expect, it } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { instantAt } from '../../functions/shared/domain/time/instant.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { writeNamesOfChat } from '../../functions/shared/store/customer/name-index.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../support/clinic.ts';
import { aWord, createCustomers } from '../support/customers.ts';
import { readPages } from '../support/lists.ts';
import { useTableModel } from '../support/table-model.ts';
import { aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract({}, { country: 'ES' }), useTableModel());
const { get } = createCustomers(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const began = Date.now();

/** Somebody of this name, who was heard of so many seconds ago. */
async function aCustomer(name: string, ago: number): Promise<void> {
  const [at, until] = [instantAt(began - ago * 1000), instantAt(began + 86_400_000)];
  const change = { seen: undefined, names: { names: [name], at, until, rev: 1 } };
  const times = { heardAt: at, now: instantAt(began) };
  expect(await writeNamesOfChat(table, ChatId.parse(`${aPhone()}@c.us`), change, times)).toBe(true);
}

const pagesOf = async (q: string, limit: number) =>
  (await readPages((cursor) => get({ q, limit: String(limit), ...cursor }))).map((page) =>
    page.map(({ name }) => name),
  );

it('says after some hundred who do not fit that it goes on, and finds whoever comes behind them', async () => {
  const word = aWord();
  for (let count = 0; count < 560; count++) await aCustomer(`${word} Ben`, count);
  for (const ago of [700, 600]) await aCustomer(`${word} Ana ${ago}`, ago);
  expect(await pagesOf(`${word} ana`, 20)).toEqual([[], [`${word} Ana 600`, `${word} Ana 700`]]);
});

it.each([39, 40, 41, 45])('gives %i at a time where more fit, each once, the newest first', async (limit) => {
  const word = aWord();
  const names = Array.from({ length: 90 }, (_, count) => `${word} ${count}`);
  for (const [ago, name] of names.entries()) await aCustomer(name, ago);
  const pages = await pagesOf(word, limit);
  expect(pages.map((page) => page.length)).toEqual([limit, limit, 90 - 2 * limit].filter((size) => size > 0));
  expect(pages.flat()).toEqual(names);
});
