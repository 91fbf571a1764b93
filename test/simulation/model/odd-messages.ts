import type { Customer } from '../../../local/one-msg/channel-state.ts';
import { chatIdOf, visiblePhone } from '../../../local/one-msg/chat/customer-book.ts';
import type { Dice } from '../engine/dice.ts';
import type { Oddity } from '../story/story.ts';
import { instantOf, type Reported, secondOf } from './reported.ts';

export type OddMessage = {
  id: string;
  customer: Customer;
  at: number;
  /** The last invitation that the customer got. */
  quotes: string | undefined;
  channelId: string;
};

const FORM = JSON.stringify({ response_json: JSON.stringify({ date: '2041-12-24', time: '12:00' }) });

/** What a message of each kind holds, in the normalised and in the raw dialect. */
const CONTENTS: Readonly<Record<Oddity, { normalised: object; raw: object }>> = {
  caption: {
    normalised: { type: 'image', body: 'https://media.test/1.jpg', caption: FORM },
    raw: { type: 'image', image: { id: '1', caption: FORM } },
  },
  'contact-card': {
    normalised: { type: 'vcard', body: '{"name":"Bob","phone":"+1"}' },
    raw: { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' } }] },
  },
  group: {
    normalised: { type: 'chat', body: 'I want to book' },
    raw: { type: 'text', text: { body: 'I want to book' }, group_id: 'G-120363025' },
  },
  notice: {
    normalised: { type: 'e2e_notification', body: '' },
    raw: { type: 'system', system: { body: 'The number was changed.', type: 'user_changed_number' } },
  },
  'deep-neighbour': {
    normalised: { type: 'image', body: 'https://media.test/2.jpg' },
    raw: { type: 'image', image: { id: '2' } },
  },
};

/** Something that nests deeper than any honest message. */
const TOO_DEEP = JSON.parse(`${'['.repeat(90)}${']'.repeat(90)}`);

function normalised(oddity: Oddity, { id, customer, at, quotes, channelId }: OddMessage): object {
  const chatId = chatIdOf(customer);
  const message = {
    id,
    author: chatId,
    chatId: oddity === 'group' ? '120363025@g.us' : chatId,
    time: String(at / 1000),
    self: 0,
    fromMe: false,
    senderName: customer.name,
    authorBsuid: customer.bsuid,
    quotedMsgId: quotes ?? null,
    ...CONTENTS[oddity].normalised,
  };
  const neighbours =
    oddity === 'deep-neighbour' ? [{ id: `${id}-deep`, chatId, time: message.time, deep: TOO_DEEP }] : [];
  return { instanceId: channelId, messages: [...neighbours, message] };
}

function raw(oddity: Oddity, { id, customer, at, quotes }: OddMessage): object {
  const phone = visiblePhone(customer);
  const from = phone ?? customer.bsuid;
  const message = {
    id,
    from,
    timestamp: String(at / 1000),
    ...(quotes !== undefined && { context: { id: quotes } }),
    ...CONTENTS[oddity].raw,
  };
  const neighbours =
    oddity === 'deep-neighbour' ? [{ id: `${id}-deep`, from, timestamp: message.timestamp, deep: TOO_DEEP }] : [];
  const contact = { profile: { name: customer.name }, ...(phone && { wa_id: phone }), user_id: customer.bsuid };
  const value = { contacts: [contact], messages: [...neighbours, message] };
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
}

/** What it reports to the business, if it is a customer's message at all. */
function reportedBy(oddity: Oddity, { id, customer, at }: OddMessage): Reported {
  const when = instantOf(at);
  const common = { messageId: id, customerId: customer.id, at: when };
  return oddity === 'group' || oddity === 'notice'
    ? { ...common, kind: 'not-to-us' }
    : { ...common, kind: 'media', chatId: chatIdOf(customer) };
}

/** The body that tells of an odd message, and what it means. Of a group and of a notice nothing follows. */
export function anOddMessage(oddity: Oddity, message: OddMessage, dice: Dice): { body: string; reported: Reported } {
  const whole = { ...message, at: secondOf(message.at) };
  const body = dice.chance(0.5) ? normalised(oddity, whole) : raw(oddity, whole);
  return { body: JSON.stringify(body), reported: reportedBy(oddity, whole) };
}
