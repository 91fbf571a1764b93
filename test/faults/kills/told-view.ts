import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { untilDecided } from './asking.ts';
import type { KillableStack } from './killable-stack.ts';

/** reconcile runs every minute. */
const MINUTE_S = 65;
/**
 * What is under way is done by then, unless it waits for time to pass. If time passed sooner, a message would come back while a
 * function of a slow machine still works on it.
 */
const LOOKS_A_MINUTE = 24;
/** The routes have limits, which looking without a pause would reach. */
const LOOK_EVERY_MS = 250;
/** A claim without an outcome lapses, and what was refused is tried again, within so many of its runs. */
const MOST_MINUTES = 10;

/** What an invitation says of its booking's messages to the customer. */
const ToldView = z.object({
  invitationId: z.string(),
  revision: z.number(),
  booking: z.optional(z.looseObject({ state: z.string(), startsAt: z.string() })),
  notTold: z.optional(z.looseObject({ reason: z.string() })),
  notices: z.array(z.looseObject({ purpose: z.string(), state: z.string(), reason: z.optional(z.string()) })),
  reminders: z.array(z.looseObject({ key: z.string(), state: z.string(), reason: z.optional(z.string()) })),
});
export type ToldView = z.infer<typeof ToldView>;

async function readTold(stack: KillableStack, id: string): Promise<ToldView> {
  const { status, body } = await untilDecided(() => stack.call('GET', `/invitations/${id}`));
  assert.equal(status, 200, `An invitation was answered with ${status}.`);
  return ToldView.parse(body);
}

/**
 * Lets minutes pass until nothing of these is left to do; throws if something is after ten of them. What a killed function
 * worked on is hidden in its queue for minutes.
 */
export async function untilSettled(
  stack: KillableStack,
  ids: readonly string[],
  isSettled: (view: ToldView) => boolean,
): Promise<ToldView[]> {
  const read = () => Promise.all(ids.map((id) => readTold(stack, id)));
  for (let minute = 0; ; minute++) {
    let fault = '';
    for (let look = 0; look < LOOKS_A_MINUTE; look++) {
      await wait(LOOK_EVERY_MS);
      const full = await stack.fullQueues();
      fault = `Messages stay in ${full.join(', ')}.`;
      if (full.length > 0) continue;
      const open = (await read()).find((view) => !isSettled(view));
      // An invitation and its notices are read one after the other: the first may be from before the last change.
      if (!open) return read();
      fault = `Something was never done: ${JSON.stringify(open)}`;
    }
    assert(minute < MOST_MINUTES, fault);
    await stack.simulator.advance(MINUTE_S);
  }
}

/**
 * A customer whose message ended in `state` was sent it once; where nobody knows whether they were, at most once. Any other
 * end is a fault.
 */
export function expectOnce(
  what: string,
  { state, reason }: { state: string; reason?: string | undefined },
  sends: number,
) {
  if (state === 'told' || state === 'sent') assert.equal(sends, 1, `${what} is ${state}, and was sent ${sends} times.`);
  else {
    assert.equal(reason, 'unknown', `${what} is ${state}, because it is ${reason}.`);
    assert(sends <= 1, `${what} was sent ${sends} times.`);
  }
}
