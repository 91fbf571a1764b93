import { createHash } from 'node:crypto';
import type { Customer, Message, StatusChange } from '../../channel-state.ts';
import { type ChannelEvent, type Line, unixSeconds } from '../../chat/channel-events.ts';
import { visiblePhone } from '../../chat/customer-book.ts';
import { normalisedMessages } from './normalised.ts';
import type { Places } from './places.ts';

/** Dialect B: `{instanceId, hooks?}` for statuses; messages as in dialect A. */
export function hooksBody(events: readonly ChannelEvent[], line: Line, places: Places) {
  const hooks = events.flatMap((event) =>
    event.kind === 'status' ? [statusHook(event.message, event.customer, event.change)] : [],
  );
  const messages = normalisedMessages(events, line, places);
  return {
    instanceId: line.channelId,
    ...(hooks.length > 0 && { hooks }),
    ...(messages.length > 0 && { messages }),
  };
}

/** The hook of one status; `sent` also carries the conversation and its price. */
function statusHook(message: Message, customer: Customer, change: StatusChange) {
  return {
    ...plainHook(message, customer, change),
    ...(change.status === 'sent' && conversationOf(message, customer)),
  };
}

/** One status in `GET /hookInfo`. */
export function plainHook(message: Message, customer: Customer, { status, at, failure }: StatusChange) {
  return {
    id: message.id,
    type: 'message',
    status,
    timestamp: String(unixSeconds(at)),
    recipient_id: visiblePhone(customer) ?? customer.bsuid,
    ...(failure && {
      errors: [{ code: failure.code, title: failure.title, error_data: { details: failure.details } }],
    }),
  };
}

function conversationOf(message: Message, customer: Customer) {
  const category = message.kind === 'template' ? 'utility' : 'service';
  const id = createHash('md5').update(customer.bsuid).digest('hex');
  return {
    conversation: { id, origin: { type: category } },
    pricing: { billable: category === 'utility', category, pricing_model: 'PMP' },
  };
}
