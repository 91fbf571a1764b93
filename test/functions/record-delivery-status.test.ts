import { describe, expect, it } from 'vitest';
import { instantOf, secondsAgo } from '../support/clock.ts';
import { rawBody } from '../support/raw-body.ts';
import { aMessageId, aPhone, bsuidOf, type Dialect, echoBody, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { anInvitation } = world;

const deliveryOf = async (id: unknown) => {
  const { body } = await world.invitation(id);
  return (body['messages'] as Record<string, unknown>[])[0];
};

describe('POST /webhooks/{secret}/delivery', () => {
  it.each<Dialect>(['normalised', 'hooks', 'raw'])('follows a message in the %s dialect', async (dialect) => {
    const { id, messageId } = await anInvitation();
    for (const status of ['sent', 'delivered', 'read']) {
      const answer = await world.webhook(statusesBody(dialect, { id: messageId, status }), '/delivery');
      expect(answer).toMatchObject({ status: 200, body: { recorded: 1, duplicate: 0, ignored: 0, unmatched: 0 } });
      expect(await deliveryOf(id)).toMatchObject({ delivery: status });
    }
  });

  it.each([
    ['viewed', 'read'],
    ['played', 'read'],
    ['undelivered', 'failed'],
    ['DELIVERED', 'delivered'],
  ])('takes %s for %s', async (word, delivery) => {
    const { id, messageId } = await anInvitation();
    await world.webhook(statusesBody('hooks', { id: messageId, status: word }), '/delivery');
    expect(await deliveryOf(id)).toMatchObject({ delivery });
  });

  it('never goes back: failed and sent after delivered change nothing in what people see', async () => {
    const { id, messageId } = await anInvitation();
    for (const status of ['delivered', 'failed', 'sent']) {
      await world.webhook(statusesBody('hooks', { id: messageId, status }), '/delivery');
    }
    expect(await deliveryOf(id)).toMatchObject({ delivery: 'delivered' });
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'accepted' } });
  });

  it('says why a message failed, by code or by words', async () => {
    const [coded, worded] = [await anInvitation(), await anInvitation()];
    const error = { code: 131026, title: 'Message undeliverable' };
    await world.webhook(statusesBody('raw', { id: coded.messageId, status: 'failed', error }), '/delivery');
    const words = { code: 0, title: "User's number is part of an experiment" };
    await world.webhook(
      statusesBody('normalised', { id: worded.messageId, status: 'failed', error: words }),
      '/delivery',
    );

    expect(await deliveryOf(coded.id)).toMatchObject({ failure: { reason: 'not-on-whatsapp', code: 131026 } });
    expect(await deliveryOf(worded.id)).toMatchObject({ failure: { reason: 'experiment' } });
    expect(await world.invitation(coded.id)).toMatchObject({ body: { status: 'undelivered' } });
  });

  it('keeps the time the provider gave, whether it comes before or after a report without one', async () => {
    const [one, other] = [await anInvitation(), await anInvitation()];
    const at = secondsAgo(400);
    const timed = (id: string) => statusesBody('hooks', { id, status: 'delivered', at });
    const untimed = (id: string) => statusesBody('normalised', { id, status: 'delivered' });
    for (const body of [timed(one.messageId), untimed(one.messageId)]) await world.webhook(body, '/delivery');
    for (const body of [untimed(other.messageId), timed(other.messageId)]) await world.webhook(body, '/delivery');
    expect(await deliveryOf(one.id)).toMatchObject({ deliveredAt: instantOf(at) });
    expect(await deliveryOf(other.id)).toMatchObject({ deliveredAt: instantOf(at) });
  });

  it('takes a time a little ahead of its own clock, but none further ahead than a day', async () => {
    const HOUR = 3_600;
    const [near, far] = [await anInvitation(), await anInvitation()];
    const [soon, never] = [secondsAgo(-23 * HOUR), secondsAgo(-24 * HOUR - 60)];
    for (const [{ messageId }, at] of [
      [near, soon],
      [far, never],
    ] as const) {
      await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered', at }), '/delivery');
    }
    const aheadBy = async (id: unknown) => {
      const at = (await deliveryOf(id))?.['deliveredAt'];
      return ((Date.parse(String(at)) - Date.now()) / HOUR / 1000).toFixed(1);
    };
    expect([await aheadBy(near.id), await aheadBy(far.id)]).toEqual(['23.0', expect.stringMatching(/^-?0\.0$/)]);
  });

  it('counts repeats as duplicates and takes many elements in one body', async () => {
    const { messageId } = await anInvitation();
    const sent = { id: messageId, status: 'sent' };
    const foreign = Array.from({ length: 60 }, () => ({ id: aMessageId(), status: 'read' }));
    await world.webhook(statusesBody('hooks', sent), '/delivery');
    const answer = await world.webhook(statusesBody('hooks', sent, ...foreign), '/delivery');
    expect(answer.body).toEqual({ recorded: 60, duplicate: 1, ignored: 0, unmatched: 0 });
  });

  it('meets a message whose status came before it was known to be ours', async () => {
    const messageId = aMessageId();
    await world.webhook(statusesBody('hooks', { id: messageId, status: 'delivered' }), '/delivery');
    world.provider.answerNext({ body: { sent: true, id: messageId } });
    const { body } = await world.invite({ phone: aPhone() });
    expect(await deliveryOf(body['invitationId'])).toMatchObject({ delivery: 'delivered' });
  });

  it('leaves messages, echoes and what it cannot read of them to the other routes', async () => {
    const bodies = [textBody('raw'), textBody('normalised'), echoBody(aPhone(), 'Hi'), { messages: [{ id: 1 }] }];
    for (const body of bodies) {
      expect((await world.webhook(body, '/delivery')).body).toEqual({
        recorded: 0,
        duplicate: 0,
        ignored: 1,
        unmatched: 0,
      });
    }
  });

  it.each([
    ['not JSON at all', 'Hello?'],
    ['an unknown shape', { type: 'calls', calls: [{ id: 'c1' }] }],
    ['an empty body', ''],
    ['a status nobody knows', { ack: [{ id: 'wamid.1', status: 'vanished' }] }],
    ['something deeper than honest bodies are', '['.repeat(5_000)],
    ['null', null],
  ])('keeps %s once and answers 200', async (_, body) => {
    expect(await world.webhook(body, '/delivery')).toMatchObject({ status: 200, body: { unmatched: 1 } });
    expect(await world.webhook(body, '/delivery')).toMatchObject({ status: 200, body: { duplicate: 1 } });
  });

  const FAILED = { code: 131026, title: 'Message undeliverable' };
  it.each([
    { errors: [{ ...FAILED, error_data: 'none' }] },
    { errors: [{ ...FAILED, details: { a: 1 } }] },
    { errors: [{ ...FAILED, title: 7, message: null }] },
    { errors: [{ code: null, title: '131026' }] },
    { errors: [null, 'x', FAILED] },
    { errors: ['(#131026) Message undeliverable'] },
    { errors: FAILED },
    { errors: null, error: 131026 },
    { error: '131026' },
    { error: FAILED, errors: 'many' },
    { error: FAILED, type: null },
    { error: FAILED, type: 'text' },
    { error: FAILED, recipient_id: 34600000001, bsuid: 7, chatId: ['x'] },
    { error: FAILED, timestamp: 1e300, conversation: 'x' },
  ])('knows the failure whatever stands around it: %j', async (more) => {
    for (const section of ['ack', 'hooks', 'statuses']) {
      const { id, messageId } = await anInvitation();
      const list = { [section]: [{ id: messageId, status: 'failed', ...more }] };
      const body = section === 'statuses' ? rawBody(list) : list;
      expect((await world.webhook(body, '/delivery')).body).toMatchObject({ recorded: 1 });
      expect(await deliveryOf(id)).toMatchObject({ failure: { reason: 'not-on-whatsapp', code: 131026 } });
    }
  });

  it.each([1e20, -1, 7.5, '1e9', true, {}])('takes no code for %j, and stores the failure', async (code) => {
    const { id, messageId } = await anInvitation();
    const body = { hooks: [{ id: messageId, status: 'failed', errors: [{ code, title: 'Odd' }] }] };
    expect((await world.webhook(body, '/delivery')).body).toMatchObject({ recorded: 1 });
    expect(await deliveryOf(id)).toMatchObject({ failure: { reason: 'unknown-reason' } });
  });

  it('knows the customer by the id that WhatsApp reports instead of a phone', async () => {
    const { phone, messageId } = await anInvitation();
    const status = { id: messageId, status: 'delivered', recipient_user_id: bsuidOf(phone) };
    await world.webhook(rawBody({ statuses: [status] }), '/delivery');
    const stored = (await world.engine.stream.read(undefined, 10_000)).map(({ dynamodb }) => dynamodb?.NewImage);
    const message = stored.findLast((image) => image?.['messageId']?.S === messageId);
    expect(message?.['reportedAs']?.SS).toEqual([`${bsuidOf(phone)}@lid`]);
  });

  it('leaves alone what is reported of a group or a call', async () => {
    const statuses = [
      { recipient_type: 'group', recipient_id: 'Y2FwaQ' },
      { chatId: '12@g.us' },
      { type: 'call', status: 'RINGING' },
    ].map((more) => ({ id: aMessageId(), status: 'sent', ...more }));
    expect((await world.webhook(rawBody({ statuses }), '/delivery')).body).toMatchObject({ recorded: 0, ignored: 3 });
  });

  it('answers 404 to a wrong secret and touches nothing', async () => {
    const route = 'POST /webhooks/{secret}/delivery';
    const id = aMessageId();
    for (const secret of ['', 'wrong', `${world.keys.webhook.current}x`]) {
      const answer = await world.call({ route, path: { secret }, body: statusesBody('hooks', { id, status: 'sent' }) });
      expect(answer.status).toBe(404);
    }
    const first = await world.webhook(statusesBody('hooks', { id, status: 'sent' }), '/delivery');
    expect(first.body).toMatchObject({ recorded: 1 });
  });
});
