import type { Clock } from '../../clock.ts';
import type { Timers } from '../../timers.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import { type BoundedLog, createBoundedLog } from '../bounded-log.ts';
import type { Settings } from '../channel-state.ts';
import type { ChannelEvent, Line } from '../chat/channel-events.ts';
import type { LiveFeed } from '../live-feed.ts';
import { composeWebhook } from './dialects/compose-webhook.ts';
import type { WebhookList } from './registered-webhooks.ts';
import { createWebhookCourier } from './webhook-courier.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

const LOG_LIMIT = 5000;
/** How long an event waits for others in the same webhook, where `batchSize` allows that. */
const BATCH_WAIT_MS = 25;

/** Turns the channel's events into webhooks, according to the current behaviour. */
export type WebhookPoster = {
  /** Sends an event to every registered URL. Returns at once. */
  post(event: ChannelEvent): void;
  readonly log: BoundedLog<WebhookDelivery>;
  /** Drops everything not yet posted, and the log. */
  clear(): void;
  stop(): void;
};

type Surroundings = {
  clock: Clock;
  timers: Timers;
  line: Line;
  behaviour: BehaviourSwitch;
  settings: () => Settings;
  list: WebhookList;
  feed: LiveFeed;
  changed: () => void;
};

export function createWebhookPoster(around: Surroundings): WebhookPoster {
  const { clock, timers, behaviour, settings, list, feed } = around;
  const log = createBoundedLog<WebhookDelivery>(LOG_LIMIT);
  const courier = createWebhookCourier({ timers, behaviour, settings, list, settled });
  let batch: ChannelEvent[] = [];

  function settled(delivery: WebhookDelivery) {
    feed.publish('webhook', delivery);
    around.changed();
  }

  function compose(events: readonly ChannelEvent[]): unknown {
    const { current } = behaviour;
    return composeWebhook(events, around.line, { ...current, dialect: settings().rawHooks ? 'C' : current.dialect });
  }

  function postBatch() {
    const events = batch;
    batch = [];
    if (events.length === 0) return;
    const body = compose(events);
    for (const { url } of list.all()) {
      launch(url, body);
      if (behaviour.current.duplicate) launch(url, body);
    }
  }

  function launch(url: string, body: unknown) {
    const delivery = openDelivery(url, body);
    const { drop, shuffle, shuffleMs, webhookDelayMs } = behaviour.current;
    if (typeof drop === 'number' && behaviour.random() < drop) return lose(delivery);
    const heldBackMs = shuffle ? Math.round(behaviour.random() * shuffleMs) : 0;
    timers.after(webhookDelayMs + heldBackMs, () => courier.carry(delivery));
  }

  function openDelivery(url: string, body: unknown): WebhookDelivery {
    const at = clock.now().toISOString();
    const delivery: WebhookDelivery = { url, body, at, attempts: 0, status: null, outcome: 'waiting' };
    log.add(delivery);
    return delivery;
  }

  function lose(delivery: WebhookDelivery) {
    delivery.outcome = 'dropped';
    settled(delivery);
  }

  return {
    log,
    post(event) {
      if (event.kind === 'status' && !settings().ackNotificationsOn) return;
      if (isDroppedKind(event, behaviour.current.drop)) {
        const body = compose([event]);
        for (const { url } of list.all()) lose(openDelivery(url, body));
        return;
      }
      batch.push(event);
      if (batch.length >= behaviour.current.batchSize) postBatch();
      else timers.after(BATCH_WAIT_MS, postBatch);
    },
    clear() {
      batch = [];
      courier.clear();
      log.clear();
    },
    stop: () => courier.stop(),
  };
}

function isDroppedKind(event: ChannelEvent, drop: number | string): boolean {
  if (event.kind === 'status') return drop === 'all' || drop === 'delivery';
  return drop === 'all' || drop === (event.message.kind === 'completion' ? 'completions' : 'messages');
}
