import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBookings } from '../support/bookings.ts';
import { itemsOf } from '../support/lists.ts';
import { createTold } from '../support/not-told.ts';
import type { ScriptedAnswer } from '../support/scripted-provider.ts';
import { aMessageId, secondsAgo, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { aTold, anUntoldMove, tell } = createTold(world);
const { patch, cancel, aBooking } = createBookings(world);

/** A day that nothing but these tests happens on. */
const DAY = '2034-06-02';
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2034, 5, 2, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

const ROUTE = 'POST /bookings/{invitationId}/notices';
const resend = (id: unknown, { key, revision }: { key?: string; revision?: number } = {}) =>
  world.call({
    route: ROUTE,
    path: { invitationId: String(id) },
    headers: {
      authorization: `Bearer ${world.keys.apiKey.current}`,
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(revision !== undefined && { 'if-match': `"${revision}"` }),
    },
  });

/** The customer writes, which opens the session window. */
const write = (phone: string, text = 'Hello') =>
  world.webhook(textBody('raw', { phone, text, at: secondsAgo(1) }), '/messages');

const listedAsNotTold = async (id: unknown) =>
  itemsOf(await world.list('GET /worklist', { day: DAY, limit: '100', kind: 'not-told' })).find(
    ({ invitationId }) => invitationId === id,
  );

const messagesTo = (phone: string) => world.provider.requestsTo(phone).length;
const problem = (kind: string) => `urn:appointment-flow:problem:${kind}`;

/** A booking whose move the provider answered so, again and again. */
async function aMoveAnswered(answer: ScriptedAnswer) {
  const invited = await aBooking();
  await tell();
  await patch(invited.id, { date: '2041-12-04', time: '11:00' });
  world.provider.answerNext(answer);
  await tell();
  return invited;
}
const UNDELIVERABLE = { code: 131_026, title: 'Message undeliverable' };
const REFUSED = { body: { sent: false, message: 'Something that nobody has heard of' } };

describe('what a customer was not told', () => {
  it('is sent again once they wrote, tells them the booking as it is now, and leaves the worklist', async () => {
    const { id, phone } = await anUntoldMove();
    expect(await listedAsNotTold(id)).not.toHaveProperty('notTold.resend');
    vi.setSystemTime(Date.now() + 60_000);
    await write(phone);
    expect(await listedAsNotTold(id)).toMatchObject({ notTold: { reason: 'window-closed', resend: 'text' } });
    const answer = await resend(id);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('notTold');
    expect(answer.body).toMatchObject({
      notices: [{}, { revision: 2, state: 'told', carrier: 'text', resends: [{ actor: { kind: 'owner' } }] }],
    });
    expect(await listedAsNotTold(id)).toBeUndefined();
    expect(String(world.provider.requestsTo(phone).at(-1)?.body['body'])).toMatch(/December 4, 2041 at 11:00 AM/);
    expect((await world.invitation(id)).body).toEqual(answer.body);
  });

  it('is sent again to somebody who wrote within the second in which the message was refused', async () => {
    // WhatsApp gives the times of messages in whole seconds, so that what was written later seems earlier.
    vi.setSystemTime(Math.ceil(Date.now() / 1000) * 1000 + 400);
    const { id, phone } = await anUntoldMove();
    await world.webhook(textBody('raw', { phone, text: 'Hello', at: secondsAgo(0) }), '/messages');
    expect(await listedAsNotTold(id)).toMatchObject({ notTold: { reason: 'window-closed', resend: 'text' } });
    expect((await resend(id)).body).toMatchObject({ notices: [{}, { state: 'told', carrier: 'text' }] });
  });

  it('is sent again after a refusal, and waits for a person again if it is refused again', async () => {
    const { id, phone } = await aMoveAnswered(REFUSED);
    const { since } = (await world.invitation(id)).body['notTold'] as { since: string };
    vi.setSystemTime(Date.now() + 60_000);
    world.provider.answerNext(REFUSED);
    const before = messagesTo(phone);
    const answer = await resend(id);
    expect(answer).toMatchObject({ status: 200, body: { notTold: { reason: 'refused', resend: 'text' } } });
    expect((answer.body['notTold'] as { since: string }).since > since).toBe(true);
    expect(messagesTo(phone)).toBe(before + 1);
    const told = (await world.announce()).filter(({ type }) => type === 'Customer Not Told');
    expect(told.at(-1)?.detail).toMatchObject({ invitationId: id, revision: 2, reason: 'refused' });
  });

  it('is sent again after its message failed', async () => {
    const { id, told } = await aTold();
    await world.webhook(statusesBody('raw', { id: told, status: 'failed', error: UNDELIVERABLE }), '/delivery');
    vi.setSystemTime(Date.now() + 20 * 60_000);
    await world.reconcile();
    expect(await listedAsNotTold(id)).toMatchObject({ notTold: { reason: 'failed', resend: 'text' } });
    expect((await resend(id)).body).toMatchObject({ notices: [{ state: 'told', resends: [{}] }] });
  });

  it('has a new deadline, and as many attempts as before', async () => {
    const { id, phone } = await aMoveAnswered(REFUSED);
    vi.setSystemTime(Date.now() + 3 * 3_600_000);
    world.provider.answerNext({ status: 429, body: { error: 'Too many requests' } });
    expect((await resend(id)).body).toMatchObject({ notices: [{}, { state: 'pending' }] });
    const before = messagesTo(phone);
    vi.setSystemTime(Date.now() + 5 * 60_000);
    await world.reconcile();
    expect(messagesTo(phone)).toBe(before + 1);
    expect((await world.invitation(id)).body).toMatchObject({ notices: [{}, { state: 'told' }] });
  });
});

describe('a request to send again', () => {
  it('is done once under one key, whatever became of it', async () => {
    const { id, phone } = await aMoveAnswered(REFUSED);
    const first = await resend(id, { key: 'once' });
    const before = messagesTo(phone);
    expect((await resend(id, { key: 'once', revision: 1 })).body).toEqual(first.body);
    expect(messagesTo(phone)).toBe(before);
    expect(await resend(id, { key: 'twice' })).toMatchObject({ status: 409, body: { type: problem('already-told') } });
  });

  it('is done once for several who ask at the same moment', async () => {
    const { id, phone } = await aMoveAnswered(REFUSED);
    const before = messagesTo(phone);
    const answers = await Promise.all([1, 2, 3, 4].map(() => resend(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(messagesTo(phone)).toBe(before + 1);
  });

  it('is refused to whoever saw an older version of the booking', async () => {
    const { id } = await aMoveAnswered(REFUSED);
    expect(await resend(id, { revision: 1 })).toMatchObject({
      status: 412,
      body: { type: problem('changed-meanwhile'), revision: 2 },
    });
    expect((await resend(id, { revision: 2 })).status).toBe(200);
  });

  it('is refused where the customer knows, was called, or is about to hear of a newer version', async () => {
    const { id: told } = await aTold();
    const { id: called } = await aMoveAnswered(REFUSED);
    const { authorization } = { authorization: `Bearer ${world.keys.apiKey.current}` };
    const done = { route: 'POST /worklist/{id}/done', path: { id: String(called) } } as const;
    await world.call({ ...done, headers: { authorization }, body: { what: 'called' } });
    const { id: newer } = await aMoveAnswered(REFUSED);
    await cancel(newer);
    for (const id of [told, called, newer]) {
      expect(await resend(id)).toMatchObject({ status: 409, body: { type: problem('already-told') } });
    }
  });

  it('is refused where a message may have reached them: nobody is told twice', async () => {
    const { id, phone } = await aMoveAnswered('hang up');
    const before = messagesTo(phone);
    expect(await listedAsNotTold(id)).toMatchObject({ notTold: { reason: 'unknown' } });
    expect(await listedAsNotTold(id)).not.toHaveProperty('notTold.resend');
    expect(await resend(id)).toMatchObject({ status: 409, body: { type: problem('may-have-arrived') } });
    expect(messagesTo(phone)).toBe(before);
  });

  it('is refused where their message arrived after all', async () => {
    const { id, told } = await aTold();
    await world.webhook(statusesBody('raw', { id: told, status: 'failed', error: UNDELIVERABLE }), '/delivery');
    vi.setSystemTime(Date.now() + 20 * 60_000);
    await world.reconcile();
    await world.webhook(statusesBody('raw', { id: told, status: 'delivered' }), '/delivery');
    expect(await resend(id)).toMatchObject({ status: 409, body: { type: problem('already-told') } });
  });

  it('is refused where no message reaches them: the window is closed, they opted out, or it has begun', async () => {
    const closed = await anUntoldMove();
    expect(await resend(closed.id)).toMatchObject({ status: 409, body: { type: problem('unreachable') } });
    const out = await aMoveAnswered(REFUSED);
    await write(out.phone, 'stop');
    expect(await resend(out.id)).toMatchObject({ status: 422, body: { type: problem('opted-out') } });
    const begun = await aMoveAnswered(REFUSED);
    const now = Date.now();
    vi.setSystemTime(Date.UTC(2041, 11, 5));
    expect(await resend(begun.id)).toMatchObject({ status: 409, body: { type: problem('start-in-past') } });
    vi.setSystemTime(now);
  });

  it('is refused after five times in vain', async () => {
    const { id } = await aMoveAnswered(REFUSED);
    for (let time = 1; time <= 5; time++) {
      world.provider.answerNext(REFUSED);
      expect((await resend(id)).status).toBe(200);
    }
    expect(await resend(id)).toMatchObject({ status: 409, body: { type: problem('unreachable') } });
  });

  it('is refused for what nobody knows, and for a body that says more', async () => {
    expect(await resend('5f0b8a3e-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
    expect(await resend(aMessageId())).toMatchObject({ status: 404 });
    const { id } = await aMoveAnswered(REFUSED);
    const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
    const body = { text: 'Call me' };
    const answer = await world.call({ route: ROUTE, path: { invitationId: String(id) }, headers, body });
    expect(answer).toMatchObject({ status: 400, body: { type: problem('malformed') } });
  });
});
