import type { Customer, Message, StatusChange } from '../../channel-state.ts';
import { type ChannelEvent, type Line, unixSeconds } from '../../chat/channel-events.ts';
import { chatIdOf, visiblePhone } from '../../chat/customer-book.ts';
import { chosenReply } from './chosen-reply.ts';
import { flowResponse } from './flow-response.ts';
import type { Places } from './places.ts';

/** Dialect A: `{instanceId, ack?, messages?}`. */
export function normalisedBody(events: readonly ChannelEvent[], line: Line, places: Places) {
  const ack = events.flatMap((event) => (event.kind === 'status' ? [normalisedStatus(event)] : []));
  const messages = normalisedMessages(events, line, places);
  return {
    instanceId: line.channelId,
    ...(ack.length > 0 && { ack }),
    ...(messages.length > 0 && { messages }),
  };
}

/** The messages among the events, in dialect A. */
export function normalisedMessages(events: readonly ChannelEvent[], line: Line, places: Places) {
  return events.flatMap((event) =>
    event.kind === 'message' ? [normalisedMessage(event.message, event.customer, line, places)] : [],
  );
}

/** This dialect has no timestamp here, and the error is free text. */
function normalisedStatus({
  message,
  customer,
  change,
}: {
  message: Message;
  customer: Customer;
  change: StatusChange;
}) {
  return {
    id: message.id,
    bsuid: customer.bsuid,
    phone: visiblePhone(customer) ?? null,
    chatId: chatIdOf(customer),
    status: change.status,
    category: message.kind === 'template' ? 'utility' : 'service',
    userName: null,
    ...(change.failure && { error: change.failure.text }),
  };
}

/** One message in either direction; `GET /messages` uses the same form. */
export function normalisedMessage(message: Message, customer: Customer, line: Line, places: Places) {
  const seconds = unixSeconds(message.at);
  const chatId = chatIdOf(customer);
  const name = customer.name ?? null;
  const shared = {
    id: message.id,
    body: message.body,
    type: typeOf(message),
    chatId,
    caption: null,
    chatName: name,
    isForwarded: false,
    quotedMsgId: message.quotedMessageId ?? null,
  };
  if (!message.fromCustomer) {
    const author = `${line.businessPhone}@c.us`;
    return { ...shared, self: 1, time: seconds, author, fromMe: true, senderName: line.businessName };
  }
  const sender = { authorBsuid: customer.bsuid, authorUserName: null, senderName: name };
  const own = { ...shared, self: 0, time: String(seconds), author: chatId, fromMe: false, ...sender };
  if (message.kind === 'completion') return { ...own, ...completionAt(places.completionPlace, message) };
  return { ...own, ...buttonAt(places.buttonPlace, message) };
}

function typeOf({ kind }: Message): string {
  if (kind === 'text') return 'chat';
  return kind === 'button' || kind === 'template' ? kind : 'interactive';
}

/** The provider's documents do not give the place of a completed form in this dialect: each candidate can be set. */
function completionAt(place: Places['completionPlace'], message: Message) {
  const response = flowResponse(message);
  switch (place) {
    case 'body':
      return { body: response.response_json };
    case 'nfm_reply':
      return { nfm_reply: response };
    case 'interactive.nfm_reply':
      return { interactive: { type: 'nfm_reply', nfm_reply: response } };
    case 'meta':
      return { meta: { response_json: response.response_json } };
    case 'metadata':
      return { metadata: { nfm_reply: response } };
  }
}

/** The same applies to the place, if any, of a tapped button's payload. */
function buttonAt(place: Places['buttonPlace'], message: Message) {
  const { buttonPayload: payload, body } = message;
  if (payload === undefined) return {};
  switch (place) {
    case 'none':
      return {};
    case 'payload':
      return { payload };
    case 'button':
      return { button: { payload, text: body } };
    case 'interactive.button_reply':
      return { type: 'interactive', interactive: chosenReply(message) };
    case 'meta':
      return { meta: { payload } };
    case 'metadata':
      return { metadata: chosenReply(message) };
  }
}
