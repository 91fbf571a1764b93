/** Customers with every kind of stored data, and searches for their data in a table. */
import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { unpacked } from '../../functions/shared/store/table/packed.ts';
import type { CustomerTable } from '../../functions/shared/store/table/table.ts';
import { aPhone, bsuidOf, completionBody, echoBody, secondsAgo, statusesBody, textBody } from './webhooks.ts';
import type { World } from './world.ts';

/** A message id in WhatsApp's form: it encodes the phone. */
export const wamid = (phone: string) =>
  `wamid.${Buffer.from(`\u001c\u0018\u000b${phone}\u0015\u0002${randomUUID()}`).toString('base64')}`;

export const spaced = (phone: string) =>
  `+${phone.slice(0, 2)} ${phone.slice(2, 5)} ${phone.slice(5, 8)}-${phone.slice(8)}`;

type Item = Record<string, unknown>;

/** Every item there is as it was written, by its key. */
export async function itemsOf(table: CustomerTable): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    for (const item of Items) items.set(String(item['pk']), unpacked(item));
    from = LastEvaluatedKey;
  } while (from);
  return items;
}

/** An item as JSON, with sets as lists. */
const jsonOf = (item: Item): string =>
  JSON.stringify(item, (_, value: unknown) => (value instanceof Set ? [...value].sort() : value));

/** Every item there is as JSON, but for the number of changes, which grows with each of them. */
export async function everything(table: CustomerTable): Promise<Map<string, string>> {
  const items = [...(await itemsOf(table))].filter(([, { type }]) => type !== 'changes');
  return new Map(items.map(([pk, item]) => [pk, jsonOf(item)]));
}

/** A customer with every kind of stored data. */
export async function aLife(world: World) {
  const phone = aPhone();
  // The provider reports them under this one, which is not linked yet.
  const otherPhone = aPhone();
  const tag = randomUUID().slice(0, 8);
  const name = `Zelda${tag}`;
  const fields = { service: `service ${tag}`, date: '2041-12-03', time: '10:30', name, notes: `pollen${tag}` };
  const from = { phone, name };
  const ids = {
    wish: wamid(phone),
    invited: wamid(phone),
    asked: wamid(phone),
    echo: wamid(phone),
    form: wamid(phone),
  };
  const unknown = wamid(phone);

  await world.webhook(textBody('normalised', { ...from, id: wamid(phone), text: 'Hello', at: secondsAgo(900) }));
  world.provider.answerNext({ body: { sent: true, id: ids.invited } });
  await world.webhook(textBody('raw', { ...from, id: ids.wish, text: 'hola, quiero reservar', at: secondsAgo(800) }));
  await world.answerIntents();
  const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
  await world.webhook(
    statusesBody('hooks', { id: ids.invited, status: 'delivered', phone: otherPhone, at: secondsAgo(780) }),
  );
  await world.webhook(completionBody('raw', { ...from, id: ids.form, token, fields, at: secondsAgo(700) }));

  world.provider.answerNext({ body: { sent: true, id: ids.asked } });
  const key = `key-${tag}`;
  const request = { chatId: `${bsuidOf(phone)}@lid`, customerName: name, data: { name } };
  const { body } = await world.invite(request, key);
  await world.invite({ phone: otherPhone, customerName: name });
  await world.webhook(
    statusesBody('normalised', { id: ids.asked, status: 'failed', phone, error: { code: 1, title: phone } }),
  );

  await world.webhook(completionBody('normalised', { ...from, answers: unknown, fields, at: secondsAgo(600) }));
  await world.webhook(echoBody(phone, `Hi ${name}, book your appointment:`, ids.echo, secondsAgo(590)));
  await world.webhook(`${name} called from ${spaced(phone)}, ${tag}`);
  await world.webhook({ strange: [JSON.stringify({ id: wamid(phone) })] });
  await world.webhook(completionBody('raw', { ...from, fields, at: secondsAgo(580) }));
  await world.webhook(textBody('normalised', { ...from, id: wamid(phone), text: 'stop', at: secondsAgo(500) }));
  await world.announce();
  const invitations = [token.split('.')[0], body['invitationId']];
  const marks = [phone, otherPhone, spaced(phone), bsuidOf(phone), name, fields.notes, tag];
  return { phone, otherPhone, name, fields, ids, unknown, token, key, request, invitations, marks };
}
export type Life = Awaited<ReturnType<typeof aLife>>;

/** An item's whole text, with its base64 parts decoded. */
const saidIn = (text: string): string => {
  const spelled = [...text.matchAll(/[A-Za-z0-9+/_-]{12,}={0,2}/g)].map(([word]) =>
    Buffer.from(word, 'base64').toString('latin1'),
  );
  return [text, ...spelled].join('\n');
};

/** The keys of the items that still contain a person's data, in any form. */
export const tracesIn = (items: ReadonlyMap<string, Item>, { marks }: { marks: string[] }): string[] =>
  [...items].flatMap(([pk, item]) => (marks.some((mark) => saidIn(jsonOf(item)).includes(mark)) ? [pk] : []));

/** The same, in a table. */
export const tracesOf = async (table: CustomerTable, person: { marks: string[] }): Promise<string[]> =>
  tracesIn(await itemsOf(table), person);
