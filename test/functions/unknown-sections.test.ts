import { describe, expect, it } from 'vitest';
import { rawBody } from '../support/raw-body.ts';
import { aMessageId, aPhone, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();

/** What was kept since the last time, as it is shown to people. */
const kept = async () =>
  (await world.announce())
    .filter(({ type }) => type === 'Unmatched Webhook Received')
    .map(({ detail }) => detail['reason']);

describe('a section nobody here knows', () => {
  const known = () => ({ id: aMessageId(), status: 'sent' });

  it.each<[string, () => object]>([
    ['beside an empty list', () => ({ ack: [], groups: [{ id: aMessageId() }] })],
    ['beside a list that is null', () => ({ ack: null, messages: [], groups: [{ id: aMessageId() }] })],
    ['alone with a list that is null', () => ({ ack: null, groups: [{ id: aMessageId() }] })],
    ['alone', () => ({ groups: [{ id: aMessageId() }] })],
    ['under a known name in another form', () => ({ ack: [], messages: { id: aMessageId() } })],
    ['of calls that nobody can read', () => ({ ack: [], calls: [{ id: aMessageId() }] })],
    ['beside empty statuses, raw', () => rawBody({ statuses: [], errors: [{ code: 131031, title: aMessageId() }] })],
    ['beside null statuses, raw', () => rawBody({ statuses: null, user_preferences: [{ wa_id: aMessageId() }] })],
    ['beside the changes of an entry', () => ({ entry: [{ changes: [], standby: [{ id: aMessageId() }] }] })],
  ])('is kept: %s', async (_, bodyFor) => {
    expect((await world.webhook(bodyFor())).body).toEqual({ recorded: 0, duplicate: 0, ignored: 0, unmatched: 1 });
    expect(await kept()).toEqual(['unknown-shape']);
  });

  it('takes nothing from what is known beside it', async () => {
    const bodies = [
      { ack: [known()], groups: [{ id: aMessageId() }] },
      rawBody({ statuses: [known()], contacts: [{ wa_id: '1' }], errors: [{ title: aMessageId() }] }),
    ];
    for (const body of bodies) {
      expect((await world.webhook(body)).body).toMatchObject({ recorded: 1, unmatched: 1 });
    }
  });
});

describe('a body of another channel', () => {
  it.each(['VID999999999', 7])('is recorded nowhere and kept for a person: %j', async (instanceId) => {
    const { id, phone, token, messageId } = await world.anInvitation();
    await kept();
    const bodies = [
      completionBody('normalised', { phone, token }),
      statusesBody('normalised', { id: messageId, status: 'read' }),
      textBody('normalised', { phone: aPhone(), text: 'stop' }),
    ].map((body) => ({ ...body, instanceId }));
    for (const body of bodies) {
      expect((await world.webhook(body)).body).toEqual({ recorded: 0, duplicate: 0, ignored: 0, unmatched: 1 });
    }
    expect(await world.invitation(id)).toMatchObject({
      body: { status: 'accepted', messages: [{ delivery: 'accepted' }] },
    });
    expect(await kept()).toEqual(['other-channel', 'other-channel', 'other-channel']);
  });

  it.each(['vid000000001', ' VID000000001 ', '', null, undefined, ['VID2']])(
    'is none that names %j',
    async (instanceId) => {
      const body = { ...statusesBody('normalised', { id: aMessageId(), status: 'read' }), instanceId };
      expect((await world.webhook(body)).body).toMatchObject({ recorded: 1 });
    },
  );
});
