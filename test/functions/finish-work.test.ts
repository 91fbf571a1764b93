import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { now } from '../../functions/shared/domain/time/instant.ts';
import { createBookings, futureForm } from '../support/bookings.ts';
import { itemsOf, needAttention } from '../support/lists.ts';
import { createTold } from '../support/not-told.ts';
import { aMessageId, aPhone, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { anUntoldMove, anUntoldOddTime, aTold, tell } = createTold(world);
const { patch } = createBookings(world);

/** A day that nothing but these tests happens on. */
const DAY = '2033-12-02';
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2033, 11, 2, 12), shouldAdvanceTime: true });
});
afterAll(() => vi.useRealTimers());

const done = (id: unknown, body: unknown, authorization = `Bearer ${world.keys.apiKey.current}`) =>
  world.call({ route: 'POST /worklist/{id}/done', path: { id: String(id) }, headers: { authorization }, body });

const listed = async (kind?: string) =>
  itemsOf(await world.list('GET /worklist', { day: DAY, limit: '100', ...(kind && { kind }) }));
const isListed = async (kind: string, id: unknown) =>
  (await listed(kind)).some(({ invitationId }) => invitationId === id);

describe('somebody who called a customer', () => {
  it('takes the invitation off the list of those who were not told, and the notice says who called', async () => {
    const { id } = await anUntoldMove();
    expect(await isListed('not-told', id)).toBe(true);
    const answer = await done(id, { what: 'called' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      invitationId: id,
      notices: [{ state: 'told' }, { state: 'not-told', reason: 'window-closed', calledBy: { kind: 'owner' } }],
    });
    expect(answer.body).not.toHaveProperty('notTold');
    expect(await isListed('not-told', id)).toBe(false);
    expect(await isListed('invitation', id)).toBe(true);
    expect((await world.invitation(id)).body).toEqual(answer.body);
  });

  it('says so twice with the effect of once, by the version or without', async () => {
    const { id } = await anUntoldMove();
    const first = await done(id, { what: 'called', revision: 2 });
    vi.setSystemTime(Date.now() + 60_000);
    expect((await done(id, { what: 'called', revision: 2 })).body).toEqual(first.body);
    expect((await done(id, { what: 'called' })).body).toEqual(first.body);
  });

  it('says so at the same time as a colleague, and both are answered the same', async () => {
    const { id } = await anUntoldMove();
    const answers = await Promise.all([1, 2, 3, 4].map(() => done(id, { what: 'called' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('told the customer, who is told again when the booking goes back to what it was, and not of what was said', async () => {
    const { id, phone } = await anUntoldMove();
    await done(id, { what: 'called' });
    await patch(id, { date: '2041-12-04', time: '11:00', notes: 'Phoned' });
    await tell();
    expect((await world.invitation(id)).body['notices']).toMatchObject([{}, {}, { reason: 'unchanged' }]);
    await patch(id, { date: '2041-12-03', time: '10:30' });
    await tell();
    const texts = world.provider.requestsTo(phone).map(({ body }) => String(body['body']));
    expect(texts.at(-1)).toMatch(/^Your appointment has changed.*December 3, 2041 at 10:30 AM\.$/);
    const { notices } = (await world.invitation(id)).body;
    expect(notices).toMatchObject([{}, { calledBy: { kind: 'owner' } }, {}, { purpose: 'changed', state: 'told' }]);
    expect(await isListed('not-told', id)).toBe(false);
  });

  it('leaves a booking that needs attention under its attention, without the other reason', async () => {
    const { id } = await anUntoldOddTime({ ...futureForm, time: '23:00' });
    await needAttention(world, id, now());
    const [both] = (await listed('attention')).filter(({ invitationId }) => invitationId === id);
    expect(both).toMatchObject({
      booking: { attention: ['outside-opening-hours'] },
      notTold: { reason: 'needs-attention' },
    });
    expect(await isListed('not-told', id)).toBe(false);
    expect((await listed()).filter(({ invitationId }) => invitationId === id)).toHaveLength(1);
    await done(id, { what: 'called' });
    const [attention] = (await listed('attention')).filter(({ invitationId }) => invitationId === id);
    expect(attention).not.toHaveProperty('notTold');
  });

  it('is told that nobody has to call where the customer knows, or the version never was', async () => {
    const { id } = await aTold();
    for (const body of [{ what: 'called' }, { what: 'called', revision: 1 }, { what: 'called', revision: 9 }]) {
      expect(await done(id, body)).toMatchObject({
        status: 409,
        body: { type: 'urn:appointment-flow:problem:already-told' },
      });
    }
  });
});

describe('somebody who answered a customer', () => {
  /** A customer writes something that only a person can answer. Returns what is announced of it in the end. */
  const ask = async (phone: string, more: object = {}) => {
    await world.webhook(textBody('raw', { phone, text: 'Where do I park?', at: secondsAgo(5), ...more }), '/messages');
    await world.deliverAnnounced('answer-customer', ...(await world.announce()));
    return world.announce();
  };
  const questionsOf = async (phone: string) =>
    (await listed('question')).filter(({ chatId }) => chatId === `${phone}@c.us`);

  it('takes the question off the list, which names it without the customer’s address', async () => {
    const phone = aPhone();
    await ask(phone);
    const [question] = await questionsOf(phone);
    const id = String(question?.['questionId']);
    expect(Buffer.from(id, 'base64url').toString()).not.toContain(phone);
    const answer = await done(id, { what: 'answered' });
    expect(answer).toMatchObject({ status: 200, body: { ...question, answeredBy: { kind: 'owner' } } });
    expect(await questionsOf(phone)).toEqual([]);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await done(id, { what: 'answered' })).body).toEqual(answer.body);
  });

  it('sees a later question of the same day, which is announced as well, but no doubled webhook of what was answered', async () => {
    const phone = aPhone();
    const first = { id: aMessageId(), at: secondsAgo(30) };
    const second = { id: aMessageId(), at: secondsAgo(20) };
    await ask(phone, first);
    await ask(phone, second);
    const id = (await questionsOf(phone))[0]?.['questionId'];
    await done(id, { what: 'answered' });
    await world.announce();
    for (const message of [first, second, { id: aMessageId(), at: secondsAgo(40) }]) {
      expect(await ask(phone, message)).toEqual([]);
    }
    expect(await questionsOf(phone)).toEqual([]);

    vi.setSystemTime(Date.now() + 60_000);
    expect(await ask(phone)).toMatchObject([{ type: 'Customer Question Received' }]);
    expect(await questionsOf(phone)).toMatchObject([{ questionId: id }]);
    expect(await done(id, { what: 'answered' })).toMatchObject({ status: 200 });
    expect(await questionsOf(phone)).toEqual([]);
  });

  it('finds nothing where the customer was erased', async () => {
    const phone = aPhone();
    await ask(phone);
    const [question] = await questionsOf(phone);
    const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
    await world.call({ route: 'DELETE /customers', query: { phone }, headers });
    expect(await done(question?.['questionId'], { what: 'answered' })).toMatchObject({ status: 404 });
  });
});

describe('POST /worklist/{id}/done', () => {
  const UNKNOWN = '0197a0b0-0000-7000-8000-000000000000';

  it.each([
    [UNKNOWN, 'called'],
    ['nothing', 'called'],
    [UNKNOWN, 'answered'],
    [Buffer.from('chat#1').toString('base64url'), 'answered'],
    [Buffer.from(`${'x'.repeat(43)}#2033-12-02#cancel`).toString('base64url'), 'answered'],
  ])('answers 404 to %s %s', async (id, what) => {
    expect(await done(id, { what })).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, 'what', 'must be "called" or "answered"'],
    [{ what: 'forgotten' }, 'what', 'must be "called" or "answered"'],
    [{ what: 'called', revision: 1.5 }, 'revision', 'must be a whole number from 0'],
    [{ what: 'called', revision: -1 }, 'revision', 'must be a whole number from 0'],
    [{ what: 'answered', revision: 1 }, 'revision', expect.any(String)],
    [[], '(body)', 'must be an object'],
  ])('answers 400 to %j, naming the field and its rule', async (body, field, rule) => {
    const answer = await done(UNKNOWN, body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:appointment-flow:problem:malformed' } });
    expect(answer.body['faults']).toEqual([{ field, rule }]);
  });

  it('answers 401 without the key', async () => {
    expect(await done(UNKNOWN, { what: 'called' }, 'Bearer wrong')).toMatchObject({ status: 401 });
  });
});
