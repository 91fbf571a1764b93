import assert from 'node:assert/strict';
import { unlessLost, untilDecided } from './asking.ts';
import { bookCustomers } from './customers.ts';
import type { KilledWork } from './kill-rounds.ts';
import { expectPlacesHold } from './places-hold.ts';
import { expectOnce, type ToldView, untilSettled } from './told-view.ts';
import { workdayOf } from './workdays.ts';

const PHONES = 34_662_000_000;
const PHONES_A_ROUND = 10;
/** One customer gets at most one message in six seconds. */
const NEXT_MESSAGE_S = 10;

const hasNothingPending = ({ notices }: ToldView): boolean =>
  notices.length > 0 && notices.every(({ state }) => state !== 'pending');

/** Bookings are changed and cancelled, of which their customers are told. Who asked and was cut off asks again, with the same key. */
export const killedNotices: KilledWork = {
  name: 'notices',
  form: 'static',
  promise: 'each customer told of their booking once, or listed as not told because nobody knows',

  async begin(stack, round) {
    const date = workdayOf(round);
    const customers = await bookCustomers(stack, date, PHONES + round * PHONES_A_ROUND);
    const ids = customers.map(({ invitationId }) => invitationId);
    await untilSettled(stack, ids, hasNothingPending);
    await stack.simulator.advance(NEXT_MESSAGE_S);

    const phones = new Set(customers.map(({ phone }) => phone));
    const before = stack.witness.sendsTo(phones).length;
    assert.equal(
      before,
      customers.length,
      `${before} of ${customers.length} customers were told that they are booked.`,
    );
    const requests = customers.map(({ invitationId, time }, index) =>
      index % 2 === 0
        ? {
            purpose: 'changed',
            method: 'PATCH',
            path: `/bookings/${invitationId}`,
            body: { date, time: time.replace(':00', ':30') },
          }
        : { purpose: 'cancelled', method: 'POST', path: `/bookings/${invitationId}/cancel`, body: {} },
    );
    const asked = requests.map(({ method, path, body }) => unlessLost(stack.call(method, path, body, `news-${path}`)));
    return {
      steps: customers.map((_, index) => stack.witness.untilSent(phones, before + index + 1)),
      async hold(again) {
        for (const [index, { method, path, body }] of requests.entries()) {
          const repeat = () => again.call(method, path, body, `news-${path}`);
          const { status } = await untilDecided(repeat, await asked[index]);
          assert.equal(status, 200, `A change was answered with ${status}.`);
        }
        const wantedBy = new Map(ids.map((id, index) => [id, requests[index]?.purpose]));
        const newsOf = ({ invitationId, notices }: ToldView) =>
          notices.filter(({ purpose, state }) => purpose === wantedBy.get(invitationId) && state !== 'not-needed');
        // What a stream brings late is in no queue.
        const isTold = (view: ToldView) => hasNothingPending(view) && newsOf(view).length > 0;
        for (const [index, view] of (await untilSettled(again, ids, isTold)).entries()) {
          const [notice, ...more] = newsOf(view);
          assert(
            notice && more.length === 0,
            `A booking has more than one notice of its news: ${JSON.stringify(view)}`,
          );
          const sends = again.witness.sendsTo(new Set([customers[index]?.phone ?? ''])).length - 1;
          expectOnce(`That a booking was ${notice.purpose}`, notice, sends);
          assert.equal(view.notTold?.reason, notice.reason, `Staff see something else: ${JSON.stringify(view)}`);
        }
        await expectPlacesHold(again, ids);
      },
    };
  },
};
