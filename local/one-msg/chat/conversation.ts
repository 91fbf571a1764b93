import type { Clock } from '../../clock.ts';
import type { Timers } from '../../timers.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import type { Customer, FlowButton, Message, Replies, Reply } from '../channel-state.ts';
import type { LiveFeed } from '../live-feed.ts';
import type { WebhookPoster } from '../webhooks/webhook-poster.ts';
import { createDeliveryProgress } from './delivery-progress.ts';
import { createMessageIds } from './message-ids.ts';
import type { MessageStore } from './message-store.ts';

/** A business message without an id yet: from this system, or from another one on the same channel. */
export type Draft = {
  kind: 'text' | 'flow' | 'template' | 'buttons' | 'list';
  body: string;
  quotedMessageId?: string | undefined;
  flow?: FlowButton | undefined;
  template?: { name: string; language: string } | undefined;
  replies?: Replies | undefined;
};

/** The actions of customers and the business in a chat. Each is stored, reported to the webhooks and displayed. */
export type Conversation = {
  /** Accepts the business's message: reports its echo and starts its statuses. */
  send(customer: Customer, draft: Draft): Message;
  /** The customer writes, or presses a reply button; both renew the session window. */
  write(customer: Customer, text: string, buttonPayload?: string): Message;
  /** The customer taps a button under a message, or chooses a row of its list; both renew the session window. */
  choose(customer: Customer, message: Message, reply: Reply): Message;
  /** The customer opens a message of the business. */
  open(message: Message): void;
  /** The customer opens a message with a Flow button and submits its form, with the message's token or the given one. */
  complete(customer: Customer, message: Message, fields: Record<string, unknown>, token?: string): Message;
  /** The form of a message is over: its button is disabled for good. */
  end(message: Message): void;
  /** Cancels everything that is still planned. */
  clear(): void;
};

type Surroundings = {
  clock: Clock;
  timers: Timers;
  behaviour: BehaviourSwitch;
  messages: MessageStore;
  /** The customer of a message; undefined only after a reset. */
  customerOf: (message: Message) => Customer | undefined;
  poster: WebhookPoster;
  feed: LiveFeed;
  changed: () => void;
};

export function createConversation(around: Surroundings): Conversation {
  const { clock, behaviour, messages, poster, feed } = around;
  const nextId = createMessageIds(clock);

  const progress = createDeliveryProgress(behaviour, around.timers, (message, { status, failure }) => {
    const customer = around.customerOf(message);
    if (!customer) return;
    const change = { status, at: clock.now().getTime(), ...(failure && { failure }) };
    message.history.push(change);
    poster.post({ kind: 'status', message, customer, change });
    feed.publish('status', { id: message.id, customer: customer.id, status });
    around.changed();
  });

  function record(customer: Customer, content: Omit<Message, 'id' | 'customerId' | 'at' | 'history'>): Message {
    const id = nextId(customer.id, content.fromCustomer ? 'customer' : 'business');
    const at = clock.now().getTime();
    const message: Message = { id, customerId: customer.id, at, history: [], ...content };
    if (message.fromCustomer) customer.lastWroteAt = at;
    messages.add(message);
    poster.post({ kind: 'message', message, customer });
    feed.publish('message', { id, customer: customer.id });
    around.changed();
    return message;
  }

  return {
    send(customer, draft) {
      const message = record(customer, { fromCustomer: false, ...draft });
      progress.start(message);
      return message;
    },
    write(customer, text, buttonPayload) {
      const kind = buttonPayload === undefined ? 'text' : 'button';
      return record(customer, { fromCustomer: true, kind, body: text, buttonPayload });
    },
    choose(customer, message, { id, title }) {
      progress.read(message);
      return record(customer, {
        fromCustomer: true,
        kind: 'button',
        body: title,
        quotedMessageId: message.id,
        buttonPayload: id,
        chosenFrom: message.replies,
      });
    },
    open: (message) => progress.read(message),
    complete(customer, message, fields, token = message.flow?.token) {
      progress.read(message);
      const flowToken = behaviour.current.omitFlowToken ? undefined : token;
      const form = { fields, flowToken };
      return record(customer, {
        fromCustomer: true,
        kind: 'completion',
        body: 'Sent',
        quotedMessageId: message.id,
        form,
      });
    },
    end(message) {
      if (message.flow) message.flow.isOver = true;
      feed.publish('message', { id: message.id, customer: message.customerId });
      around.changed();
    },
    clear: () => progress.clear(),
  };
}
