import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Answer } from '../integration/support/request.ts';
import { eventually } from '../local/support/eventually.ts';
import { aForm, aMessageId, completionBody, statusesBody } from '../support/webhooks.ts';
import type { RunningStack } from './running-stack.ts';

/** A claim without an outcome lapses after 13 s (docs/architecture.md). */
const CLAIM_LAPSES_AFTER_S = 14;
/** reconcile runs every minute, and looks for what is unknown for that long. */
const WITHIN_A_LOOK_S = 90;
/** A step that is asked for again and again without an end is a fault of its own. */
const MOST_REPEATS = 20;
/** Somewhere in the work of a function, or in its start. */
const LATEST_KILL_MS = 60;

/** One booking after its function processes were killed, as far as it got. */
type Booked = { invitationId: string; phone: string; wasSent: boolean; formId: string; statusesAt: number };

export type KillingReport = { kills: number; repeats: number; unknown: number };

/** What is announced of a booking, and how many facts of each kind: it is sent, delivered and read. */
const FACTS = { 'Flow Invitation Accepted': 1, 'Delivery Status Changed': 3, 'Appointment Booked': 1 } as const;
const FACTS_OF_A_BOOKING = 5;

/** Different in each booking, and the same in each run. */
const momentOf = (booking: number, step: number) => (booking * 17 + step * 23) % LATEST_KILL_MS;

/**
 * Books as many appointments, each step of each under the blow of a `kill -9` of the function that works on it, and
 * asked for again until it is done, as callers and the provider do.
 */
export async function killInMidBooking(
  stack: RunningStack,
  bookings: number,
  onProgress: (done: number) => void,
): Promise<KillingReport> {
  const report: KillingReport = { kills: 0, repeats: 0, unknown: 0 };

  async function untilDone(functions: string[], killAfterMs: number, ask: () => Promise<Answer>): Promise<Answer> {
    const asking = ask();
    await wait(killAfterMs);
    for (const label of functions) report.kills += stack.killFunction(label);
    let answer = await asking;
    for (let repeat = 0; answer.status >= 500 || answer.status === 409; repeat++) {
      assert(repeat < MOST_REPEATS, 'A step was never done.');
      if (answer.status === 409) await stack.simulator.advance(CLAIM_LAPSES_AFTER_S);
      report.repeats += 1;
      answer = await ask();
    }
    return answer;
  }

  async function book(index: number): Promise<Booked> {
    const phone = String(34_640_000_000 + index);
    const invited = await untilDone(['send-flow', 'publish-events'], momentOf(index, 0), () =>
      stack.invite(phone, `key-${phone}`),
    );
    assert([200, 201, 202].includes(invited.status), `An invitation was answered with ${invited.status}.`);
    const sends = await stack.simulator.sends(phone);
    assert(sends.length <= 1, 'An invitation was sent twice.');
    const booked = { invitationId: String(invited.body['invitationId']), phone, formId: aMessageId() };
    if (invited.status === 202) await untilLookedFor(stack, booked.invitationId);
    const [message] = await stack.simulator.messages(phone);
    const statusesAt = stack.nowSeconds();
    if (!message || !sends[0]) return { ...booked, wasSent: false, statusesAt };

    const { flowToken } = z.looseObject({ flowToken: z.string() }).parse(sends[0].body);
    const statuses = (['sent', 'delivered', 'read'] as const).map((status) => ({
      id: message.id,
      phone,
      status,
      at: statusesAt,
    }));
    const form = {
      id: booked.formId,
      phone,
      token: flowToken,
      at: statusesAt,
      fields: { ...aForm, date: '2041-12-03' },
    };
    const delivery = () => stack.webhook('delivery', statusesBody('raw', ...statuses));
    const completion = () => stack.webhook('flowCompletion', completionBody('raw', form));
    await untilDone(['record-delivery-status', 'publish-events'], momentOf(index, 1), delivery);
    await untilDone(['record-flow-completion', 'publish-events'], momentOf(index, 2), completion);
    // The provider is never sure that it was heard.
    for (const again of [completion, delivery]) assert.equal((await again()).status, 200);
    return { ...booked, wasSent: true, statusesAt };
  }

  const all: Booked[] = [];
  const announced = createAnnounced(stack);
  for (let index = 0; index < bookings; index++) {
    all.push(await book(index));
    announced.hear();
    onProgress(index + 1);
  }
  for (let minute = 0; minute < 3; minute++) {
    await stack.simulator.advance(65);
    await stack.untilQuiet();
    announced.hear();
  }
  const sent = all.filter(({ wasSent }) => wasSent).length;
  await eventually(() => announced.hear() >= sent * FACTS_OF_A_BOOKING);
  for (const booked of all) await expectWhole(stack, announced, booked);
  report.unknown = all.length - sent;
  assert.deepEqual(stack.failures(), [], 'Something was given up.');
  return report;
}

/** What became of a send whose answer was lost is looked for after a minute. */
async function untilLookedFor(stack: RunningStack, invitationId: string): Promise<void> {
  await stack.simulator.advance(WITHIN_A_LOOK_S);
  const sends = await stack.simulator.sends();
  const wasSent = sends.some(({ body }) => JSON.stringify(body).includes(invitationId));
  if (wasSent) await eventually(async () => (await stack.invitation(invitationId)).status === 'accepted');
}

/** Nothing is lost and nothing is doubled of one booking. */
async function expectWhole(
  stack: RunningStack,
  announced: Announced,
  { invitationId, phone, wasSent, formId, statusesAt }: Booked,
) {
  const sends = await stack.simulator.sends(phone);
  assert.equal(sends.length, wasSent ? 1 : 0);
  const view = await stack.invitation(invitationId);
  if (!wasSent) {
    assert(['unknown', 'unresolved'].includes(view.status), `What never went out is ${view.status}.`);
    return;
  }
  const at = new Date(statusesAt * 1000).toISOString();
  assert.equal(view.status, 'completed');
  assert.deepEqual([view.revision, view.history.map(({ id }) => id)], [1, [formId]]);
  assert.deepEqual(
    view.messages.map(({ sentAt, deliveredAt, readAt }) => [sentAt, deliveredAt, readAt]),
    [[at, at, at]],
  );
  announced.expectOnce(invitationId);
}

type Announced = ReturnType<typeof createAnnounced>;

/** Remembers what the bus was told, of which a stack keeps the newest thousand events only. */
function createAnnounced(stack: RunningStack) {
  const eventIds = new Map<string, Set<unknown>>();
  return {
    /** Takes in what is news; answers how many facts there are so far. */
    hear(): number {
      for (const { 'detail-type': type, detail } of stack.events()) {
        if (!Object.hasOwn(FACTS, type)) continue;
        const key = `${type} ${detail['invitationId']}`;
        eventIds.set(key, (eventIds.get(key) ?? new Set()).add(detail['eventId']));
      }
      return [...eventIds.values()].reduce((facts, ids) => facts + ids.size, 0);
    },
    /** Each fact was announced, and none as something new: a repeat has the same event id. */
    expectOnce(invitationId: string): void {
      for (const [type, facts] of Object.entries(FACTS)) {
        const key = `${type} ${invitationId}`;
        assert.equal(eventIds.get(key)?.size ?? 0, facts, `So often was announced: ${key}`);
      }
    },
  };
}
