import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { MessageId } from '../../functions/shared/domain/delivery/delivery.ts';
import { DAY_MS } from '../../functions/shared/domain/time/instant.ts';
import { messageKey } from '../../functions/shared/store/table/keys.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from '../support/bookings.ts';
import { aContract } from '../support/contract.ts';
import { createTold } from '../support/not-told.ts';
import { withReminders } from '../support/reminder-terms.ts';
import { statusesBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(withReminders(aContract()));
const { provider } = world;
const { anUntoldMove } = createTold(world);
const { aBooking, announced, patch } = createBookings(world);
const table = openTable(inject('table').tableName, world.contract.channel.id);
const { messageDays = 0, invitationDays } = world.contract.retention;

afterEach(() => {
  vi.useRealTimers();
});

async function expiryOf(pk: string): Promise<number> {
  const get = new GetItemCommand({ TableName: table.name, Key: { pk: { S: pk } }, ConsistentRead: true });
  return Number((await table.client.send(get)).Item?.['expiresAt']?.N);
}

/** So many days after an appointment that ends then, in seconds since 1970. */
const daysAfter = (end: string, days: number): number => (Date.parse(end) + days * DAY_MS) / 1_000;

const keyOf = (messageId: unknown) => messageKey(table.channelId, MessageId.parse(messageId));
const newestMessageTo = (phone: string) => String(provider.requestsTo(phone).at(-1)?.accepted);

/** A booking of which the customer was told: its message is `messageId`. */
async function aToldBooking() {
  const booking = await aBooking();
  await world.deliverAnnounced('tell-customer', ...(await announced()));
  return { ...booking, messageId: newestMessageTo(booking.phone) };
}

it('a message about an appointment far ahead is kept until so long after it, and so is what is noted of it', async () => {
  const { id, messageId } = await aToldBooking();
  const kept = daysAfter('2041-12-03T10:00:00.000Z', messageDays);
  expect(await expiryOf(keyOf(messageId).pk)).toBe(kept);
  expect(await expiryOf(`notice#${id}`)).toBe(kept);
  expect(await expiryOf(`reminder#${id}`)).toBe(kept);
  expect(await expiryOf(`invitation#${id}`)).toBe(daysAfter('2041-12-03T10:00:00.000Z', invitationDays));
});

it('the message of an invitation is kept for so long after it was sent', async () => {
  const { phone } = await world.anInvitation();
  const kept = await expiryOf(keyOf(newestMessageTo(phone)).pk);
  expect(Math.abs(kept - daysAfter(new Date().toISOString(), messageDays))).toBeLessThan(60);
});

it('what a customer was not told is kept as long as the booking, until somebody called them', async () => {
  const { id } = await anUntoldMove();
  const [untold, invitation] = [await expiryOf(`notice#${id}`), await expiryOf(`invitation#${id}`)];
  expect(untold).toBe(invitation);
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  await world.call({ route: 'POST /worklist/{id}/done', path: { id: String(id) }, headers, body: { what: 'called' } });
  expect(await expiryOf(`notice#${id}`)).toBe(invitation - (invitationDays - messageDays) * 86_400);
});

it('a customer counts as told when their message, which was only reported as sent, is no longer kept', async () => {
  const { id, phone, messageId } = await aToldBooking();
  await world.webhook(statusesBody('hooks', { id: messageId, phone, status: 'sent' }), '/delivery');
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: { pk: { S: keyOf(messageId).pk } } }));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
  await patch(id, { notes: 'Brings the X-ray' });
  await world.deliverAnnounced('tell-customer', ...(await announced()));
  const { body } = await world.invitation(id);
  expect(body['notices']).toMatchObject([{ purpose: 'booked', state: 'told' }, { reason: 'unchanged' }]);
  expect(body).not.toHaveProperty('notTold');
});
