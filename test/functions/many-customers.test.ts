import { expect, it } from 'vitest';
import { ChatId } from '../../functions/shared/domain/customer/recipient.ts';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { linkAliases, readCustomer } from '../../functions/shared/store/customer/chats.ts';
import { readCustomers } from '../../functions/shared/store/customer/many-customers.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { createCountedLine } from '../support/counted-line.ts';
import { aPhone, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createCountedLine();
const world = await startWorld(undefined, line);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const chatOf = (phone: string) => ChatId.parse(`${phone}@c.us`);

async function aCustomer(name: string, phone = aPhone()): Promise<ChatId> {
  await world.webhook(textBody('raw', { phone, name }), '/messages');
  return chatOf(phone);
}

it('reads many customers in two batches, each as they are read alone, and only what these do not name one by one', async () => {
  const brazilian = '5511987654321';
  const [one, other, third] = [await aCustomer('Ola'), await aCustomer('Ola at work'), await aCustomer('Ola abroad')];
  await linkAliases(table, one, other, { at: now(), now: now() });
  await linkAliases(table, other, third, { at: now(), now: now() });
  const asked = [await aCustomer('Ana'), await aCustomer('Bea', brazilian), chatOf(aPhone()), one, one];
  line.take();
  const found = await readCustomers(table, asked);
  expect(line.take()).toEqual({ BatchGetItem: 2, GetItem: expect.any(Number) });
  expect([...found.keys()]).toEqual([...new Set(asked)]);
  for (const chatId of asked) expect(found.get(chatId)).toEqual(await readCustomer(table, chatId));
  expect(found.get(chatOf(brazilian))?.displayName).toBe('Bea');
});

it('reads no chat by itself of customers whose addresses are known', async () => {
  const asked = [await aCustomer('Ana'), await aCustomer('Bea')];
  line.take();
  await readCustomers(table, asked);
  expect(line.take()).toEqual({ BatchGetItem: 2 });
});

it('asks for nobody without a read', async () => {
  line.take();
  expect(await readCustomers(table, [])).toEqual(new Map());
  expect(line.take()).toEqual({});
});
