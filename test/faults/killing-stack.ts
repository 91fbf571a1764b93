import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Answer } from '../integration/support/request.ts';
import { aClinicContract } from '../support/clinic.ts';
import { completionBody, secondsAgo } from '../support/webhooks.ts';
import { type KillableStack, prepareKillableStack } from './killable-stack.ts';
import { expectPlacesHold } from './places-hold.ts';

const DAY_MS = 86_400_000;
/** The longest wait after the last answer that is waited for. */
const LATEST_KILL_MS = 50;

/** With less of either, the blows come too early or too late to prove anything. */
const FAIR_SHARE = 0.2;

/** How many requests were answered and cut off, and how many of the answered ones booked. */
export type RoundCounts = { answered: number; lost: number; booked: number };
export type StackKillingReport = RoundCounts & { kills: number; claims: number };

/** Each caller's wish: three for one place of one, and three for a place of two. */
const WISHES = [
  { service: 'consultation', resource: 'ana', time: '10:00' },
  { service: 'treatment', time: '12:00' },
].flatMap((wish) => [wish, wish, wish]);

/**
 * When a round's blow falls, the same for the same seed: so long after so many answers. Counting answers makes the blow
 * fall amid the requests on a slow machine too.
 */
function drawBlow(seed: number, round: number, requests: number) {
  const drawn = createHash('sha256').update(`${seed}:${round}`).digest();
  const [first, second] = [drawn.readUInt32BE(0), drawn.readUInt32BE(4)].map((number) => number / 2 ** 32);
  return { answers: Math.floor((first ?? 0) * requests), delayMs: (second ?? 0) * LATEST_KILL_MS };
}

/** Waits until so many requests have ended. */
function untilEnded(asked: readonly Promise<unknown>[], count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    if (left === 0) resolve();
    for (const asking of asked)
      void asking.then(() => {
        left -= 1;
        if (left === 0) resolve();
      });
  });
}

/** The workdays from a week ahead, one for each round. */
function workdays(count: number): string[] {
  const days = Array.from({ length: count * 2 + 4 }, (_, index) => new Date(Date.now() + (7 + index) * DAY_MS));
  const open = days.filter((day) => ![0, 6].includes(day.getUTCDay()));
  return open.slice(0, count).map((day) => day.toISOString().slice(0, 10));
}

const { timeZone } = aClinicContract().booking;
const wallTime = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });

const idOf = ({ body }: Answer): string => z.string().parse(body['invitationId']);

const formPath = ({ endpoints }: KillableStack): string => new URL(endpoints.webhooks.flowCompletion).pathname;

/** Has every function that is fired at started as often as it is fired at once, by requests that change nothing. */
async function warm(stack: KillableStack, date: string): Promise<void> {
  const unknown = `/bookings/${randomUUID()}`;
  const fields = { service: 'Consultation', date, time: '10:00', name: 'Ida' };
  const form = completionBody('raw', { phone: '34650000000', token: randomUUID(), at: secondsAgo(1), fields });
  const answers = await Promise.all([
    ...WISHES.map(() =>
      stack.call('POST', '/bookings', { service: 'none', date, time: '10:00', customerName: 'Gina' }),
    ),
    stack.call('PATCH', unknown, { date, time: '15:00' }),
    stack.call('POST', `${unknown}/cancel`, {}),
    stack.call('POST', formPath(stack), form),
  ]);
  for (const { status } of answers.slice(0, -1))
    assert(status >= 400 && status < 500, `A request that changes nothing got ${status}.`);
}

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
  const fields = { service: 'Consultation', date, time: '10:00', name: 'Ida' };
  const form = completionBody('raw', { phone, token: flowToken, at: secondsAgo(1), fields });
  const unlessLost = (asking: Promise<Answer>) => asking.catch(() => undefined);
  return {
    booked: WISHES.map((wish, caller) =>
      unlessLost(stack.call('POST', '/bookings', { ...wish, date, customerName: 'Gina' }, `${date}-${caller}`)),
    ),
    moved: unlessLost(stack.call('PATCH', `/bookings/${toMove}`, { date, time: '15:00' })),
    cancelled: unlessLost(stack.call('POST', `/bookings/${toCancel}/cancel`, {})),
    form: unlessLost(stack.call('POST', formPath(stack), form)),
  };
}

function expectFairShares({ answered, lost }: RoundCounts): void {
  const least = FAIR_SHARE * (answered + lost);
  assert(
    answered >= least && lost >= least,
    `The run proves nothing: ${answered} requests were answered and ${lost} cut off; at least ${Math.ceil(least)} of each are needed.`,
  );
}

/**
 * Kills the whole stack as many times, at moments drawn from a seed, of bookings, a change, a cancellation and a form, starts it
 * again on the same data, and holds days against bookings. Whoever was told of success has what they were told.
 * Throws too if too few requests were answered, or too few cut off, for the run to prove anything.
 */
export async function killStackInMidBooking(
  rounds: number,
  seed: number,
  onProgress: (done: number, counts: RoundCounts) => void,
): Promise<StackKillingReport> {
  const report: StackKillingReport = { kills: 0, answered: 0, lost: 0, booked: 0, claims: 0 };
  const prepared = await prepareKillableStack();
  let stack: KillableStack | undefined;
  try {
    stack = await prepared.start();
    for (const [round, date] of workdays(rounds).entries()) {
      await warm(stack, date);
      const before = await prepare(stack, date, round);
      const asked = fire(stack, date, before);
      const all = [...asked.booked, asked.moved, asked.cancelled, asked.form];
      const { answers: awaited, delayMs } = drawBlow(seed, round, all.length);
      await untilEnded(all, awaited);
      await wait(delayMs);
      await stack.kill();
      report.kills += 1;
      const [booked, moved, cancelled, form] = await Promise.all([
        Promise.all(asked.booked),
        asked.moved,
        asked.cancelled,
        asked.form,
      ]);
      const answers = [...booked, moved, cancelled, form];
      const counts = {
        answered: answers.filter((answer) => answer !== undefined).length,
        lost: answers.filter((answer) => answer === undefined).length,
        booked: booked.filter((answer) => answer?.status === 201).length,
      };
      report.answered += counts.answered;
      report.lost += counts.lost;
      report.booked += counts.booked;

      const again = await prepared.start();
      stack = again;
      await again.untilQuiet();
      const bookingOf = async (id: string) => {
        const { body } = await again.call('GET', `/invitations/${id}`);
        return z.looseObject({ state: z.string(), startsAt: z.string() }).parse(body['booking']);
      };
      const told = booked.flatMap((answer) => (answer?.status === 201 ? [idOf(answer)] : []));
      for (const id of told) assert.equal((await bookingOf(id)).state, 'booked', `A booking is lost: ${id}`);
      if (moved?.status === 200)
        assert.equal(wallTime((await bookingOf(before.toMove)).startsAt), '15:00', 'A change is lost.');
      if (cancelled?.status === 200)
        assert.equal((await bookingOf(before.toCancel)).state, 'cancelled', 'A cancellation is lost.');
      if (form?.status === 200) {
        const { body } = await again.call('GET', `/invitations/${before.invited}`);
        assert.equal(body['revision'], 1, 'A form is lost.');
      }
      report.claims = await expectPlacesHold(again, [...told, before.toMove, before.toCancel, before.invited]);
      onProgress(round + 1, counts);
    }
  } finally {
    await stack?.kill();
    await prepared.remove();
  }
  expectFairShares(report);
  return report;
}
