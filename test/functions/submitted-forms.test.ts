import { describe, expect, it } from 'vitest';
import { rawBody } from '../support/raw-body.ts';
import {
  aMessage,
  aMessageId,
  aPhone,
  completionBody,
  normalisedBody,
  secondsAgo,
  textMessage,
} from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld();

const form = { service: 'A', date: '2041-12-03', time: '10:00', name: 'Ana' };
const STARTS_AT = '2041-12-03T09:00:00.000Z';
const bookingOf = async (id: unknown) => (await world.invitation(id)).body['booking'];

/** The elements of a normalised body. */
const elementsOf = (body: object) => (body as { messages: object[] }).messages;

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a form in a webhook', () => {
  it.each(['[', '{', ']', '\\"[', '"{'])('is booked whatever brackets its customer types: %s', async (bracket) => {
    const { phone, token, id } = await world.anInvitation();
    const fields = { ...form, notes: bracket.repeat(70) };
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(5), fields }));
    expect(await bookingOf(id)).toMatchObject({ startsAt: STARTS_AT, notes: fields.notes });
  });

  it('is booked beside what others type, and beside what nests too deep', async () => {
    const { phone, token, id } = await world.anInvitation();
    const [booked] = elementsOf(completionBody('normalised', { phone, token, at: secondsAgo(5), fields: form }));
    const art = textMessage({ phone: aPhone(), text: '['.repeat(65), at: secondsAgo(4) });
    const text = JSON.stringify(normalisedBody(booked ?? {}, art, { deep: 1 })).replace('{"deep":1}', nested(9_000));
    expect(await world.webhook(text)).toMatchObject({ status: 200, body: { recorded: 2, unmatched: 1 } });
    expect(await bookingOf(id)).toMatchObject({ startsAt: STARTS_AT });
  });

  it('keeps what nests too deep as text, and is still told of', async () => {
    const { phone, token, id } = await world.anInvitation();
    const deep = nested(1_300);
    const response = `{"flow_token":"${token}","date":"2041-12-03","time":"10:00","x":"${']'.repeat(99)}","y":${deep}}`;
    await world.announce();
    await world.webhook(normalisedBody(aMessage(phone, { type: 'interactive', body: response })));
    expect((await world.invitation(id)).text).toContain(nested(1_200));
    const events = (await world.announce()).filter(({ type }) => type === 'Appointment Booked');
    expect(events).toHaveLength(1);
    expect(await world.deliverAnnounced('tell-customer', ...events)).toEqual([]);
  });

  it.each(['122097329108006499', '-9007199254740993', '1e400', '0.12345678901234567890'])(
    'keeps the number %s to the letter, as text or as an object',
    async (number) => {
      const one = await world.anInvitation();
      const other = await world.anInvitation();
      const marked = { ...form, photo: { ids: ['NUMBER'] } };
      const asText = JSON.stringify(
        completionBody('raw', { ...one, id: aMessageId(), at: secondsAgo(5), fields: marked }),
      );
      const reply = { flow_token: other.token, response_json: { flow_token: other.token, ...marked } };
      const asObject = JSON.stringify(
        normalisedBody(aMessage(other.phone, { type: 'interactive', interactive: { nfm_reply: reply } })),
      );
      await world.webhook(asText.replace('\\"NUMBER\\"', number));
      await world.webhook(asObject.replace('"NUMBER"', number));
      for (const { id } of [one, other]) {
        expect(await world.invitation(id)).toMatchObject({
          body: { history: [{ form: { photo: { ids: [number] } } }] },
        });
      }
    },
  );

  it('reads a list as its parts, and a range of days as its ends', async () => {
    const { phone, token, id } = await world.anInvitation();
    const days = { 'start-date': '2041-12-03', 'end-date': '2041-12-05' };
    const fields = { ...form, service: ['haircut', 'beard'], notes: days };
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(5), fields }));
    expect(await bookingOf(id)).toMatchObject({ service: 'haircut, beard', notes: '2041-12-03 – 2041-12-05' });
    expect(await world.invitation(id)).toMatchObject({ body: { history: [{ form: fields }] } });
  });

  it('reads a list in a form too large to keep whole', async () => {
    const { phone, token, id } = await world.anInvitation();
    const fields = { ...form, service: ['haircut', 7], essay: 'x'.repeat(20_000) };
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(5), fields }));
    expect(await bookingOf(id)).toMatchObject({ service: 'haircut, 7', attention: ['form-too-large'] });
  });

  it('is booked from a body that begins with a byte order mark', async () => {
    const { phone, token, id } = await world.anInvitation();
    const body = completionBody('raw', { phone, token, at: secondsAgo(5), fields: form });
    expect((await world.webhook(`\ufeff${JSON.stringify(body)}`)).body).toMatchObject({ recorded: 1, unmatched: 0 });
    expect(await bookingOf(id)).toMatchObject({ startsAt: STARTS_AT });
    const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
    const asked = `\ufeff${JSON.stringify({ phone: aPhone() })}`;
    expect((await world.call({ route: 'POST /invitations', headers, body: asked })).status).toBe(201);
    const cancelled = { route: 'POST /bookings/{invitationId}/cancel', path: { invitationId: String(id) } } as const;
    expect((await world.call({ ...cancelled, headers, body: '\ufeff' })).status).toBe(200);
  });
});

describe('a booking', () => {
  const JSON_FORM = JSON.stringify({ response_json: JSON.stringify({ ...form, time: '12:00' }) });

  it.each([
    ['a caption', { type: 'image', body: 'https://x/y.jpg', caption: JSON_FORM }],
    ['a caption of unknown type', { type: 'hologram', body: 'https://x/y.jpg', caption: JSON_FORM }],
    ['typed text', { type: 'chat', body: JSON_FORM }],
    ['a contact card', { type: 'vcard', body: '{"name":"Bob","phone":"+1"}' }],
    ['a place', { type: 'location', body: '{"latitude":40.1,"name":"Home"}' }],
    ['an order', { type: 'order', body: JSON_FORM }],
    ['the name of a document', { type: 'document', body: 'https://x', fileName: JSON_FORM }],
    ['a tapped button', { type: 'interactive', body: '{"button_reply":{"id":"x","title":"Go"}}' }],
    ['what was quoted', { type: 'interactive', body: 'Thanks', quotedMsgBody: JSON_FORM }],
  ])('is not replaced by %s that quotes the invitation', async (_, more) => {
    const { phone, messageId, token, id } = await world.anInvitation();
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(60), fields: form }));
    const quoting = normalisedBody(aMessage(phone, { quotedMsgId: messageId, ...more }));
    expect((await world.webhook(quoting)).body).toMatchObject({ recorded: 1 });
    expect(await world.invitation(id)).toMatchObject({ body: { revision: 1, booking: { startsAt: STARTS_AT } } });
  });

  it.each<[string, (phone: string, messageId: string) => object]>([
    [
      'in a message of unknown type',
      (phone, quotedMsgId) =>
        normalisedBody(aMessage(phone, { quotedMsgId, type: 'hologram', meta: JSON.parse(JSON_FORM) })),
    ],
    [
      'without anything in it',
      (from, id) =>
        rawBody({
          messages: [
            { id: aMessageId(), from, context: { id }, interactive: { nfm_reply: { name: 'flow', body: 'Sent' } } },
          ],
        }),
    ],
  ])('is not replaced by a form %s, which is kept', async (_, bodyFor) => {
    const { phone, messageId, token, id } = await world.anInvitation();
    await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(60), fields: form }));
    expect((await world.webhook(bodyFor(phone, messageId))).body).toMatchObject({ unmatched: 1 });
    expect(await bookingOf(id)).toMatchObject({ startsAt: STARTS_AT });
  });

  it.each([
    { type: 'interactive', body: JSON.stringify(form) },
    { type: 'interactive', nfm_reply: { response_json: JSON.stringify(form) } },
    { type: 'interactive', interactive: { nfm_reply: { response_json: form } } },
    { type: 'interactive', meta: { response_json: JSON.stringify(form) } },
    { type: 'interactive', metadata: { nfm_reply: { response_json: JSON.stringify(form) } } },
    { type: 'nfm_reply', body: JSON.stringify(form) },
    { nfm_reply: { response_json: JSON.stringify(form) } },
  ])('is made by an interactive reply without a token: %j', async (more) => {
    const { phone, messageId, id } = await world.anInvitation();
    await world.webhook(normalisedBody(aMessage(phone, { quotedMsgId: messageId, ...more })));
    expect(await bookingOf(id)).toMatchObject({ startsAt: STARTS_AT });
  });
});
