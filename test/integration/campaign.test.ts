import { describe, expect, it } from 'vitest';
import { eventually } from '../local/support/eventually.ts';
import { aMessageId, aPhone, statusesBody, textBody } from '../support/webhooks.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single');
const { simulator } = stack;

/** How many are invited at once. Any number works; the time it takes grows with it. */
const CUSTOMERS = 300;
const CAMPAIGN_WITHIN_MS = 200 * CUSTOMERS;

/** The channel bears so many sends in a second (docs/provider.md). */
const CHANNEL_RATE = 80;
const WEBHOOK_WITHIN_MS = 1000;

/** All different, all possible in Spain. */
const PHONES = Array.from({ length: CUSTOMERS }, (_, index) => String(34_610_000_000 + index));
/** Those who are invited before, so that every function runs when the campaign begins. */
const EARLIER = Array.from({ length: 20 }, (_, index) => String(34_620_000_000 + index));

/** The largest number of times that lie within any one second. */
function busiestSecond(timesMs: number[]): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((from, index) => sorted.slice(index).filter((at) => at < from + 1000).length));
}

/** Posts one webhook after the other until it is told to stop; gives how long each took to be answered, in ms. */
function keepPosting(post: () => Promise<{ status: number }>) {
  let isOver = false;
  async function run(): Promise<number[]> {
    const times: number[] = [];
    while (!isOver) {
      const began = performance.now();
      expect((await post()).status).toBe(200);
      times.push(performance.now() - began);
    }
    return times;
  }
  const running = run();
  return () => {
    isOver = true;
    return running;
  };
}

/** What the bus told of each invitation; it remembers only its newest events, so they are collected as they come. */
function collectEvents() {
  const accepted = new Set<unknown>();
  const delivered = new Set<unknown>();
  return () => {
    for (const { invitationId } of stack.announced('Flow Invitation Accepted')) accepted.add(invitationId);
    for (const { invitationId } of stack.announced('Delivery Status Changed', { status: 'delivered' })) {
      delivered.add(invitationId);
    }
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
      await eventually(() => told().delivered === EARLIER.length);

      const stopPosting = [
        keepPosting(() => stack.webhook('all', textBody('normalised', { phone: aPhone(), text: 'Thanks' }))),
        keepPosting(() => stack.webhook('all', statusesBody('hooks', { id: aMessageId(), status: 'delivered' }))),
      ];
      await campaign(PHONES);
      await eventually(() => told().delivered === EARLIER.length + CUSTOMERS, CAMPAIGN_WITHIN_MS);
      const answeredWithin = (await Promise.all(stopPosting.map((stop) => stop()))).flat();
      await stack.untilQuiet();

      expect(told().accepted).toBe(EARLIER.length + CUSTOMERS);
      for (const phone of PHONES) {
        const arrived = (await simulator.messages(phone)).filter(({ from }) => from === 'business');
        expect(arrived).toMatchObject([{ kind: 'flow', status: 'delivered' }]);
      }
      const sends = await simulator.sends();
      expect(busiestSecond(sends.map(({ at }) => Date.parse(at)))).toBeLessThanOrEqual(CHANNEL_RATE);
      expect(Math.max(...answeredWithin)).toBeLessThan(WEBHOOK_WITHIN_MS);
      expect(stack.failures()).toEqual([]);
    },
    2 * CAMPAIGN_WITHIN_MS,
  );
});
