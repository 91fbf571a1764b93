import type { Customer, Message, StatusChange } from '../../channel-state.ts';
import { type ChannelEvent, type Line, unixSeconds } from '../../chat/channel-events.ts';
import { visiblePhone } from '../../chat/customer-book.ts';
import { chosenReply } from './chosen-reply.ts';
import { flowResponse } from './flow-response.ts';
import type { Places } from './places.ts';

/** The payloads' WhatsApp Business Account and phone number: invented, but in the real form. */
const ACCOUNT_ID = '100000000000001';
const PHONE_NUMBER_ID = '200000000000001';

/** Dialect C: Meta's own `{object, entry: [{id, changes: [{field, value}]}]}`, echoes in a separate change. */
export function rawBody(events: readonly ChannelEvent[], line: Line, places: Places) {
  const incoming = events.filter((event) => event.kind === 'status' || event.message.fromCustomer);
  const echoes = events.filter((event) => event.kind === 'message' && !event.message.fromCustomer);
  const changes = [
    ...(incoming.length > 0
      ? [{ field: 'messages', value: { ...origin(line), ...incomingValue(incoming, line, places) } }]
      : []),
    ...(echoes.length > 0
      ? [{ field: 'smb_message_echoes', value: { ...origin(line), ...echoesValue(echoes, line) } }]
      : []),
  ];
  return { object: 'whatsapp_business_account', entry: [{ id: ACCOUNT_ID, changes }] };
}

function origin(line: Line) {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: line.businessPhone, phone_number_id: PHONE_NUMBER_ID },
  };
}

function incomingValue(events: readonly ChannelEvent[], line: Line, places: Places) {
  const messages = events.filter((event) => event.kind === 'message');
  const statuses = events.flatMap((event) => (event.kind === 'status' ? [rawStatus(event)] : []));
  return {
    ...(messages.length > 0 && {
      contacts: messages.map(({ customer }) => contactOf(customer)),
      messages: messages.map(({ message, customer }) => incomingMessage(message, customer, line, places)),
    }),
    ...(statuses.length > 0 && { statuses }),
  };
}

function echoesValue(events: readonly ChannelEvent[], line: Line) {
  return {
    message_echoes: events.map(({ message, customer }) => ({
      from: line.businessPhone,
      to: idOf(customer),
      ...envelope(message, idOf(customer)),
      ...outgoingContent(message),
    })),
  };
}

function rawStatus({ message, customer, change }: { message: Message; customer: Customer; change: StatusChange }) {
  const { status, at, failure } = change;
  return {
    id: message.id,
    status,
    timestamp: String(unixSeconds(at)),
    recipient_id: idOf(customer),
    ...(failure && {
      errors: [
        {
          code: failure.code,
          title: failure.title,
          message: failure.title,
          error_data: { details: failure.details },
        },
      ],
    }),
  };
}

/** A customer with a hidden phone has a `user_id` and no `wa_id`. */
function contactOf(customer: Customer) {
  const phone = visiblePhone(customer);
  return {
    profile: customer.name === undefined ? {} : { name: customer.name },
    ...(phone !== undefined && { wa_id: phone }),
    user_id: customer.bsuid,
  };
}

function idOf(customer: Customer): string {
  return visiblePhone(customer) ?? customer.bsuid;
}

function incomingMessage(message: Message, customer: Customer, line: Line, places: Places) {
  return { from: idOf(customer), ...envelope(message, line.businessPhone), ...incomingContent(message, places) };
}

function envelope(message: Message, quotedFrom: string) {
  return {
    ...(message.quotedMessageId !== undefined && { context: { from: quotedFrom, id: message.quotedMessageId } }),
    id: message.id,
    timestamp: String(unixSeconds(message.at)),
  };
}

function incomingContent(message: Message, { buttonPlace }: Places) {
  if (message.kind === 'completion') {
    return { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: flowResponse(message) } };
  }
  if (message.kind === 'button' && isInteractive(message, buttonPlace)) {
    return { type: 'interactive', interactive: chosenReply(message) };
  }
  if (message.kind === 'button') {
    return { type: 'button', button: { payload: message.buttonPayload, text: message.body } };
  }
  return { type: 'text', text: { body: message.body } };
}

/** Whether a tap answers a free-form message, and not a template. What the customer tapped is not always known. */
function isInteractive({ chosenFrom }: Message, place: Places['buttonPlace']): boolean {
  return chosenFrom ? chosenFrom.kind !== 'quick-replies' : place === 'interactive.button_reply';
}

function outgoingContent(message: Message) {
  const { replies } = message;
  if (message.kind === 'flow') {
    const action = { name: 'flow', parameters: { flow_id: message.flow?.flowId, flow_cta: message.flow?.cta } };
    return { type: 'interactive', interactive: { type: 'flow', body: { text: message.body }, action } };
  }
  if (message.kind === 'buttons') {
    const buttons = replies?.options.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
    return { type: 'interactive', interactive: { type: 'button', body: { text: message.body }, action: { buttons } } };
  }
  if (replies?.kind === 'list') {
    const action = { button: replies.action, sections: [{ rows: replies.options }] };
    return { type: 'interactive', interactive: { type: 'list', body: { text: message.body }, action } };
  }
  if (message.kind === 'template') {
    return {
      type: 'template',
      template: { name: message.template?.name, language: { code: message.template?.language } },
    };
  }
  return { type: 'text', text: { body: message.body } };
}
