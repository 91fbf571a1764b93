import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { itemsOf, needAttention } from '../support/lists.ts';
import { createTold } from '../support/not-told.ts';
import { aPhone, secondsAgo, statusesBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { announced, complete } = createBookings(world);
const { aTold, anUntoldMove, anUntoldOddTime } = createTold(world);

/** A day that nothing but these tests happens on. */
const DAY = '2033-12-05';
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2033, 11, 5, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

const listed = async (kind?: string) =>
  itemsOf(await world.list('GET /worklist', { day: DAY, limit: '100', ...(kind && { kind }) }));
const find = async (id: unknown, kind?: string) =>
  (await listed(kind)).filter(({ invitationId }) => invitationId === id);

describe('GET /invitations/{id}', () => {
  it('tells by which message the customer was told, and how far it got', async () => {
    const { id, told } = await aTold();
    const notice = { revision: 1, purpose: 'booked', state: 'told', carrier: 'text', messageId: told };
    const at = expect.stringMatching(/^2033-12-05T/);
    expect((await world.invitation(id)).body['notices']).toEqual([{ ...notice, delivery: 'accepted', at }]);
    await world.webhook(statusesBody('hooks', { id: told, status: 'delivered', at: secondsAgo(0) }), '/delivery');
    expect((await world.invitation(id)).body['notices']).toEqual([{ ...notice, delivery: 'delivered', at }]);
  });

  it('tells what the customer does not know, why, whom to call and what to say', async () => {
    const { id, phone } = await anUntoldMove();
    const { body } = await world.invitation(id);
    const explanation = expect.stringMatching(/^The customer has not written within the last 24 hours/);
    expect(body['notices']).toMatchObject([
      { revision: 1, state: 'told' },
      { revision: 2, purpose: 'changed', state: 'not-told', reason: 'window-closed', explanation },
    ]);
    expect(body['notTold']).toEqual({
      revision: 2,
      purpose: 'changed',
      reason: 'window-closed',
      explanation,
      since: expect.any(String),
      call: { name: 'Alex', phone },
      say: 'Your appointment has changed. It is now: consultation with our team, Wednesday, December 4, 2041 at 11:00 AM.',
    });
  });

  it('has no notices before there is anything to tell', async () => {
    const { id } = await world.anInvitation();
    expect((await world.invitation(id)).body).toMatchObject({ notices: [] });
    expect((await world.invitation(id)).body).not.toHaveProperty('notTold');
  });
});

describe('GET /worklist', () => {
  it('lists who was not told under "not-told", and nowhere else', async () => {
    const { id } = await anUntoldMove();
    const shown = [expect.objectContaining({ notTold: expect.objectContaining({ reason: 'window-closed' }) })];
    expect(await find(id, 'not-told')).toEqual(shown);
    for (const kind of ['invitation', 'attention']) expect(await find(id, kind)).toEqual([]);
    expect(itemsOf(await world.list('GET /invitations', { day: DAY, limit: '100' }))).toEqual(
      expect.arrayContaining(shown),
    );
  });

  it('lists a booking that needs attention, and whose customer was not told, once and with both reasons', async () => {
    const { id } = await anUntoldOddTime({ ...futureForm, time: '23:00' });
    await needAttention(world, id, now());
    const both = [
      expect.objectContaining({
        booking: expect.objectContaining({ attention: ['outside-opening-hours'] }),
        notTold: expect.objectContaining({ reason: 'needs-attention' }),
      }),
    ];
    expect(await find(id, 'attention')).toEqual(both);
    expect(await find(id, 'not-told')).toEqual([]);
    expect(await find(id)).toEqual(both);
  });

  it('lists without a kind all that a person has to see to, and nothing that goes its way', async () => {
    const { id: untold } = await anUntoldMove();
    const { id: told } = await aTold();
    await world.webhook('{"what":"is this?"}');
    const all = await listed();
    expect(all).toEqual(expect.arrayContaining([expect.objectContaining({ reason: 'unknown-shape' })]));
    expect(await find(untold)).toHaveLength(1);
    expect(await find(told)).toEqual([]);
  });

  it('has a name and no number to call of a customer who hides it', async () => {
    const chatId = 'ES.13491208655302741@lid';
    const { body } = await world.invite({ chatId, customerName: 'Alex' });
    const sent = world.provider.requests.find((request) => request.body['chatId'] === chatId);
    const id = body['invitationId'];
    const invited = { phone: aPhone(), id, messageId: String(body['messageId']) };
    await complete({ ...invited, token: String(sent?.body['flowToken']) });
    world.provider.answerNext({ body: { sent: false, message: 'Dialog window is closed' } });
    await world.deliverAnnounced('tell-customer', ...(await announced()));
    expect(await find(id, 'not-told')).toMatchObject([{ notTold: { call: { name: 'Alex' } } }]);
    expect(JSON.stringify(await find(id, 'not-told'))).not.toContain('"phone"');
  });
});
