import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { ErasureAnswer } from '../../functions/shared/http/answers/erasure.ts';
import { derivedKeys } from '../../functions/shared/secrets/cached-secret.ts';
import { closeInvitation } from '../../functions/shared/store/customer/customer-items.ts';
import { openCustomerTable } from '../../functions/shared/store/table/table.ts';
import { aLife, everything, type Life, spaced, tracesOf, wamid } from '../support/customer-life.ts';
import { aPhone, bsuidOf, completionBody, echoBody, secondsAgo, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const authorization = `Bearer ${world.keys.apiKey.current}`;

const erase = (query: Record<string, string>) =>
  world.call({ route: 'DELETE /customers', query, headers: { authorization } });

/** Everything the provider may still report of a person's past, in whatever dialect. */
const lateWebhooks = ({ phone, name, fields, ids, unknown, token }: Life): [string, unknown][] => {
  const past = { phone, name, at: secondsAgo(300) };
  return [
    ['a status, normalised', statusesBody('normalised', { id: ids.invited, status: 'read', phone })],
    ['a status, hooks', statusesBody('hooks', { id: ids.asked, status: 'delivered', phone, at: past.at })],
    [
      'a status, raw',
      statusesBody('raw', {
        id: ids.echo,
        status: 'failed',
        phone,
        at: past.at,
        error: { code: 131026, title: phone },
      }),
    ],
    ['a text, normalised', textBody('normalised', past)],
    ['a text, raw', textBody('raw', past)],
    ['a wish to book', textBody('raw', { ...past, text: 'quiero reservar' })],
    ['the same wish again', textBody('normalised', { ...past, id: ids.wish, text: 'quiero reservar' })],
    ['an opt-in', textBody('raw', { ...past, text: 'start' })],
    ['a form with its token, normalised', completionBody('normalised', { ...past, token, fields })],
    ['the same form again', completionBody('raw', { ...past, id: ids.form, token, fields })],
    ['a form without a token', completionBody('raw', { ...past, answers: ids.asked, fields })],
    ['a form that answers what nobody knows', completionBody('normalised', { ...past, answers: unknown, fields })],
    ['a form that answers nothing known', completionBody('raw', { ...past, answers: wamid(phone), fields })],
    ['a form that answers nothing', completionBody('raw', { ...past, fields })],
    ['a form with a foreign token', completionBody('raw', { ...past, token: 'not-ours', fields })],
    ['an echo', echoBody(phone, `Hi ${name}, book your appointment:`, wamid(phone), past.at)],
  ];
};

describe('DELETE /customers', () => {
  it('leaves no trace of the customer in any item, and every other item as it was', async () => {
    const neighbour = await aLife(world);
    const before = await everything(table);
    const life = await aLife(world);
    expect((await tracesOf(table, life)).length).toBeGreaterThan(10);

    const { status, body } = await erase({ phone: spaced(life.phone) });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        complete: true,
        erased: { invitations: 3, messages: 5, bookings: 1, intents: 1, unmatched: 3, chats: 2 },
        optedOut: true,
      },
    });
    expect(ErasureAnswer.parse(body)).toEqual(body);
    expect(await tracesOf(table, life)).toEqual([]);
    const after = await everything(table);
    for (const [pk, item] of before) expect(after.get(pk)).toEqual(item);
    expect((await tracesOf(table, neighbour)).length).toBeGreaterThan(10);
    expect(await world.announce()).toEqual([]);
  });

  it('erases somebody who opted out and in again, and keeps that they may be written to', async () => {
    const phone = aPhone();
    for (const [text, ago] of [
      ['STOP', 60],
      ['START', 30],
    ] as const)
      await world.webhook(textBody('raw', { phone, text, at: secondsAgo(ago) }), '/messages');
    expect(await erase({ phone })).toMatchObject({ status: 200, body: { complete: true, optedOut: false } });
    expect(await world.invite({ phone })).toMatchObject({ body: { status: 'accepted' } });
  });

  it('finds the customer by any spelling of their phone, and refuses what is none instead of erasing nobody', async () => {
    for (const spelt of [(phone: string) => `tel:+${phone}`, (phone: string) => `011 ${phone} ext. 5`]) {
      const { phone } = await world.anInvitation();
      expect((await erase({ phone: spelt(phone) })).body).toMatchObject({ complete: true, erased: { invitations: 1 } });
    }
    expect(await erase({ phone: '600 000 001' })).toMatchObject({ status: 422 });
    expect(await erase({ chatId: 'null@c.us' })).toMatchObject({ status: 400 });
  });

  it('finds a request that was kept because it could not be met, by the phone as it was spelt there', async () => {
    const phone = aPhone();
    await world.webhook(textBody('raw', { phone, text: 'stop', at: secondsAgo(60) }));
    const spelt = `+${phone.slice(0, 2)} (0) ${phone.slice(2)}`;
    await world.webhook({ note: 'kept as it came', phone: spelt });
    expect((await erase({ phone })).body).toMatchObject({ complete: true, erased: { unmatched: 1 } });
  });

  it('has whatever the provider still reports of the past stay without effect', async () => {
    const life = await aLife(world);
    await erase({ chatId: `${bsuidOf(life.phone)}@lid` });
    const before = await everything(table);
    for (const [what, body] of lateWebhooks(life)) {
      const { status, body: tally } = await world.webhook(body);
      expect({ what, status, tally }).toMatchObject({ what, status: 200, tally: { recorded: 0, unmatched: 0 } });
    }
    await world.reconcile();
    expect(await everything(table)).toEqual(before);
    expect(await world.answerIntents()).toEqual([]);
  });

  it('knows the customer under an address that is first heard of afterwards, in what they said before', async () => {
    const life = await aLife(world);
    await erase({ phone: life.phone });
    const stranger = `ES.${life.phone.slice(3)}77`;
    const inTheirName = (body: object) =>
      JSON.parse(
        JSON.stringify(body)
          .replaceAll(bsuidOf(life.phone), stranger)
          .replaceAll(/"from":"346\d+"/g, `"from":"${stranger}"`),
      );
    for (const text of ['Hello', 'quiero reservar']) {
      const late = { phone: life.phone, name: life.name, text, at: secondsAgo(300) };
      expect((await world.webhook(inTheirName(textBody('raw', late)))).body).toMatchObject({ ignored: 1 });
    }
    expect(await tracesOf(table, life)).toEqual([]);
    expect([...(await everything(table)).values()].filter((item) => item.includes(stranger))).toEqual([]);
    expect(await world.answerIntents()).toEqual([]);
  });

  it('ends the invitations: they are not found, and a repeated request sends nothing', async () => {
    const life = await aLife(world);
    const sent = world.provider.requests.length;
    await erase({ phone: life.phone });
    for (const id of life.invitations) expect((await world.invitation(id)).status).toBe(404);
    expect((await world.list('GET /invitations', { phone: life.phone })).body).toEqual({ items: [] });
    expect(await world.invite(life.request, life.key)).toMatchObject({
      status: 410,
      body: { type: 'urn:appointment-flow:problem:erased' },
    });
    const asked = { id: randomUUID(), source: 'crm', time: new Date(secondsAgo(5) * 1000).toISOString() };
    await world.deliverToQueue({ ...asked, 'detail-type': 'Flow Invitation Requested', detail: { phone: life.phone } });
    expect(world.provider.requests).toHaveLength(sent);
    expect(await tracesOf(table, life)).toEqual([]);
  });

  it('leaves no trace of a send that was under way', async () => {
    const phone = aPhone();
    const id = wamid(phone);
    world.provider.answerNext({ body: { sent: true, id }, after: () => erase({ phone }) });
    const { status, body } = await world.invite({ phone, customerName: 'Zelda' });
    expect(status).toBe(202);
    const late = statusesBody('hooks', { id, status: 'delivered', phone });
    expect((await world.webhook(late)).body).toMatchObject({ recorded: 0, duplicate: 1 });
    await world.reconcile();
    expect((await world.invitation(body['invitationId'])).status).toBe(404);
    expect(await tracesOf(table, { marks: [phone] })).toEqual([]);
  });

  it('has an invitation that is about to be blanked changed by nobody', async () => {
    const { phone, id, messageId, token } = await world.anInvitation();
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(60) }));
    const pk = `invitation#${id}`;
    await closeInvitation(table, { pk }, now(), [], world.contract);
    const before = (await everything(table)).get(pk);

    const headers = { authorization };
    const path = { invitationId: String(id) };
    const route = 'POST /bookings/{invitationId}/cancel';
    expect((await world.call({ route, path, headers })).status).toBe(404);
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(30) }));
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'failed', phone }));
    await world.reconcile();
    expect((await everything(table)).get(pk)).toEqual(before);
    expect(await erase({ phone })).toMatchObject({ body: { complete: true, erased: { invitations: 1, bookings: 1 } } });
  });

  it('keeps the opt-out under every address, until the customer says otherwise', async () => {
    const life = await aLife(world);
    await erase({ phone: life.phone });
    const { phone, otherPhone } = life;
    for (const to of [{ phone }, { phone: otherPhone }, { chatId: `${bsuidOf(phone)}@lid` }]) {
      expect(await world.invite(to)).toMatchObject({
        status: 422,
        body: { type: 'urn:appointment-flow:problem:opted-out' },
      });
    }
    const soon = Math.floor(Date.now() / 1000) + 2;
    await world.webhook(textBody('raw', { phone: life.phone, text: 'start', at: soon }));
    expect((await world.invite({ phone: life.phone })).status).toBe(201);
  });

  it('keeps a form that the customer sends after it for a person to look at', async () => {
    const life = await aLife(world);
    await erase({ phone: life.phone });
    const soon = Math.floor(Date.now() / 1000) + 2;
    const { body } = await world.webhook(
      completionBody('raw', { phone: life.phone, token: life.token, fields: life.fields, at: soon }),
    );
    expect(body).toMatchObject({ unmatched: 1 });
  });

  it('has nothing to do for somebody unknown, nor when it is repeated', async () => {
    const life = await aLife(world);
    await erase({ phone: life.phone });
    const none = { invitations: 0, messages: 0, bookings: 0, intents: 0, unmatched: 0, chats: 0 };
    for (const phone of [life.phone, aPhone()]) {
      expect(await erase({ phone })).toMatchObject({ status: 200, body: { complete: true, erased: none } });
    }
  });

  it.each([
    [{}, 'phone'],
    [{ phone: '34600000001', chatId: '34600000001@c.us' }, 'phone'],
    [{ chatId: 'nobody' }, 'chatId'],
  ])('refuses %j, naming the parameter', async (query, field) => {
    expect(await erase(query)).toMatchObject({ status: 400, body: { faults: [{ field }] } });
  });

  it('refuses a phone that cannot exist, and whoever has no key', async () => {
    expect((await erase({ phone: '123' })).status).toBe(422);
    expect((await world.call({ route: 'DELETE /customers', query: { phone: aPhone() } })).status).toBe(401);
  });
});
