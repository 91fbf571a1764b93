import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBookings } from '../../support/bookings.ts';
import { hookInfoBody, statusesBody } from '../../support/webhooks.ts';
import { startWorld } from '../../support/world.ts';

const world = await startWorld();
const { provider } = world;
const { aBooking, announced } = createBookings(world);

beforeEach(() => {
  provider.lookups.hookInfo = (id) => ({ body: hookInfoBody({ id, status: 'delivered' }) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A customer was told of their booking; then `report` is what the provider says of the message, and a minute passes. */
async function aToldBooking(...statuses: string[]): Promise<string> {
  const { phone } = await aBooking();
  await world.deliverAnnounced('tell-customer', ...(await announced()));
  const id = String(provider.requestsTo(phone).at(-1)?.accepted);
  for (const status of statuses) await world.webhook(statusesBody('hooks', { id, status }), '/delivery');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
  await world.reconcile();
  return id;
}

const asked = (id: string) =>
  provider.requests.filter(({ path }) => path.includes('/hookInfo') && path.includes(encodeURIComponent(id))).length;

it('the provider is asked about the message of a notice of which it reported nothing', async () => {
  expect(asked(await aToldBooking())).toBe(1);
});

it('the provider is not asked about the message of a notice that arrived', async () => {
  expect(asked(await aToldBooking('sent', 'delivered'))).toBe(0);
});
