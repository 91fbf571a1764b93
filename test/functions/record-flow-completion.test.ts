import { describe, expect, it } from 'vitest';
import { FORM_DAY, secondsAgo } from '../support/clock.ts';
import { aForm, aMessageId, aPhone, completionBody, statusesBody, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();
const { anInvitation } = world;

const complete = (body: object) => world.webhook(body, '/flow-completion');

describe('POST /webhooks/{secret}/flow-completion', () => {
  it.each(['normalised', 'raw'] as const)('books by the token in the %s dialect', async (dialect) => {
    const { id, phone, token } = await anInvitation();
    expect(await complete(completionBody(dialect, { phone, token }))).toMatchObject({
      status: 200,
      body: { recorded: 1 },
    });
    const { body } = await world.invitation(id);
    expect(body).toMatchObject({
      status: 'completed',
      booking: {
        state: 'booked',
        startsAt: `${FORM_DAY}T09:30:00.000Z`,
        endsAt: `${FORM_DAY}T10:00:00.000Z`,
        timeZone: 'Europe/Madrid',
        service: 'consultation',
        customerName: 'Alex',
        notes: 'First visit',
      },
      history: [{ kind: 'completion', form: aForm }],
    });
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it.each(['normalised', 'raw'] as const)('books by the answered message without a token (%s)', async (dialect) => {
    const { id, phone, messageId } = await anInvitation();
    await complete(completionBody(dialect, { phone, answers: messageId }));
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'completed' } });
  });

  it.each([
    ['body', (form: string) => ({ body: form })],
    ['nfm_reply', (form: string) => ({ nfm_reply: { response_json: form } })],
    ['interactive.nfm_reply', (form: string) => ({ interactive: { nfm_reply: { response_json: form } } })],
    ['meta', (form: string) => ({ meta: { response_json: form } })],
    ['metadata', (form: string) => ({ metadata: { flow: JSON.parse(form) } })],
  ])('finds the form in %s of the normalised dialect', async (_, put) => {
    const { id, phone, token } = await anInvitation();
    const form = JSON.stringify({ flow_token: token, ...aForm });
    const message = {
      id: aMessageId(),
      chatId: `${phone}@c.us`,
      time: String(secondsAgo(280)),
      type: 'interactive',
      fromMe: false,
    };
    await complete({ messages: [{ ...message, ...put(form) }] });
    expect(await world.invitation(id)).toMatchObject({
      body: { status: 'completed', booking: { service: 'consultation' } },
    });
  });

  it('counts a repeat as a duplicate, in whichever dialect it comes', async () => {
    const { id, phone, token, messageId } = await anInvitation();
    const completion = { id: aMessageId(), phone, token, answers: messageId };
    await complete(completionBody('raw', completion));
    const before = await world.invitation(id);
    for (const dialect of ['raw', 'normalised'] as const) {
      expect((await complete(completionBody(dialect, completion))).body).toMatchObject({ recorded: 0, duplicate: 1 });
    }
    expect((await complete(completionBody('raw', { ...completion, token: '' }))).body).toMatchObject({ duplicate: 1 });
    expect(await world.invitation(id)).toEqual(before);
  });

  it('lets the newer of two completions rule, whichever arrives first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { id, phone, token } = await anInvitation();
      const bodies = [
        completionBody('raw', { phone, token, at: secondsAgo(280), fields: { ...aForm, time: '09:00' } }),
        completionBody('raw', { phone, token, at: secondsAgo(200), fields: { ...aForm, time: '11:00' } }),
      ];
      for (const index of order) await complete(bodies[index] ?? {});
      const { body } = await world.invitation(id);
      expect(body).toMatchObject({ booking: { startsAt: `${FORM_DAY}T10:00:00.000Z` }, revision: 2 });
      expect((body['history'] as { form: { time: string } }[]).map(({ form }) => form.time)).toEqual([
        '09:00',
        '11:00',
      ]);
    }
  });

  it.each([
    [{ service: 'cut' }, ['date-missing', 'time-missing']],
    [{ ...aForm, date: 'soon', time: 'whenever' }, ['date-unreadable', 'time-unreadable']],
    [{ ...aForm, date: { year: 2026 }, time: [] }, ['date-missing', 'time-missing']],
    [
      { ...aForm, date: ['2026-12-01', '2026-12-02'], time: ['10:30', '11:00'] },
      ['date-unreadable', 'time-unreadable'],
    ],
    [{}, ['date-missing', 'time-missing']],
  ])('stores the nonsensical form %j with all its fields and asks for attention', async (fields, attention) => {
    const { id, phone, token } = await anInvitation();
    await complete(completionBody('raw', { phone, token, fields }));
    const { body } = await world.invitation(id);
    expect(body).toMatchObject({ status: 'completed', booking: { attention }, history: [{ form: fields }] });
  });

  it('keeps fields no schema foresaw to the letter', async () => {
    const { id, phone, token } = await anInvitation();
    const odd = {
      ...aForm,
      deep: { list: [1, [2, { x: null }]] },
      big: 12345678901234567000,
      '': 'empty',
      emoji: '💈',
      '\ud800': '\udc00',
    };
    await complete(completionBody('raw', { phone, token, fields: odd }));
    expect((await world.invitation(id)).body).toMatchObject({ history: [{ form: odd }] });
  });

  it('keeps a form too large for an item in the fields the contract names, and the whole among the unmatched', async () => {
    const { id, phone, token } = await anInvitation();
    const answer = await complete(
      completionBody('raw', { phone, token, fields: { ...aForm, essay: 'x'.repeat(20_000) } }),
    );
    expect(answer).toMatchObject({ status: 200, body: { recorded: 1 } });
    const { body } = await world.invitation(id);
    expect(body).toMatchObject({ booking: { startsAt: `${FORM_DAY}T09:30:00.000Z`, attention: ['form-too-large'] } });
    expect((await world.announce()).map(({ type }) => type)).toContain('Unmatched Webhook Received');
  });

  it.each([
    ['a token this stack did not mint', { token: '0193f0f0-0000-7000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA' }],
    ['no token and no answered message', {}],
    ['no token and a message nobody here sent', { answers: aMessageId() }],
  ])('books nothing for %s, and keeps it', async (_, options) => {
    expect((await complete(completionBody('raw', options))).body).toMatchObject({ recorded: 0, unmatched: 1 });
  });

  it('does not let an answered message overrule a forged token', async () => {
    const { id, phone, token, messageId } = await anInvitation();
    await complete(completionBody('raw', { phone, token: `${token.slice(0, -2)}AA`, answers: messageId }));
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'accepted' } });
  });

  it('takes no typed text for a form, even one that quotes the invitation', async () => {
    const { id, phone, messageId } = await anInvitation();
    const typed = { id: aMessageId(), chatId: `${phone}@c.us`, type: 'chat', quotedMsgId: messageId, fromMe: false };
    const answer = await complete({
      messages: [{ ...typed, body: JSON.stringify({ response_json: '{}', ...aForm }) }],
    });
    expect(answer.body).toMatchObject({ ignored: 1 });
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'accepted' } });
  });

  it('never counts the business’s own messages', async () => {
    const { id, phone, token } = await anInvitation();
    for (const fromMe of [true, 1, '1', 'true']) {
      const own = { id: aMessageId(), chatId: `${phone}@c.us`, type: 'interactive', fromMe };
      await complete({ messages: [{ ...own, body: JSON.stringify({ flow_token: token, ...aForm }) }] });
    }
    expect(await world.invitation(id)).toMatchObject({ body: { status: 'accepted' } });
  });

  it('keeps the newest entries of a customer who never stops completing', async () => {
    const { id, phone, token } = await anInvitation();
    const first = secondsAgo(280);
    for (let second = 0; second < 23; second++) {
      const fields = { ...aForm, notes: `${second}` };
      await complete(completionBody('raw', { phone, token, at: first + second, fields }));
    }
    const { body } = await world.invitation(id);
    expect(body).toMatchObject({ booking: { notes: '22' }, revision: 23 });
    expect(body['history']).toHaveLength(20);
    const oldest = completionBody('raw', { phone, token, at: first - 20, fields: { ...aForm, notes: 'late' } });
    expect((await complete(oldest)).body).toMatchObject({ duplicate: 1 });
  });
});

describe('POST /webhooks/{secret} with everything behind one URL', () => {
  it('sorts a body that holds both kinds', async () => {
    const { id, phone, token, messageId } = await anInvitation();
    const body = {
      ...statusesBody('hooks', { id: messageId, status: 'read' }),
      ...completionBody('normalised', { phone, token }),
    };
    expect((await world.webhook(body)).body).toEqual({ recorded: 2, duplicate: 0, ignored: 0, unmatched: 0 });
    expect(await world.invitation(id)).toMatchObject({
      body: { status: 'completed', messages: [{ delivery: 'read' }] },
    });
  });

  it('remembers who wrote', async () => {
    const phone = aPhone();
    await world.webhook(textBody('raw', { phone, name: 'Núria' }));
    await world.invite({ phone });
    expect(world.provider.requestsTo(phone)[0]?.body['body']).toContain('Núria');
  });

  it('has the other routes ignore what is a customer’s text or a status', async () => {
    expect((await complete(textBody('raw'))).body).toMatchObject({ ignored: 1 });
    expect((await complete(statusesBody('raw', { id: 'wamid.x', status: 'sent' }))).body).toMatchObject({ ignored: 1 });
  });
});

describe('any order of the webhooks of one booking', () => {
  const strip = (body: Record<string, unknown>) =>
    JSON.parse(JSON.stringify(body), (key, value) =>
      ['invitationId', 'messageId', 'createdAt', 'claimedAt', 'settledAt', 'recipient', 'id'].includes(key)
        ? undefined
        : value,
    );

  it('ends with the same facts, each posted twice and in mixed dialects', async () => {
    const completionId = aMessageId();
    const at = secondsAgo(400);
    const ends: unknown[] = [];
    for (const seed of [0, 1, 2, 3, 4, 5]) {
      const { id, phone, token, messageId } = await anInvitation();
      const bodies = [
        statusesBody('raw', { id: messageId, status: 'sent', at }),
        statusesBody('hooks', { id: messageId, status: 'delivered', at: at + 4 }),
        statusesBody('raw', { id: messageId, status: 'read', at: at + 70 }),
        completionBody('raw', { id: `${completionId}${seed}`, phone, token, at: at + 120 }),
        completionBody('normalised', { id: `${completionId}${seed}b`, phone, answers: messageId, at: at + 200 }),
        statusesBody('normalised', { id: messageId, status: 'delivered' }),
      ];
      const twice = [...bodies, ...bodies];
      const order = twice.map((body, index) => ({ body, key: (index * 7 + seed * 5) % twice.length }));
      order.sort((a, b) => a.key - b.key);
      for (const { body } of seed === 0 ? bodies.map((body) => ({ body })) : order) await world.webhook(body);
      ends.push(strip((await world.invitation(id)).body));
    }
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({ status: 'completed', messages: [{ delivery: 'read' }], revision: 2 });
  });
});
