import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BusEvent } from '../../local/aws/eventbridge/bus.ts';
import { eventually } from '../local/support/eventually.ts';
import { aPhone, textBody } from '../support/webhooks.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single');
const { simulator } = stack;

/** How many are invited at once: more than the channel bears in a second. The time it takes grows with them. */
const CUSTOMERS = 120;
const CAMPAIGN_WITHIN_MS = 40_000;

/** The channel bears so many sends in a second (docs/provider.md). */
const CHANNEL_RATE = 80;
/** Between two customers who write meanwhile. */
const PAUSE_MS = 50;

/** All different, all possible in Spain. */
const PHONES = Array.from({ length: CUSTOMERS }, (_, index) => String(34_610_000_000 + index));
/** Those who are invited before, so that every function runs when the campaign begins. */
const EARLIER = Array.from({ length: 20 }, (_, index) => String(34_620_000_000 + index));

/** The largest number of times that lie within any one second. */
function busiestSecond(timesMs: number[]): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((from, index) => sorted.slice(index).filter((at) => at < from + 1000).length));
}

/** Customers write, one after the other, until it is told to stop; gives how long each webhook took, in ms. */
function keepPosting(): () => Promise<number[]> {
  let isOver = false;
  async function post(): Promise<number> {
    const began = performance.now();
    const { status } = await stack.webhook('all', textBody('normalised', { phone: aPhone(), text: 'Thanks' }));
    expect(status).toBe(200);
    return performance.now() - began;
  }
  async function run(): Promise<number[]> {
    const times: number[] = [];
    while (!isOver) {
      times.push(await post());
      await wait(PAUSE_MS);
    }
    return times;
  }
  const running = run();
  return () => {
    isOver = true;
    return running;
  };
}

/**
 * Counts the invitations that the bus told to be accepted and delivered. It remembers only its newest events, so they
 * are collected as they come.
 */
function collectEvents() {
  const accepted = new Set<unknown>();
  const delivered = new Set<unknown>();
  let last: BusEvent | undefined;

  function collect({ 'detail-type': type, detail }: BusEvent): void {
    if (type === 'Flow Invitation Accepted') accepted.add(detail['invitationId']);
    if (detail['status'] === 'delivered') delivered.add(detail['invitationId']);
  }

  return () => {
    const events = stack.events();
    for (const event of events.slice(last ? events.lastIndexOf(last) + 1 : 0)) collect(event);
    last = events.at(-1);
    return { accepted: accepted.size, delivered: delivered.size };
  };
}

describe('a campaign', () => {
  it(
    `for ${CUSTOMERS} customers keeps to the channel’s rate, leaves webhooks their answers, and ends settled`,
    async () => {
      await simulator.behave({ window: 'open', webhookConcurrency: 2 });
      const told = collectEvents();
      const campaign = (phones: string[]) => stack.requestInvitations(phones.map((phone) => ({ phone })));
      await campaign(EARLIER);
      await eventually(() => told().delivered === EARLIER.length, CAMPAIGN_WITHIN_MS);

      const stopPosting = keepPosting();
      const began = performance.now();
      await campaign(PHONES);
      await eventually(() => told().delivered === EARLIER.length + CUSTOMERS, CAMPAIGN_WITHIN_MS);
      const campaignMs = performance.now() - began;
      const answeredWithin = await stopPosting();
      await stack.untilQuiet();

      expect(told().accepted).toBe(EARLIER.length + CUSTOMERS);
      const sends = await simulator.sends();
      expect(sends).toHaveLength(EARLIER.length + CUSTOMERS);
      expect(busiestSecond(sends.map(({ at }) => Date.parse(at)))).toBeLessThanOrEqual(CHANNEL_RATE);
      // Nobody waits for the campaign, however slow the machine.
      expect(Math.max(...answeredWithin)).toBeLessThan(campaignMs / 2);
      expect(stack.failures()).toEqual([]);
    },
    2 * CAMPAIGN_WITHIN_MS,
  );
});
