import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Clock } from '../../clock.ts';
import type { Timers } from '../../timers.ts';
import type { Queue as QueueDefinition } from '../template/stack-model.ts';
import type { Journal, StoredMessage } from './journal.ts';

/** A message in flight: its consumer removes it or makes it visible again. */
export type ReceivedMessage = StoredMessage & { receiptHandle: string };

/** Identifies a message in flight. */
export type Loan = Pick<ReceivedMessage, 'messageId' | 'receiptHandle'>;

/** An SQS standard queue. */
export type Queue = {
  readonly definition: QueueDefinition;
  /** Resolves when the message is stored. Rejects with a `MessageTooLarge`. */
  send(body: string): Promise<void>;
  /**
   * At most `limit` visible messages. Each is then hidden for `hiddenForMs`, or else for the queue's visibility
   * timeout.
   */
  receive(limit: number, hiddenForMs?: number): Promise<ReceivedMessage[]>;
  /** Resolves when a message may be available, or `signal` is aborted. */
  waitForMessages(signal: AbortSignal): Promise<void>;
  remove(message: Loan): Promise<void>;
  /** Makes a message visible after `delayMs`, unless it was received again meanwhile. */
  giveBack(message: Loan, delayMs: number): Promise<void>;
  depth(): { visible: number; hidden: number };
  close(): Promise<void>;
};

export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}

export type QueueOptions = {
  definition: QueueDefinition;
  journal: Journal;
  clock: Clock;
  timers: Timers;
  /** The dead-letter queue, for messages that exceed the receive count. */
  deadLetters: () => Queue | undefined;
};

/** A queue with its journal's contents; messages that were in flight when the process ended become visible again. */
export function createQueue({ definition, journal, clock, timers, deadLetters }: QueueOptions): Queue {
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(0);
  const messages = new Map<string, StoredMessage>();
  const receipts = new Map<string, string>();
  const nowMs = () => clock.now().getTime();

  const restartedAt = nowMs();
  for (const message of journal.messages) {
    messages.set(message.messageId, { ...message, visibleAt: Math.min(message.visibleAt, restartedAt) });
  }

  function keep(message: StoredMessage): Promise<void> {
    messages.set(message.messageId, message);
    return journal.keep(message);
  }

  async function drop(messageId: string): Promise<void> {
    messages.delete(messageId);
    receipts.delete(messageId);
    await journal.remove(messageId);
  }

  async function dropExpired(): Promise<void> {
    const oldest = nowMs() - definition.retentionMs;
    const expired = [...messages.values()].filter(({ sentAt }) => sentAt < oldest);
    await Promise.all(expired.map(({ messageId }) => drop(messageId)));
  }

  async function send(body: string): Promise<void> {
    if (Buffer.byteLength(body) > definition.maximumMessageBytes) {
      throw new MessageTooLarge(`A message for the queue ${definition.name} is too large.`);
    }
    const sentAt = nowMs();
    await keep({ messageId: randomUUID(), body, sentAt, visibleAt: sentAt + definition.delayMs, receiveCount: 0 });
    arrivals.emit('change');
  }

  async function lend(message: StoredMessage, hiddenForMs: number): Promise<ReceivedMessage> {
    const lent = {
      ...message,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? nowMs(),
      visibleAt: nowMs() + hiddenForMs,
    };
    const receiptHandle = randomUUID();
    receipts.set(message.messageId, receiptHandle);
    await keep(lent);
    return { ...lent, receiptHandle };
  }

  /** Sends the message to the dead letters first: a kill in between then duplicates it rather than losing it. */
  async function setAside({ messageId, body }: StoredMessage): Promise<void> {
    await deadLetters()?.send(body);
    await drop(messageId);
  }

  async function receive(limit: number, hiddenForMs = definition.visibilityTimeoutMs): Promise<ReceivedMessage[]> {
    await dropExpired();
    const now = nowMs();
    const visible = [...messages.values()].filter(({ visibleAt }) => visibleAt <= now);
    const maximumReceives = definition.redrive?.maximumReceives ?? Number.POSITIVE_INFINITY;
    const exhausted = visible.filter(({ receiveCount }) => receiveCount >= maximumReceives);
    await Promise.all(exhausted.map(setAside));
    return Promise.all(
      visible
        .filter(({ receiveCount }) => receiveCount < maximumReceives)
        .slice(0, limit)
        .map((message) => lend(message, hiddenForMs)),
    );
  }

  async function waitForMessages(signal: AbortSignal): Promise<void> {
    let next = Number.POSITIVE_INFINITY;
    for (const { visibleAt } of messages.values()) next = Math.min(next, visibleAt);
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const arrival = once(arrivals, 'change', { signal: either }).catch(() => undefined);
    const due = Number.isFinite(next) ? timers.sleep(next - nowMs(), either) : arrival;
    await Promise.race([arrival, due]);
    stop.abort();
  }

  return {
    definition,
    send,
    receive,
    waitForMessages,
    remove: ({ messageId }) => drop(messageId),
    async giveBack({ messageId, receiptHandle }, delayMs) {
      const message = messages.get(messageId);
      if (!message || receipts.get(messageId) !== receiptHandle) return;
      await keep({ ...message, visibleAt: nowMs() + delayMs });
      arrivals.emit('change');
    },
    depth() {
      const now = nowMs();
      const visible = [...messages.values()].filter(({ visibleAt }) => visibleAt <= now).length;
      return { visible, hidden: messages.size - visible };
    },
    close: () => journal.close(),
  };
}
