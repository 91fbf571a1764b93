/** What happens to a customer while a message about their booking is sent, or waits for news. */
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MessageId } from '../../../functions/shared/domain/delivery/delivery.ts';
import { now } from '../../../functions/shared/domain/time/instant.ts';
import { derivedKeys } from '../../../functions/shared/secrets/cached-secret.ts';
import { rememberAcks } from '../../../functions/shared/store/channel/channel.ts';
import { messageKey } from '../../../functions/shared/store/table/keys.ts';
import { openCustomerTable } from '../../../functions/shared/store/table/table.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { itemsOf, tracesOf } from '../../support/customer-life.ts';
import { watchLog } from '../../support/logged-lines.ts';
import { useTableModel } from '../../support/table-model.ts';
import { aMessageId } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';
import { createToldBookings } from './told-bookings.ts';

const world = await startWorld(aClinicContract(), useTableModel());
const { aBooking, accept, announced, arrive, moveTo, pass, read, stateOf, tell } = createToldBookings(world);
const table = openCustomerTable(String(process.env['TABLE_NAME']), world.contract.channel.id, derivedKeys('root'));
const logged = watchLog();

beforeEach(announced);
afterEach(() => {
  vi.useRealTimers();
});

const erase = (phone: string) =>
  world.call({
    route: 'DELETE /customers',
    query: { phone },
    headers: { authorization: `Bearer ${world.keys.apiKey.current}` },
  });
const refused = (code: number) => ({ sent: false, error: { code, message: 'x' } });

describe('a customer who is erased while the message is sent', () => {
  it('leaves no trace in what is kept of the message, also when it is reported later', async () => {
    const { phone } = await aBooking();
    const id = aMessageId();
    world.provider.answerNext({ body: { sent: true, id }, after: () => erase(phone) });
    expect(await tell()).toEqual([]);
    const { pk } = messageKey(table.channelId, MessageId.parse(id));
    expect((await itemsOf(table)).get(pk)).toMatchObject({ type: 'message', erasedAt: expect.any(String) });
    await arrive(id);
    expect((await itemsOf(table)).get(pk)).not.toHaveProperty('deliveredAt');
    expect(await tracesOf(table, { marks: [phone] })).toEqual([]);
  });

  it('leaves nothing where the message was not taken', async () => {
    const { phone } = await aBooking();
    const messages = async () => [...(await itemsOf(table)).keys()].filter((pk) => pk.startsWith('message#'));
    const before = await messages();
    world.provider.answerNext({ body: refused(131026), after: () => erase(phone) });
    expect(await tell()).toEqual([]);
    expect(await messages()).toEqual(before);
    expect(await tracesOf(table, { marks: [phone] })).toEqual([]);
  });
});

describe('a customer to whom a message is refused', () => {
  it.each([
    ['they opted out', 131050, 422],
    ['they have no WhatsApp', 131026, 202],
  ])('may be invited unless %s (%i)', async (_, code, status) => {
    const { phone } = await aBooking();
    world.provider.answerNext({ body: refused(code) });
    await tell();
    expect((await world.invite({ phone })).status === 422).toBe(status === 422);
  });
});

describe('a message of which nothing is heard', () => {
  it('counts as sent where the channel reports nothing, of the first version and of a later one', async () => {
    await rememberAcks(table, false, now());
    const booked = await aBooking();
    accept();
    await tell();
    await moveTo(booked, '11:00');
    accept();
    await tell();
    await pass({ hours: 2 });
    expect(await stateOf(booked)).toEqual({ ends: ['told', 'told'], mark: undefined });
    await rememberAcks(table, true, now());
    const other = await aBooking();
    accept();
    await tell();
    await pass({ hours: 2 });
    expect(await stateOf(other)).toEqual({ ends: ['no-news'], mark: 'no-news' });
  });

  it('is no trouble to who looks at the booking after its own item is gone', async () => {
    const booked = await aBooking();
    const id = accept();
    await tell();
    const Key = messageKey(table.channelId, MessageId.parse(id));
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
    await moveTo(booked, '11:00');
    accept();
    expect(await tell()).toEqual([]);
    expect(read(booked)).toEqual(['booked 9:00 AM', 'now 11:00 AM']);
  });
});

it('whoever reads the log finds each message with its booking, how it travelled and what became of it', async () => {
  const { id } = await aBooking();
  logged();
  accept();
  await tell();
  const lines = logged().filter(({ message }) => message === 'message was sent');
  expect(lines).toMatchObject([{ invitationId: id, about: 'notice', carrier: 'text', outcome: 'accepted' }]);
});
