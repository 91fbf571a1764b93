import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createItemCounter } from '../integration/support/count-items.ts';
import { type Dialect, statusesBody, textBody } from '../support/webhooks.ts';
import { type Memory, measureMemory } from './memory.ts';
import type { RunningStack } from './running-stack.ts';

/** As many connections as the provider could have open. */
const AT_ONCE = 32;
const PAUSE_MS = 50;
/** Of function processes; on AWS they have 512 MB. */
const CHILD_LIMIT_MB = 400;

export type BurstReport = { seconds: number; repeats: number; perSecond: number; peak: Memory; atHalf: Memory };

const DIALECTS: readonly Dialect[] = ['normalised', 'hooks', 'raw'];
const phoneOf = (index: number) => String(34_650_000_000 + index);

/** One delivery: of each four there are two statuses, one message, and one that was posted before. */
function deliveryOf(index: number): { body: object; isRepeat: boolean; items: number } {
  const phone = phoneOf(index);
  if (index % 4 === 3) return { ...deliveryOf(index - 3), isRepeat: true, items: 0 };
  const dialect = DIALECTS[index % DIALECTS.length] ?? 'raw';
  if (index % 4 < 2) {
    const status = { id: `wamid.burst-${index}`, phone, status: 'delivered' };
    return { body: statusesBody(dialect, status), isRepeat: false, items: 1 };
  }
  // Somebody who writes is kept under both of their addresses.
  return { body: textBody('raw', { id: `wamid.burst-${index}`, phone, text: 'Thanks' }), isRepeat: false, items: 2 };
}

/** Posts so many webhooks as fast as they are taken, and holds what is in the table against what was acknowledged. */
export async function burst(
  stack: RunningStack,
  deliveries: number,
  onProgress: (done: number) => void,
): Promise<BurstReport> {
  const countItems = createItemCounter(stack.aws.table ?? '');
  const itemsBefore = await countItems();
  let [next, done, repeats, recorded, duplicate] = [0, 0, 0, 0, 0];
  let atHalf = measureMemory();
  const peak = { ...atHalf };

  function look(): void {
    const { own, largestChild } = measureMemory();
    peak.own = Math.max(peak.own, own);
    peak.largestChild = Math.max(peak.largestChild, largestChild);
    if (done <= deliveries / 2) atHalf = { own, largestChild };
  }

  async function post(index: number): Promise<void> {
    const { body } = deliveryOf(index);
    let answer = await stack.webhook('all', body);
    while (answer.status !== 200) {
      assert([429, 500, 503].includes(answer.status), `A webhook was answered with ${answer.status}.`);
      repeats += 1;
      await wait(PAUSE_MS);
      answer = await stack.webhook('all', body);
    }
    recorded += Number(answer.body['recorded']);
    duplicate += Number(answer.body['duplicate']);
    done += 1;
    if (done % 500 === 0) look();
    if (done % 1_000 === 0) onProgress(done);
  }

  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < deliveries) {
        next += 1;
        await post(next - 1);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  look();

  const all = Array.from({ length: deliveries }, (_, index) => deliveryOf(index));
  assert.equal(recorded + duplicate, deliveries, 'An acknowledged webhook was neither recorded nor known.');
  assert.equal(
    (await countItems()) - itemsBefore,
    all.reduce((sum, { items }) => sum + items, 0),
  );
  assert(duplicate >= all.filter(({ isRepeat }) => isRepeat).length - repeats);
  assert(peak.largestChild <= CHILD_LIMIT_MB, `A function grew to ${peak.largestChild} MB.`);
  await stack.untilQuiet();
  assert.deepEqual(stack.failures(), [], 'Something was given up.');
  return { seconds, repeats, perSecond: deliveries / seconds, peak, atHalf };
}
