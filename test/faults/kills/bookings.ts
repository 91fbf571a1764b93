import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Answer } from '../../integration/support/request.ts';
import { aClinicContract } from '../../support/clinic.ts';
import { completionBody, secondsAgo } from '../../support/webhooks.ts';
import { unlessLost, untilDecided } from './asking.ts';
import type { KilledWork } from './kill-rounds.ts';
import type { KillableStack } from './killable-stack.ts';
import { expectPlacesHold } from './places-hold.ts';
import { workdayOf } from './workdays.ts';

/** Each caller's wish: three for one place of one, and three for a place of two. */
const WISHES = [
  { service: 'consultation', resource: 'ana', time: '10:00' },
  { service: 'treatment', time: '12:00' },
].flatMap((wish) => [wish, wish, wish]);

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
  function book(resource: string): Promise<Answer> {
    const wish = { service: 'consultation', resource, date, time: '09:00', customerName: 'Gina' };
    return untilDecided(() => stack.call('POST', '/bookings', wish, `${date}-${resource}`));
  }
  const phone = String(34_660_000_000 + round);
  const [toMove, toCancel, invited] = await Promise.all([
    book('ana'),
    book('ben'),
    untilDecided(() => stack.call('POST', '/invitations', { phone }, `invite-${date}`)),
  ]);
  for (const { status } of [toMove, toCancel, invited])
    assert([200, 201].includes(status), `What stands before a blow was answered with ${status}.`);
  const [send] = await stack.simulator.sends(phone);
  const { flowToken } = z.looseObject({ flowToken: z.string() }).parse(send?.body);
  return { toMove: idOf(toMove), toCancel: idOf(toCancel), invited: idOf(invited), phone, flowToken };
}

/** Fires bookings, a change, a cancellation and a form, for few places; answers those that were answered. */
function fire(stack: KillableStack, date: string, before: Awaited<ReturnType<typeof prepare>>) {
  const { toMove, toCancel, phone, flowToken } = before;
  const fields = { service: 'Consultation', date, time: '10:00', name: 'Ida' };
  const form = completionBody('raw', { phone, token: flowToken, at: secondsAgo(1), fields });
  return {
    booked: WISHES.map((wish, caller) =>
      unlessLost(stack.call('POST', '/bookings', { ...wish, date, customerName: 'Gina' }, `${date}-${caller}`)),
    ),
    moved: unlessLost(stack.call('PATCH', `/bookings/${toMove}`, { date, time: '15:00' })),
    cancelled: unlessLost(stack.call('POST', `/bookings/${toCancel}/cancel`, {})),
    form: unlessLost(stack.call('POST', formPath(stack), form)),
  };
}

/** Bookings for few places at once, a change, a cancellation and a form. Whoever was told of success has what they were told. */
export const killedBookings: KilledWork = {
  name: 'bookings',
  form: 'static',
  promise: 'no place lost or given twice, no claim without a booking, no booking without its claim',

  async begin(stack, round) {
    const date = workdayOf(round);
    await warm(stack, date);
    const before = await prepare(stack, date, round);
    const asked = fire(stack, date, before);
    return {
      steps: [...asked.booked, asked.moved, asked.cancelled, asked.form],
      async hold(again) {
        const [moved, cancelled, form] = await Promise.all([asked.moved, asked.cancelled, asked.form]);
        const booked = await Promise.all(asked.booked);
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
        await expectPlacesHold(again, [...told, before.toMove, before.toCancel, before.invited]);
      },
    };
  },
};
