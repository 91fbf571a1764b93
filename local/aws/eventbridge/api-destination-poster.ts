import * as z from 'zod/mini';
import type { Clock } from '../../clock.ts';
import { required } from '../../required.ts';
import type { Timers } from '../../timers.ts';
import type { Queue, ReceivedMessage } from '../sqs/queue.ts';
import type { ApiDestination, DestinationTarget, SecretField } from '../template/stack-model.ts';
import type { BusEvent } from './bus.ts';
import { postEvent } from './post-event.ts';
import { decideNext, isTooOld, type NextStep, type Tries } from './post-outcome.ts';

/** Posts events to HTTP endpoints, as EventBridge does for rules whose target is an API destination. */
export type ApiDestinations = {
  /** Resolves when the event is stored. The poster posts it afterwards and retries until success or the last try. */
  accept(target: DestinationTarget, event: BusEvent, body: string): Promise<void>;
  start(signal: AbortSignal): void;
  /** After the signal is aborted: resolves when no post is in progress. */
  stopped(): Promise<void>;
};

export type ApiDestinationsOptions = {
  targets: DestinationTarget[];
  destinations: ApiDestination[];
  /** Replaces the address of every destination: a local run must not reach a business's own CRM. */
  url: string | undefined;
  /** The hidden queue with a target's waiting events. */
  waitingFor(target: DestinationTarget): Queue;
  /** The stack's queue with that logical id. */
  queueOf(id: string): Queue;
  keyOf(field: SecretField): string | undefined;
  clock: Clock;
  timers: Timers;
  /** Receives one sentence for every event that the poster gives up. */
  report(line: string): void;
};

/** An event as it was on the bus, which dead letters hold, and the body that its target receives. */
const Waiting = z.object({ event: z.string(), type: z.string(), body: z.string() });
type Waiting = z.infer<typeof Waiting>;

const RECEIVED_AT_ONCE = 10;

export function createApiDestinations(options: ApiDestinationsOptions): ApiDestinations {
  const { targets, clock, timers, waitingFor } = options;
  const destinations = new Map(options.destinations.map((destination) => [destination.id, destination]));
  const paces = new Map(options.destinations.map(({ id, perSecond }) => [id, createPace(clock, timers, perSecond)]));
  const loops: Promise<void>[] = [];

  /** Events are independent: one that is refused, or waits for its next try, delays no other. */
  async function poll(target: DestinationTarget, signal: AbortSignal): Promise<void> {
    const queue = waitingFor(target);
    const pace = required(paces, target.destination);
    const underWay = new Set<Promise<void>>();
    while (!signal.aborted) {
      for (const message of await queue.receive(RECEIVED_AT_ONCE)) {
        await pace(signal);
        if (signal.aborted) break;
        const settled = settle(target, message).finally(() => underWay.delete(settled));
        underWay.add(settled);
      }
      await queue.waitForMessages(signal);
    }
    await Promise.all(underWay);
  }

  async function settle(target: DestinationTarget, message: ReceivedMessage): Promise<void> {
    const queue = waitingFor(target);
    const waiting = Waiting.parse(JSON.parse(message.body));
    const next = await attempt(target, message, waiting);
    if (next.kind === 'again') return queue.giveBack(message, next.afterMs);
    if (next.kind === 'giveUp') await setAside(target, waiting, next.reason);
    await queue.remove(message);
  }

  async function attempt(target: DestinationTarget, message: ReceivedMessage, { body }: Waiting): Promise<NextStep> {
    const { maximumRetries, maximumAgeMs } = target;
    const triesNow = (): Tries => ({
      made: message.receiveCount,
      ageMs: clock.now().getTime() - message.sentAt,
      maximumRetries,
      maximumAgeMs,
    });
    if (isTooOld(triesNow())) return { kind: 'giveUp', reason: 'it was tried for as long as it may be' };
    const { url, authorization } = required(destinations, target.destination);
    const key = options.keyOf(authorization.key);
    const outcome =
      key === undefined
        ? ({ kind: 'silence', fault: 'no key for it is stored' } as const)
        : await postEvent(options.url ?? url, [authorization.header, key], body);
    return decideNext(outcome, triesNow(), Math.random);
  }

  async function setAside({ deadLetters, destination }: DestinationTarget, { event, type }: Waiting, reason: string) {
    const queue = deadLetters === undefined ? undefined : options.queueOf(deadLetters);
    // Write the dead letter first: a kill in between then duplicates the event rather than losing it.
    await queue?.send(event);
    const fate = queue ? `it waits in the queue ${queue.definition.name}` : 'it is lost';
    options.report(`${destination} did not take the event "${type}" (${reason}); ${fate}.`);
  }

  return {
    accept: (target, event, body) =>
      waitingFor(target).send(
        JSON.stringify({ event: JSON.stringify(event), type: event['detail-type'], body } satisfies Waiting),
      ),
    start(signal) {
      for (const target of targets) loops.push(poll(target, signal));
    },
    async stopped() {
      await Promise.all(loops);
    },
  };
}

/** A rate limiter: lets that many calls pass per second, evenly spaced. */
function createPace(clock: Clock, timers: Timers, perSecond: number): (signal: AbortSignal) => Promise<void> {
  let nextMs = 0;
  return async (signal) => {
    const nowMs = clock.now().getTime();
    const startMs = Math.max(nowMs, nextMs);
    nextMs = startMs + 1000 / perSecond;
    if (startMs > nowMs) await timers.sleep(startMs - nowMs, signal);
  };
}
