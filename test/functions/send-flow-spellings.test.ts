import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { aPhone, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { provider } = world;

describe('POST /invitations, however it is spelt', () => {
  it('knows a repeat in whatever order and with whatever white space its JSON comes', async () => {
    const phone = aPhone();
    const data = { clinic: 'North', doctors: [{ name: 'Ruiz', room: 1 }, 'Ana'], a: { z: 1, y: { x: null, w: [] } } };
    const first = await world.invite({ phone, customerName: 'Ana', data }, 'key-order');
    const spellings = [
      { data: { a: { y: { w: [], x: null }, z: 1 }, doctors: [{ room: 1, name: 'Ruiz' }, 'Ana'], clinic: 'North' } },
      JSON.stringify({ data }, undefined, 4).replaceAll('\n', '\r\n\t'),
      `\ufeff${JSON.stringify({ data }).replace('North', String.raw`\u004eorth`)} `,
    ].map((spelling) => {
      const text = typeof spelling === 'string' ? spelling : JSON.stringify(spelling);
      return text.replace('{', `{"customerName":"Ana","phone":"+${phone.slice(0, 2)} (${phone.slice(2)})",`);
    });
    for (const spelling of spellings) {
      expect(await world.invite(spelling, 'key-order')).toMatchObject({ status: 200, body: first.body });
    }
    expect(provider.requestsTo(phone)).toHaveLength(1);
    const reordered = { ...data, doctors: data.doctors.toReversed() };
    const other = await world.invite({ phone, customerName: 'Ana', data: reordered }, 'key-order');
    expect(other.status).toBe(422);
  });

  it('knows a repeat of what release 0.1.0 sent, whose hash goes by the order of the members', async () => {
    const phone = aPhone();
    const data = { clinic: 'North', area: 'Spa' };
    const { invitationId } = (await world.invite({ phone, data }, 'key-earlier')).body;
    const hashed = JSON.stringify([phone, 'en', world.contract.flow.id, undefined, data]);
    const update = new UpdateCommand({
      TableName: inject('table').tableName,
      Key: { pk: `invitation#${invitationId}` },
      UpdateExpression: 'SET requestHash = :hash',
      ExpressionAttributeValues: { ':hash': createHash('sha256').update(hashed).digest('base64url') },
    });
    await openTable(inject('table').tableName, world.contract.channel.id).client.send(update);
    expect((await world.invite({ phone, data }, 'key-earlier')).status).toBe(200);
    expect((await world.invite({ phone, data: { ...data, area: 'Gym' } }, 'key-earlier')).status).toBe(422);
  });

  it.each(['Stop ⛔️', 'ｓｔｏｐ！', 'sto\u200bp', 'STOP 👋🏽'])('sends nothing to who wrote %j', async (text) => {
    const phone = aPhone();
    await world.webhook(textBody('normalised', { phone, text, at: secondsAgo(60) }));
    expect((await world.invite({ phone })).body['type']).toBe('urn:appointment-flow:problem:opted-out');
  });

  it('reads the phone as it is meant', async () => {
    const phone = aPhone();
    for (const spelling of [`tel:+${phone}`, `011 ${phone}`, `+${phone} ext. 12`, `\u202a+${phone}\u202c`]) {
      const { status, body } = await world.invite({ phone: spelling });
      expect(status).toBe(201);
      const { recipient } = (await world.invitation(body['invitationId'])).body;
      expect(recipient).toEqual({ phone, chatId: `${phone}@c.us` });
    }
    expect(provider.requestsTo(phone)).toHaveLength(4);
  });

  it.each(['34600000001', '34600000001@c.us', '\u200e\u3164', '\u202e', 'null'])(
    'greets nobody as %j',
    async (customerName) => {
      const phone = aPhone();
      await world.webhook(textBody('normalised', { phone, name: customerName, at: secondsAgo(60) }));
      await world.invite({ phone, customerName });
      expect(provider.requestsTo(phone)[0]?.body['body']).toBe('Hi there, book your appointment:');
    },
  );
});
