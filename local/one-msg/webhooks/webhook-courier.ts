import type { Timers } from '../../timers.ts';
import type { BehaviourSwitch } from '../behaviour/behaviour-switch.ts';
import type { Settings } from '../channel-state.ts';
import { createJobQueue, type JobQueue } from './job-queue.ts';
import type { WebhookList } from './registered-webhooks.ts';
import { createWebhookClient, isTaken, type WebhookAnswer } from './webhook-client.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** Maximum number of waiting webhooks per URL; further ones are dropped, and the log says so. */
const QUEUE_LIMIT = 50_000;
/** Total attempts with the setting `guaranteedHooks`, and without it. */
const GUARANTEED_ATTEMPTS = 6;
const ORDINARY_ATTEMPTS = 2;

/** Delivers webhooks: one queue per URL, repeats with growing pauses, and a count of failures. */
export type WebhookCourier = {
  /** Accepts one delivery and returns at once. */
  carry(delivery: WebhookDelivery): void;
  /** Drops deliveries that have not started. */
  clear(): void;
  /** Also cuts off current deliveries, for good. */
  stop(): void;
};

type Surroundings = {
  timers: Timers;
  behaviour: BehaviourSwitch;
  settings: () => Settings;
  list: WebhookList;
  /** Called once for each delivery, when it ends. */
  settled: (delivery: WebhookDelivery) => void;
};

type Parcel = { delivery: WebhookDelivery; text: string; round: number };

export function createWebhookCourier({ timers, behaviour, settings, list, settled }: Surroundings): WebhookCourier {
  const queues = new Map<string, JobQueue>();
  const client = createWebhookClient();
  /** Increases on each reset, so that deliveries from before it are not repeated. */
  let round = 0;

  function queueOf(url: string): JobQueue {
    const queue = queues.get(url) ?? createJobQueue(QUEUE_LIMIT, () => behaviour.current.webhookConcurrency);
    queues.set(url, queue);
    return queue;
  }

  function enqueue(parcel: Parcel) {
    if (!queueOf(parcel.delivery.url).add(() => attempt(parcel))) settle(parcel.delivery, 'overflow');
  }

  async function attempt(parcel: Parcel) {
    const { delivery, text } = parcel;
    if (list.isDisabled(delivery.url)) return settle(delivery, 'disabled');
    const answer = await client.post(delivery.url, text, behaviour.current.webhookTimeoutMs);
    if (parcel.round !== round) return;
    note(delivery, answer);
    const attempts = settings().guaranteedHooks ? GUARANTEED_ATTEMPTS : ORDINARY_ATTEMPTS;
    if (isTaken(answer)) settle(delivery, 'delivered');
    else if (delivery.attempts >= attempts) settle(delivery, 'failed');
    // A repeat waits outside the queue, so that a failing webhook does not delay the others.
    else timers.after(behaviour.current.webhookRetryMs * 2 ** (delivery.attempts - 1), () => enqueue(parcel));
  }

  function settle(delivery: WebhookDelivery, outcome: 'delivered' | 'failed' | 'disabled' | 'overflow') {
    const failed = outcome === 'failed';
    if (failed || outcome === 'delivered') {
      list.countDelivery(delivery.url, !failed, behaviour.current.webhookFailureLimit);
    }
    delivery.outcome = outcome;
    settled(delivery);
  }

  function clear() {
    round += 1;
    for (const queue of queues.values()) queue.clear();
  }

  return {
    carry: (delivery) => enqueue({ delivery, text: JSON.stringify(delivery.body), round }),
    clear,
    stop() {
      clear();
      client.stop();
    },
  };
}

function note(delivery: WebhookDelivery, answer: WebhookAnswer) {
  delivery.attempts += 1;
  if ('status' in answer) {
    delivery.status = answer.status;
    delete delivery.error;
  } else {
    delivery.status = null;
    delivery.error = answer.error;
  }
}
