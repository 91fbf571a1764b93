import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Answer } from '../integration/support/request.ts';
import { completionBody, secondsAgo } from '../support/webhooks.ts';
import { type KillableStack, prepareKillableStack } from './killable-stack.ts';
import { expectPlacesHold } from './places-hold.ts';

const DAY_MS = 86_400_000;
const LATEST_KILL_MS = 300;

export type StackKillingReport = { kills: number; answered: number; lost: number; claims: number };

/** The workdays from a week ahead, one for each round. */
function workdays(count: number): string[] {
  const days = Array.from({ length: count * 2 + 4 }, (_, index) => new Date(Date.now() + (7 + index) * DAY_MS));
  const open = days.filter((day) => ![0, 6].includes(day.getUTCDay()));
  return open.slice(0, count).map((day) => day.toISOString().slice(0, 10));
}

const idOf = ({ body }: Answer): string => z.string().parse(body['invitationId']);

/** What stands before the blow: a booking to move, one to cancel, and an invitation whose form comes in. */
async function prepare(stack: KillableStack, date: string, round: number) {
  const book = (resource: string) =>
    stack.call('POST', '/bookings', { service: 'consultation', resource, date, time: '09:00', customerName: 'Gina' });
  const phone = String(34_660_000_000 + round);
  const [toMove, toCancel, invited] = await Promise.all([
    book('ana'),
    book('ben'),
    stack.call('POST', '/invitations', { phone }, `invite-${date}`),
  ]);
  assert.deepEqual([toMove.status, toCancel.status, invited.status], [201, 201, 201], 'The stack does not book.');
  const [send] = await stack.simulator.sends(phone);
  const { flowToken } = z.looseObject({ flowToken: z.string() }).parse(send?.body);
  return { toMove: idOf(toMove), toCancel: idOf(toCancel), invited: idOf(invited), phone, flowToken };
}

/** Fires bookings, a change, a cancellation and a form, for few places; answers those that were answered. */
function fire(stack: KillableStack, date: string, before: Awaited<ReturnType<typeof prepare>>) {
  const { toMove, toCancel, phone, flowToken } = before;
  const wishes = [
    { service: 'consultation', resource: 'ana', time: '10:00' },
    { service: 'treatment', time: '12:00' },
  ];
  const fields = { service: 'Consultation', date, time: '10:00', name: 'Ida' };
  const form = completionBody('raw', { phone, token: flowToken, at: secondsAgo(1), fields });
  const unlessLost = (asking: Promise<Answer>) => asking.catch(() => undefined);
  return {
    booked: Promise.all(
      [...wishes, ...wishes, ...wishes].map((wish, caller) =>
        unlessLost(stack.call('POST', '/bookings', { ...wish, date, customerName: 'Gina' }, `${date}-${caller}`)),
      ),
    ),
    moved: unlessLost(stack.call('PATCH', `/bookings/${toMove}`, { date, time: '15:00' })),
    cancelled: unlessLost(stack.call('POST', `/bookings/${toCancel}/cancel`, {})),
    form: unlessLost(stack.call('POST', new URL(stack.endpoints.webhooks.flowCompletion).pathname, form)),
  };
}

/**
 * Kills the whole stack as many times, at a random moment of bookings, a change, a cancellation and a form, starts it
 * again on the same data, and holds days against bookings. Whoever was told of success has what they were told.
 */
export async function killStackInMidBooking(
  rounds: number,
  onProgress: (done: number) => void,
): Promise<StackKillingReport> {
  const report: StackKillingReport = { kills: 0, answered: 0, lost: 0, claims: 0 };
  const prepared = await prepareKillableStack();
  let stack: KillableStack | undefined;
  try {
    stack = await prepared.start();
    for (const [round, date] of workdays(rounds).entries()) {
      const before = await prepare(stack, date, round);
      const asked = fire(stack, date, before);
      await wait(Math.random() * LATEST_KILL_MS);
      await stack.kill();
      report.kills += 1;
      const [booked, moved, cancelled, form] = await Promise.all([
        asked.booked,
        asked.moved,
        asked.cancelled,
        asked.form,
      ]);
      const answers = [...booked, moved, cancelled, form];
      report.answered += answers.filter((answer) => answer !== undefined).length;
      report.lost += answers.filter((answer) => answer === undefined).length;

      const again = await prepared.start();
      stack = again;
      await again.untilQuiet();
      const bookingOf = async (id: string) => {
        const { body } = await again.call('GET', `/invitations/${id}`);
        return z.looseObject({ state: z.string(), time: z.optional(z.string()) }).parse(body['booking']);
      };
      const told = booked.flatMap((answer) => (answer?.status === 201 ? [idOf(answer)] : []));
      for (const id of told) assert.equal((await bookingOf(id)).state, 'booked', `A booking is lost: ${id}`);
      if (moved?.status === 200) assert.equal((await bookingOf(before.toMove)).time, '15:00', 'A change is lost.');
      if (cancelled?.status === 200)
        assert.equal((await bookingOf(before.toCancel)).state, 'cancelled', 'A cancellation is lost.');
      if (form?.status === 200) {
        const { body } = await again.call('GET', `/invitations/${before.invited}`);
        assert.equal(body['revision'], 1, 'A form is lost.');
      }
      report.claims = await expectPlacesHold(again, [...told, before.toMove, before.toCancel, before.invited]);
      onProgress(round + 1);
    }
  } finally {
    await stack?.kill();
    await prepared.remove();
  }
  return report;
}
