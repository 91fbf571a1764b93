import { describe, expect, it } from 'vitest';
import { createLossyLine } from '../support/lossy-line.ts';
import { aMessageId, aPhone, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const line = createLossyLine();
const world = await startWorld(undefined, line);
const { anInvitation, provider } = world;

describe('a write that took effect and whose answer was lost', () => {
  it('of the claim: the invitation is not stranded, and sent once', async () => {
    const phone = aPhone();
    line.loseAnswerTo('PutItem');
    const { status, body } = await world.invite({ phone }, 'lost-claim');
    expect(status).toBe(201);
    expect(provider.requestsTo(phone)).toHaveLength(1);
    expect(await world.invitation(body['invitationId'])).toMatchObject({ body: { status: 'accepted' } });
  });

  it('of the outcome and of the link: the invitation is accepted and its message followed', async () => {
    const phone = aPhone();
    line.loseAnswerTo('UpdateItem', 1);
    const { status, body } = await world.invite({ phone });
    expect(status).toBe(201);
    await world.webhook(statusesBody('hooks', { id: String(body['messageId']), status: 'delivered' }));
    expect(await world.invitation(body['invitationId'])).toMatchObject({
      body: { messages: [{ delivery: 'delivered' }] },
    });
  });

  it('of a completion: one booking, one entry in its history', async () => {
    const { id, phone, token } = await anInvitation();
    line.loseAnswerTo('UpdateItem');
    expect((await world.webhook(completionBody('raw', { phone, token }), '/flow-completion')).status).toBe(200);
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'completed', revision: 1 } });
  });

  it('of a status: 200, and the status stands', async () => {
    const { id, messageId } = await anInvitation();
    line.loseAnswerTo('UpdateItem');
    expect((await world.webhook(statusesBody('hooks', { id: messageId, status: 'read' }), '/delivery')).status).toBe(
      200,
    );
    expect(await world.invitation(id)).toMatchObject({ body: { messages: [{ delivery: 'read' }] } });
  });
});

describe('a table that cannot be reached', () => {
  it('has every webhook answered with 5xx, and its repeat recorded once the table is back', async () => {
    const { id, phone, messageId, token } = await anInvitation();
    const bodies = [
      statusesBody('hooks', { id: messageId, status: 'delivered' }),
      completionBody('raw', { phone, token }),
      textBody('raw', { phone }),
      'not json',
    ];
    line.cut(true);
    for (const body of bodies) {
      expect(await world.webhook(body)).toMatchObject({
        status: 503,
        body: { type: 'urn:appointment-flow:problem:unavailable' },
      });
    }
    line.cut(false);
    for (const body of bodies) expect((await world.webhook(body)).status).toBe(200);
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'completed' } });
  });

  it('sends no invitation', async () => {
    const phone = aPhone();
    line.cut(true);
    expect((await world.invite({ phone })).status).toBe(503);
    line.cut(false);
    expect(provider.requestsTo(phone)).toEqual([]);
  });

  it('keeps what could be stored of a body when the rest could not: a repeat finds it known', async () => {
    const ids = Array.from({ length: 3 }, aMessageId);
    const body = statusesBody('hooks', ...ids.map((id) => ({ id, status: 'sent' })));
    line.loseAnswerTo('UpdateItem', 30);
    expect((await world.webhook(body, '/delivery')).status).toBe(503);
    line.loseAnswerTo('UpdateItem', 0);
    expect((await world.webhook(body, '/delivery')).body).toMatchObject({ recorded: 0, duplicate: 3 });
  });
});
