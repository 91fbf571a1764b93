import type { Clock } from '../clock.ts';
import { createTimers } from '../timers.ts';
import { createSendRates, type SendRates } from './api/send-rates.ts';
import { type BehaviourSwitch, createBehaviourSwitch } from './behaviour/behaviour-switch.ts';
import { type BoundedLog, createBoundedLog } from './bounded-log.ts';
import type { Flow, SavedState, Settings, Template } from './channel-state.ts';
import type { Line } from './chat/channel-events.ts';
import { type Conversation, createConversation } from './chat/conversation.ts';
import { type CustomerBook, createCustomerBook } from './chat/customer-book.ts';
import { createMessageStore, type MessageStore } from './chat/message-store.ts';
import { createLiveFeed, type LiveFeed } from './live-feed.ts';
import { createWebhookList, type WebhookList } from './webhooks/registered-webhooks.ts';
import { createWebhookPoster, type WebhookPoster } from './webhooks/webhook-poster.ts';

const REQUEST_LOG_LIMIT = 20_000;
const REFUSAL_LOG_LIMIT = 2_000;

/** One call somebody made to the provider: path with query, the token left out; `at` is ISO, UTC. */
export type ProviderRequest = { method: string; path: string; body: unknown; at: string };

/**
 * A message somebody tried to send to a customer, by id, and did not get across; `reason` in the words of the answer.
 * `at` is ISO, UTC.
 */
export type RefusedSend = { customer: string; method: string; reason: string; at: string };

/** The one channel the simulator plays: what it knows, and the parts that act. */
export type Channel = {
  readonly id: string;
  readonly token: string;
  readonly clock: Clock;
  readonly line: Line;
  readonly behaviour: BehaviourSwitch;
  readonly customers: CustomerBook;
  readonly messages: MessageStore;
  readonly conversation: Conversation;
  readonly webhooks: WebhookList;
  readonly poster: WebhookPoster;
  readonly rates: SendRates;
  readonly requests: BoundedLog<ProviderRequest>;
  /** What was to be sent to customers and was not taken. */
  readonly refusals: BoundedLog<RefusedSend>;
  readonly feed: LiveFeed;
  readonly templates: readonly Template[];
  readonly flows: Map<string, Flow>;
  settings: Settings;
  encryptionKey: string | undefined;
  /** To be called after any change of what outlives a restart. */
  changed(): void;
  snapshot(): SavedState;
  /**
   * Back to a good day: forgets customers, messages, logs and what was going to happen, and restores the default
   * behaviour. The channel's set-up (webhooks, settings, templates, Flows) stays; disabled webhooks work again.
   */
  reset(): void;
  /** Ends everything that would still happen. */
  stop(): void;
};

export type ChannelOptions = { id: string; token: string; clock: Clock; saved: SavedState; changed: () => void };

export function createChannel({ id, token, clock, saved, changed }: ChannelOptions): Channel {
  const line = { channelId: id, businessPhone: '34910000000', businessName: 'Clinic' };
  const behaviour = createBehaviourSwitch();
  const timers = createTimers(clock);
  const feed = createLiveFeed();
  const customers = createCustomerBook(saved.customers);
  const messages = createMessageStore(saved.messages);
  const webhooks = createWebhookList(saved.webhooks);
  const requests = createBoundedLog<ProviderRequest>(REQUEST_LOG_LIMIT);
  const refusals = createBoundedLog<RefusedSend>(REFUSAL_LOG_LIMIT);
  const settings = () => channel.settings;
  const shared = { clock, timers, behaviour, feed, changed };
  const poster = createWebhookPoster({ ...shared, line, settings, list: webhooks });
  const customerOf = ({ customerId }: { customerId: string }) => customers.byId(customerId);
  const conversation = createConversation({ ...shared, messages, customerOf, poster });

  const channel: Channel = {
    ...{ id, token, clock, line, behaviour, customers, messages, conversation, webhooks, poster, feed },
    requests,
    refusals,
    rates: createSendRates(clock, behaviour),
    templates: saved.templates,
    flows: new Map(saved.flows.map((flow) => [flow.id, flow])),
    settings: saved.settings,
    encryptionKey: saved.encryptionKey,
    changed,
    snapshot: () => ({
      version: 1,
      customers: customers.all(),
      messages: messages.all(),
      webhooks: [...webhooks.all()],
      settings: channel.settings,
      templates: [...channel.templates],
      flows: [...channel.flows.values()],
      encryptionKey: channel.encryptionKey,
    }),
    reset() {
      timers.cancelAll();
      conversation.clear();
      poster.clear();
      behaviour.reset();
      customers.clear();
      messages.clear();
      requests.clear();
      refusals.clear();
      channel.rates.clear();
      webhooks.replace(webhooks.all().map(({ url }) => url));
      changed();
      feed.publish('reset', {});
    },
    stop() {
      timers.cancelAll();
      poster.stop();
    },
  };
  return channel;
}
