import { beforeEach, describe, expect, it } from 'vitest';
import { rawBody } from '../support/raw-body.ts';
import { useTableModel } from '../support/table-model.ts';
import { aMessage, aMessageId, aPhone, bsuidOf, normalisedBody, secondsAgo, textBody } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(undefined, useTableModel());

type Dialect = 'raw' | 'normalised';

const raw = (phone: string, message: object, name = 'Ana') =>
  rawBody({
    contacts: [{ profile: { name }, wa_id: phone }],
    messages: [{ from: phone, id: aMessageId(), timestamp: String(secondsAgo(5)), ...message }],
  });

const normalised = (phone: string, more: object) => normalisedBody(aMessage(phone, more));

const bodyOf = (dialect: Dialect, phone: string, message: object) =>
  dialect === 'raw' ? raw(phone, message) : normalised(phone, message);

/** A customer calls; `more` says what kind of call it is. */
const callBody = (phone: string, more: object) =>
  rawBody({
    contacts: [{ profile: { name: 'Ana' }, wa_id: phone, user_id: bsuidOf(phone) }],
    calls: [{ id: `wacid.${phone}`, from: phone, timestamp: String(secondsAgo(5)), event: 'connect', ...more }],
  });

const LINK = 'https://files.example/book/appointment.jpg';
const VCARD = 'BEGIN:VCARD\nFN:Book Shop\nEND:VCARD';
const system = { type: 'system', system: { body: 'User A changed from 1 to 2: book', type: 'user_changed_number' } };

const requestsTo = (phone: string) =>
  world.provider.requests.filter((request) => JSON.stringify(request.body).includes(phone));

const greetingTo = (phone: string) => requestsTo(phone)[0]?.body['body'];

/** How many invitations a message leads to. */
async function invitationsAfter(phone: string, body: object): Promise<number> {
  expect((await world.webhook(body)).status).toBe(200);
  await world.answerIntents();
  return requestsTo(phone).length;
}

beforeEach(async () => {
  await world.announce();
});

describe('the words of a customer', () => {
  it.each<[string, Dialect, object]>([
    ['a text', 'raw', { type: 'text', text: { body: 'I want to book' } }],
    ['a caption', 'raw', { type: 'image', image: { id: '1', caption: 'I want to book' } }],
    [
      'the caption of a document',
      'raw',
      { type: 'document', document: { filename: 'x.pdf', caption: 'book, please' } },
    ],
    [
      'the label of a button',
      'raw',
      { type: 'interactive', interactive: { button_reply: { id: 'x', title: 'Book' } } },
    ],
    ['the row of a list', 'raw', { type: 'interactive', interactive: { list_reply: { id: 'x', title: 'Book' } } }],
    ['a text', 'normalised', { type: 'chat', body: 'I want to book' }],
    ['a text without a type', 'normalised', { body: 'I want to book' }],
    ['a caption', 'normalised', { type: 'image', body: LINK, caption: 'I want to book' }],
    ['the caption of a document', 'normalised', { type: 'document', body: LINK, caption: 'I want to book' }],
    ['a caption without a type', 'normalised', { body: LINK, caption: 'I want to book' }],
    ['the label of a button', 'normalised', { type: 'button', body: 'Book' }],
  ])('are %s (%s: %s)', async (_, dialect, message) => {
    const phone = aPhone();
    expect(await invitationsAfter(phone, bodyOf(dialect, phone, message))).toBe(1);
  });

  it.each<[string, Dialect, object]>([
    ['the link to a file', 'normalised', { type: 'document', body: LINK }],
    ['a link in a message of unknown type', 'normalised', { type: 'hologram', body: LINK }],
    ['the name of a file', 'normalised', { type: 'document', body: LINK, caption: 'book appointment.pdf' }],
    ['the name of a picture', 'normalised', { type: 'image', body: LINK, caption: 'book 17.JPG' }],
    ['a name given as such', 'normalised', { type: 'video', body: LINK, caption: 'book', fileName: 'book' }],
    ['a place', 'normalised', { type: 'location', body: '40.1;-3.6;Book Street' }],
    ['a contact card', 'normalised', { type: 'vcard', body: VCARD }],
    ['an order', 'normalised', { type: 'order', body: '{"product":"book"}' }],
    ['a poll', 'normalised', { type: 'poll_creation', body: 'Book a table?' }],
    ['a reaction', 'normalised', { type: 'reaction', body: 'book' }],
    ['a notice', 'normalised', { type: 'notification_template', body: 'book' }],
    ['the name of a file', 'raw', { type: 'document', document: { filename: 'book.pdf', caption: 'book.pdf' } }],
    ['a place', 'raw', { type: 'location', location: { name: 'Book', address: 'Book Street' } }],
    ['a contact card', 'raw', { type: 'contacts', contacts: [{ name: { formatted_name: 'Book' } }] }],
    ['a notice', 'raw', system],
  ])('are not %s (%s: %s)', async (_, dialect, message) => {
    const phone = aPhone();
    expect(await invitationsAfter(phone, bodyOf(dialect, phone, message))).toBe(0);
  });

  it.each<[string, (phone: string) => object]>([
    ['raw, by its id', (phone) => raw(phone, { group_id: 'Y2FwaQ==', type: 'text', text: { body: 'book' } })],
    ['normalised, by its chat', (phone) => normalised(phone, { chatId: '1203630@g.us', type: 'chat', body: 'book' })],
    ['a status', (phone) => normalised(phone, { chatId: 'status@broadcast', type: 'chat', body: 'book' })],
    ['a newsletter', (phone) => normalised(phone, { chatId: '12036@newsletter', type: 'chat', body: 'book' })],
  ])('are not said in a group, and nothing of it is kept (%s)', async (_, bodyFor) => {
    const phone = aPhone();
    expect((await world.webhook(bodyFor(phone))).body).toEqual({ recorded: 0, duplicate: 0, ignored: 1, unmatched: 0 });
    expect(await invitationsAfter(phone, bodyFor(phone))).toBe(0);
  });

  it.each([
    { type: 'button', payload: 'BOOK_APPOINTMENT' },
    { type: 'button', button: { payload: 'BOOK_APPOINTMENT', text: 'Go' } },
    { type: 'button', meta: { payload: 'BOOK_APPOINTMENT' } },
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'BOOK_APPOINTMENT' } } },
    { type: 'interactive', interactive: { list_reply: { id: 'BOOK_APPOINTMENT', title: 'Go' } } },
    { type: 'interactive', metadata: { button_reply: { id: 'BOOK_APPOINTMENT', title: 'Go' } } },
    { type: 'interactive', body: '{"button_reply":{"id":"BOOK_APPOINTMENT","title":"Go"}}' },
  ])('are not needed where a button has the contract’s payload, wherever that stands: %j', async (message) => {
    const phone = aPhone();
    expect(await invitationsAfter(phone, normalised(phone, { body: 'Go', ...message }))).toBe(1);
  });
});

describe('the session window', () => {
  /** Whether an invitation may be sent after a webhook, to a customer who last wrote 30 hours ago. */
  async function isOpenAfter(bodyFor: (phone: string) => object): Promise<boolean> {
    const phone = aPhone();
    await world.webhook(textBody('raw', { phone, text: 'Hi', at: secondsAgo(30 * 3600) }));
    expect((await world.webhook(bodyFor(phone))).body).toMatchObject({ unmatched: 0 });
    return (await world.invite({ phone })).status === 201;
  }

  it.each<[string, (phone: string) => object]>([
    ['a sticker', (phone) => raw(phone, { type: 'sticker', sticker: { id: '1' } })],
    ['what nobody here knows', (phone) => raw(phone, { type: 'unsupported', errors: [{ code: 131051 }] })],
    ['a reaction', (phone) => normalised(phone, { type: 'reaction', body: '👍' })],
    ['a call', (phone) => callBody(phone, { direction: 'USER_INITIATED' })],
    ['a call that ended', (phone) => callBody(phone, { direction: 'USER_INITIATED', event: 'terminate' })],
    ['a call of no direction', (phone) => callBody(phone, {})],
    ['a call without a phone', (phone) => callBody(phone, { from: undefined, from_user_id: bsuidOf(phone) })],
    [
      'a call told normalised',
      (phone) => ({ calls: [{ id: `call-${phone}`, chatId: `${phone}@c.us`, time: secondsAgo(5) }] }),
    ],
    ['a missed call', (phone) => normalised(phone, { type: 'call_log', body: '' })],
  ])('is opened by %s', async (_, bodyFor) => {
    expect(await isOpenAfter(bodyFor)).toBe(true);
  });

  it.each<[string, (phone: string) => object]>([
    ['a changed number', (phone) => raw(phone, system)],
    ['a changed number without a type', (phone) => raw(phone, { system: system.system })],
    ['an encryption notice', (phone) => normalised(phone, { type: 'e2e_notification', body: '' })],
    ['a deleted message', (phone) => normalised(phone, { type: 'revoked', body: '' })],
    ['a protocol message', (phone) => normalised(phone, { type: 'protocol', body: '' })],
    ['a call of the business', (phone) => callBody(phone, { direction: 'BUSINESS_INITIATED' })],
    ['a message in a group', (phone) => raw(phone, { group_id: 'G1', type: 'text', text: { body: 'Hi' } })],
  ])('is not opened by %s', async (_, bodyFor) => {
    expect(await isOpenAfter(bodyFor)).toBe(false);
  });

  it('counts a call from when it began, and takes none for a wish to book', async () => {
    expect(await isOpenAfter((phone) => callBody(phone, { start_time: String(secondsAgo(26 * 3600)) }))).toBe(false);
    expect(await world.answerIntents()).not.toContainEqual(
      expect.objectContaining({ type: 'Booking Intent Detected' }),
    );
  });
});

describe('who a customer is', () => {
  const hidden = (phone: string) => ({ from: undefined, from_user_id: bsuidOf(phone), type: 'text' });

  it('is known by WhatsApp’s own id where no phone is shown', async () => {
    const phone = aPhone();
    await invitationsAfter(phone, raw(phone, { ...hidden(phone), text: { body: 'book' } }));
    expect(requestsTo(phone)).toMatchObject([{ body: { chatId: `${bsuidOf(phone)}@lid` } }]);
  });

  it('is the same under both addresses that one message names', async () => {
    const phone = aPhone();
    await world.webhook(raw(phone, { from_user_id: bsuidOf(phone), type: 'text', text: { body: 'Hi' } }));
    await world.webhook(rawBody({ messages: [{ ...hidden(phone), id: aMessageId(), text: { body: 'stop' } }] }));
    expect((await world.invite({ phone })).status).toBe(422);
  });

  it.each(['+34 600 000 001', '٣٤٦٠٠', '34600000001@c.us', 'ES.1000000000000001', '\u200b\u3164', '\u202e', '...', ''])(
    'is not said by the name %j',
    async (name) => {
      const [phone, other] = [aPhone(), aPhone()];
      await invitationsAfter(phone, raw(phone, { type: 'text', text: { body: 'book' } }, name));
      await invitationsAfter(
        other,
        normalised(other, { type: 'chat', body: 'book', senderName: null, chatName: name }),
      );
      for (const to of [phone, other]) expect(greetingTo(to)).toBe('Hi there, book your appointment:');
    },
  );

  it('is said by the first name that is one, without what turns the line around', async () => {
    const phone = aPhone();
    const named = { type: 'chat', body: 'book', senderName: phone, chatName: '\u202eAna \u{1f469}\u200d\u{1f52c}' };
    await invitationsAfter(phone, normalised(phone, named));
    expect(world.provider.requests.at(-1)?.body['body']).toBe(
      'Hi Ana \u{1f469}\u200d\u{1f52c}, book your appointment:',
    );
  });
});
