import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { TEXT_LIMITS } from '../../functions/shared/domain/booking/booking.ts';
import type { HistoryEntry } from '../../functions/shared/domain/booking/booking-history.ts';
import { HISTORY_LIMIT } from '../../functions/shared/domain/booking/history-limit.ts';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { completionEntry, FORM_LIMIT_BYTES } from '../../functions/shared/domain/forms/completion.ts';
import { DAY_MS, instantAt } from '../../functions/shared/domain/time/instant.ts';
import { messageKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { ITEM_LIMIT_BYTES, itemBytes } from '../../local/aws/dynamodb/item-size.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { aMessageId, aPhone, completionBody, secondsAgo } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { aBooking, cancel, patch } = createBookings(world);
const table = openTable(inject('table').tableName, world.contract.channel.id);

async function itemOf(pk: string) {
  const get = new GetItemCommand({ TableName: table.name, Key: { pk: { S: pk } }, ConsistentRead: true });
  const { Item = {} } = await table.client.send(get);
  // Two packages describe the same wire format.
  return Item as Parameters<typeof itemBytes>[0];
}

const set = (pk: string, name: string, value: unknown) =>
  table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: { pk: { S: pk } },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: marshall({ ':value': value }),
    }),
  );

const submit = (options: Parameters<typeof completionBody>[1]) =>
  world.webhook(completionBody('raw', options), '/flow-completion');

/** Leaves no room in an item. */
async function fill(pk: string): Promise<void> {
  const room = ITEM_LIMIT_BYTES - itemBytes(await itemOf(pk));
  await set(pk, 'filler', 'x'.repeat(room - 'filler'.length));
}

/** An id of WhatsApp's at its longest. */
const aLongId = () => aMessageId().padEnd(512, '界');

const LONG: [[string, Record<string, string>], ...[string, Record<string, string>][]] = [
  ['texts that just fit', { ...futureForm, notes: '界'.repeat(TEXT_LIMITS.notes) }],
  ['long texts of three bytes a character', { ...futureForm, name: '名'.repeat(900), notes: '界'.repeat(9_000) }],
  ['control characters, six bytes each in JSON', { ...futureForm, notes: '\u0001'.repeat(9_000) }],
];

describe('the longest forms of one customer', () => {
  const [[, fields]] = LONG;

  it.each(LONG)('as entries of a history, with %s, stay within what each may take', (_, form) => {
    const message = { messageId: MessageId.parse('wamid.1'), at: instantAt(0), form };
    const { fields: raw, read } = completionEntry(message, world.contract);
    const texts = `${read?.service}${read?.customerName}${read?.notes}`;
    expect(Buffer.byteLength(raw + texts)).toBeLessThanOrEqual(FORM_LIMIT_BYTES);
  });

  it('neither fill an item nor stop anybody', async () => {
    const data = { note: '界'.repeat(8_000) };
    const phone = aPhone();
    const { body } = await world.invite({ phone, data });
    const id = String(body['invitationId']);
    const token = String(world.provider.requestsTo(phone)[0]?.body['flowToken']);
    for (let count = 0; count < HISTORY_LIMIT + 2; count++) {
      const answer = await submit({ id: aLongId(), phone, token, at: secondsAgo(60 - count), fields });
      expect(answer).toMatchObject({ status: 200, body: { recorded: 1 } });
    }
    const texts = { service: '界'.repeat(200), customerName: '界'.repeat(200), notes: '界'.repeat(2_000) };
    expect(await patch(id, texts)).toMatchObject({ status: 200, body: { booking: texts } });
    expect(itemBytes(await itemOf(`invitation#${id}`))).toBeLessThan(ITEM_LIMIT_BYTES - 20_000);
    expect(await cancel(id, { reason: '界'.repeat(500) })).toMatchObject({ status: 200 });
  });

  it('wait for their link within an item', async () => {
    const answers = aMessageId();
    for (let count = 0; count < 12; count++) {
      expect(await submit({ id: aLongId(), answers, fields })).toMatchObject({ status: 200, body: { unmatched: 1 } });
    }
    const bytes = itemBytes(await itemOf(messageKey(table.channelId, answers as never).pk));
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(ITEM_LIMIT_BYTES / 2);
  });

  it('are kept whole up to the limit, and beyond it by what the contract names', async () => {
    const whole = (essay: string) => ({ ...futureForm, essay });
    const { service, name, notes } = futureForm;
    const room = FORM_LIMIT_BYTES - Buffer.byteLength(JSON.stringify(whole('')) + service + name + notes);
    const fits = await aBooking(whole('é'.repeat(room / 2).padEnd(room - Math.floor(room / 2), '-')));
    const fitting = (await world.invitation(fits.id)).body;
    expect(fitting).toMatchObject({ booking: { attention: [] } });
    const over = await aBooking(whole('x'.repeat(room + 1)));
    const { body } = await world.invitation(over.id);
    expect(body).toMatchObject({
      booking: { startsAt: '2041-12-03T09:30:00.000Z', attention: ['form-too-large'] },
      history: [{ partial: true, form: futureForm }],
    });
    expect(await aBooking(whole('x'.repeat(room))).then(({ id }) => world.invitation(id))).toMatchObject({
      body: { booking: { attention: [] }, history: [{ form: whole('x'.repeat(room)) }] },
    });
  });

  it('show where they were cut', async () => {
    const { id } = await aBooking({ ...futureForm, notes: '界'.repeat(9_000) });
    const { body } = await world.invitation(id);
    expect(body).toMatchObject({
      booking: { notes: expect.stringMatching(/^界{1999}…$/), attention: ['form-too-large'] },
      history: [{ form: { notes: expect.stringMatching(/界…$/) } }],
    });
  });
});

describe('an item that release 0.1.0 let grow', () => {
  it('takes a newer form and a decision, and lets go of its oldest', async () => {
    const { id, phone, token } = await aBooking();
    const old = Array.from({ length: 19 }, (_, index): [string, HistoryEntry] => [
      `wamid.old${index}`,
      {
        kind: 'completion',
        at: instantAt(Date.UTC(2026, 0, 1, 0, 0, index)),
        fields: JSON.stringify({ x: 'x'.repeat(20_000) }),
      },
    ]);
    const { history } = await itemOf(`invitation#${id}`);
    await set(`invitation#${id}`, 'revision', 20);
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: { pk: { S: `invitation#${id}` } },
        UpdateExpression: 'SET history = :history',
        ExpressionAttributeValues: {
          ':history': { M: { ...(history?.M as object), ...marshall(Object.fromEntries(old)) } },
        },
      }),
    );
    const fields = { ...futureForm, time: '12:00', notes: '界'.repeat(2_000) };
    expect(
      await submit({ phone, token, at: secondsAgo(30), fields: { ...fields, x: '界'.repeat(1_500) } }),
    ).toMatchObject({
      status: 200,
      body: { recorded: 1 },
    });
    expect(await patch(id, { service: 'cut' })).toMatchObject({
      status: 200,
      body: { booking: { startsAt: '2041-12-03T11:00:00.000Z', service: 'cut' } },
    });
  });
});

describe('what the table will never take', () => {
  it('is kept for a person, and answered with 200', async () => {
    const { id, phone, token } = await world.anInvitation();
    await fill(`invitation#${id}`);
    const at = secondsAgo(9);
    for (const expected of [{ unmatched: 1 }, { duplicate: 1 }]) {
      const answer = await submit({ id: `wamid.full-${phone}`, phone, token, at, fields: futureForm });
      expect(answer).toMatchObject({ status: 200, body: { recorded: 0, ...expected } });
    }
    const events = (await world.announce()).filter(({ type }) => type === 'Unmatched Webhook Received');
    expect(events.map(({ detail }) => detail['reason'])).toContain('too-large');
  });

  it('stops nothing else in the same body', async () => {
    const full = await world.anInvitation();
    const other = await world.anInvitation();
    await fill(`invitation#${full.id}`);
    const bodies = [full, other].map(({ phone, token }) =>
      completionBody('normalised', { phone, token, fields: futureForm }),
    );
    const messages = bodies.flatMap((body) => ('messages' in body ? (body.messages as object[]) : []));
    expect(await world.webhook({ messages })).toMatchObject({ status: 200, body: { recorded: 1, unmatched: 1 } });
    expect(await world.invitation(other.id)).toMatchObject({ body: { status: 'completed' } });
  });
});

it('keeps a booking for the whole retention after its end, and after the newest word about it', async () => {
  const kept = async (id: unknown) => Number((await itemOf(`invitation#${id}`))['expiresAt']?.N);
  const days = world.contract.retention.invitationDays;
  const after = (ms: number) => Math.ceil((ms + days * DAY_MS) / 1_000);
  const ahead = await aBooking();
  expect(await kept(ahead.id)).toBe(after(Date.parse('2041-12-03T10:00:00.000Z')));
  await patch(ahead.id, { date: '2041-12-20', time: '10:00', durationMinutes: 60 });
  expect(await kept(ahead.id)).toBe(after(Date.parse('2041-12-20T10:00:00.000Z')));
  const sentAt = secondsAgo(120);
  const past = await world.anInvitation();
  await submit({ phone: past.phone, token: past.token, at: sentAt, fields: { ...futureForm, date: '2020-12-03' } });
  expect(await kept(past.id)).toBe(after(sentAt * 1_000));
});
