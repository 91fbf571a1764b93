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
import type { ProjectForms } from './contract-forms.ts';
import { createLiveFeed, type LiveFeed } from './live-feed.ts';
import { createLiveFlows, type LiveFlows } from './live-flow/live-flows.ts';
import { createWebhookList, type WebhookList } from './webhooks/registered-webhooks.ts';
import { createWebhookPoster, type WebhookPoster } from './webhooks/webhook-poster.ts';

const REQUEST_LOG_LIMIT = 20_000;
const REFUSAL_LOG_LIMIT = 2_000;

/** One call to the provider: path with query, without the token; `at` is ISO, UTC. */
export type ProviderRequest = { method: string; path: string; body: unknown; at: string };

/**
 * A message to a customer, by id, that the provider refused; `reason` is the answer's text.
 * `at` is ISO, UTC.
 */
export type RefusedSend = { customer: string; method: string; reason: string; at: string };

/** The simulator's one channel: its state, and the parts that act on it. */
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
  /** Messages to customers that the provider refused. */
  readonly refusals: BoundedLog<RefusedSend>;
  readonly feed: LiveFeed;
  templates: readonly Template[];
  readonly flows: Map<string, Flow>;
  readonly forms: ProjectForms;
  readonly liveFlows: LiveFlows;
  settings: Settings;
  /** The public keys that were uploaded for the endpoint, the newest first: the current one and the one before it. */
  encryptionKeys: readonly string[];
  /** The caller reports every change of the persistent state with it. */
  changed(): void;
  snapshot(): SavedState;
  /**
   * Resets the channel: removes customers, messages, logs and planned events, and restores the default behaviour. The
   * set-up (webhooks, settings, templates, Flows) stays; disabled webhooks are enabled again.
   */
  reset(): void;
  /** Cancels all planned events. */
  stop(): void;
};

export type ChannelOptions = {
  id: string;
  token: string;
  clock: Clock;
  saved: SavedState;
  /** The name that customers see above the chat. */
  businessName: string;
  forms: ProjectForms;
  changed: () => void;
};

export function createChannel({ id, token, clock, saved, businessName, forms, changed }: ChannelOptions): Channel {
  const line = { channelId: id, businessPhone: '34910000000', businessName };
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
    ...{ id, token, clock, forms, line, behaviour, customers, messages, conversation, webhooks, poster, feed },
    requests,
    refusals,
    liveFlows: createLiveFlows(shared),
    rates: createSendRates(clock, behaviour),
    templates: saved.templates,
    flows: new Map(saved.flows.map((flow) => [flow.id, flow])),
    settings: saved.settings,
    encryptionKeys: [saved.encryptionKey, saved.formerEncryptionKey].filter((key) => key !== undefined),
    changed,
    snapshot: () => ({
      version: 1,
      customers: customers.all(),
      messages: messages.all(),
      webhooks: [...webhooks.all()],
      settings: channel.settings,
      templates: [...channel.templates],
      flows: [...channel.flows.values()],
      encryptionKey: channel.encryptionKeys[0],
      formerEncryptionKey: channel.encryptionKeys[1],
    }),
    reset() {
      timers.cancelAll();
      conversation.clear();
      poster.clear();
      behaviour.reset();
      customers.clear();
      messages.clear();
      requests.clear();
      channel.liveFlows.log.clear();
      refusals.clear();
      channel.rates.clear();
      webhooks.replace(webhooks.all().map(({ url }) => url));
      changed();
      feed.publish('reset', {});
    },
    stop() {
      timers.cancelAll();
      channel.liveFlows.stop();
      poster.stop();
    },
  };
  return channel;
}
