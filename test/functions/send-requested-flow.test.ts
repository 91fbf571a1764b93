import { describe, expect, it } from 'vitest';
import { aMessageId, aPhone } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { provider } = world;

const requested = (detail: unknown, id = aMessageId()) => ({
  version: '0',
  id,
  'detail-type': 'Flow Invitation Requested',
  source: 'crm',
  account: '000000000000',
  time: '2026-11-22T10:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

describe('a Flow Invitation Requested event', () => {
  it('sends an invitation', async () => {
    const phone = aPhone();
    expect(await world.deliverToQueue(requested({ phone, customerName: 'Alex' }))).toEqual([]);
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('reads the phone as the API does', async () => {
    const phone = aPhone();
    await world.deliverToQueue(requested({ phone: `00${phone} ext. 3` }));
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('sends once, however often the same event is delivered', async () => {
    const phone = aPhone();
    const event = requested({ phone });
    for (let delivery = 0; delivery < 3; delivery++) await world.deliverToQueue(event);
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('sends once for two events with one idempotency key, which the API shares', async () => {
    const phone = aPhone();
    await world.deliverToQueue(requested({ phone, idempotencyKey: 'order-1' }));
    await world.deliverToQueue(requested({ phone, idempotencyKey: 'order-1' }));
    expect((await world.invite({ phone }, 'order-1')).status).toBe(200);
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it('is sent at the same time as the others of its batch', async () => {
    const phones = Array.from({ length: 10 }, () => aPhone());
    const { promise: allAreSent, resolve } = Promise.withResolvers<void>();
    const isOnItsWay = (phone: string) => provider.requestsTo(phone).length > 0;
    const after = () => {
      if (phones.every(isOnItsWay)) resolve();
      return allAreSent;
    };
    provider.answerNext(...phones.map(() => ({ body: { sent: true, id: aMessageId() }, after })));
    expect(await world.deliverToQueue(...phones.map((phone) => requested({ phone })))).toEqual([]);
  });

  it('is delivered again while the first delivery is still running', async () => {
    const phone = aPhone();
    const event = requested({ phone });
    let meanwhile: Promise<string[]> = Promise.resolve([]);
    provider.answerNext({
      body: { sent: true, id: aMessageId() },
      after: () => (meanwhile = world.deliverToQueue(event)),
    });
    await world.deliverToQueue(event);
    expect(await meanwhile).toEqual(['queued-0']);
    expect(await world.deliverToQueue(event)).toEqual([]);
    expect(provider.requestsTo(phone)).toHaveLength(1);
  });

  it.each([
    ['no detail', undefined, 'malformed-request'],
    ['no address', { customerName: 'Alex' }, 'malformed-request'],
    ['a phone that cannot exist', { phone: '123' }, 'impossible-phone'],
    ['two phones', { phone: '+34 600 000 001, +34 600 000 002' }, 'impossible-phone'],
    ['a chat id that addresses nobody', { chatId: 'null@c.us' }, 'malformed-request'],
  ])('with %s is kept for a person, and holds up nothing', async (_, detail, reason) => {
    const phone = aPhone();
    await world.announce();
    expect(await world.deliverToQueue(requested(detail), requested({ phone }))).toEqual([]);
    expect(provider.requestsTo(phone)).toHaveLength(1);
    const events = await world.announce();
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'Unmatched Webhook Received', detail: expect.objectContaining({ reason }) }),
    );
  });

  it('keeps what is no event at all', async () => {
    expect(await world.deliverToQueue('not json')).toEqual([]);
    expect((await world.announce()).at(-1)?.detail).toMatchObject({ reason: 'malformed-request' });
  });
});
