import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { completionBody } from '../../support/webhooks.ts';
import { untilDecided } from './asking.ts';
import { write } from './customers.ts';
import { aFormPhone, type FormPhone, paramsOf, type Shown } from './form-phone.ts';
import type { KilledWork } from './kill-rounds.ts';
import type { KillableStack } from './killable-stack.ts';
import { expectPlacesHold } from './places-hold.ts';
import { expectOnce, type ToldView, untilSettled } from './told-view.ts';
import { workdayOf } from './workdays.ts';

const PHONES = 34_661_000_000;
const PHONES_A_ROUND = 10;

/** The hours that customers want of one person: three want the same. */
const CONTESTED = '10:00';
const HOURS = [CONTESTED, CONTESTED, CONTESTED, '11:00', '12:00', '13:00'];
/** Hold, confirm, and each once more where the blow cut it off. */
const MOST_PRESSES = 4;

const Sent = z.looseObject({ flowToken: z.string() });

type FormCustomer = {
  phone: string;
  invitationId: string;
  token: string;
  hour: string;
  form: FormPhone;
  /** What the phone showed last. */
  shown: Shown;
};

async function aCustomer(stack: KillableStack, phone: string, date: string, hour: string): Promise<FormCustomer> {
  await write(stack, phone);
  const ask = () => stack.call('POST', '/invitations', { phone }, `invite-${phone}`);
  const { status, body } = await untilDecided(ask);
  assert([200, 201, 202].includes(status), `An invitation was answered with ${status}.`);
  const [send] = stack.witness.sendsTo(new Set([phone]));
  const { flowToken: token } = Sent.parse(send?.body);
  const form = await aFormPhone(stack, token);
  const shown = await form.chooseTime(stack, { date, time: hour });
  return { phone, invitationId: z.string().parse(body['invitationId']), token, hour, form, shown };
}

/** The customer presses the button that the phone shows; what it showed before stays if no answer comes. */
async function press(stack: KillableStack, customer: FormCustomer): Promise<void> {
  customer.shown = await customer.form.next(stack, customer.shown);
}

const hasEnded = ({ shown }: FormCustomer) => shown.screen === 'SUCCESS';
/** The hour was taken, so the form shows others. */
const isRefused = ({ shown }: FormCustomer) => shown.screen === 'WHEN' && shown.data['error_message'] !== undefined;
const isOver = (customer: FormCustomer) => hasEnded(customer) || isRefused(customer);

/** What WhatsApp posts when a form has ended, twice as it may. */
async function complete(stack: KillableStack, { phone, token, shown }: FormCustomer): Promise<void> {
  const at = Math.floor((await stack.now()).getTime() / 1000);
  const body = completionBody('raw', { id: `wamid.ended-${phone}`, phone, token, at, fields: paramsOf(shown) });
  for (const again of [false, true]) {
    const { status } = await untilDecided(() => stack.webhook(body));
    assert.equal(status, 200, `The end of a form was answered with ${status}${again ? ' the second time' : ''}.`);
  }
}

const noticesSent = (stack: KillableStack, { phone }: FormCustomer): number =>
  stack.witness.sendsTo(new Set([phone])).filter(({ method }) => method !== 'sendFlow').length;

/** Goes on with every form that the blow cut off, until it is over. */
async function finish(stack: KillableStack, customers: readonly FormCustomer[]): Promise<void> {
  for (const customer of customers) {
    for (let presses = 0; !isOver(customer); presses++) {
      assert(presses < MOST_PRESSES, `A form does not end, and shows ${customer.shown.screen}.`);
      await press(stack, customer);
    }
    if (hasEnded(customer)) await complete(stack, customer);
  }
}

/** One of those who wanted the same hour has it, and everybody else the hour that they wanted alone. */
function expectShared(customers: readonly FormCustomer[]): void {
  const winners = customers.filter((customer) => customer.hour === CONTESTED && hasEnded(customer));
  assert.equal(winners.length, 1, `An hour that three wanted was given ${winners.length} times.`);
  const others = customers.filter(({ hour }) => hour !== CONTESTED);
  assert(others.every(hasEnded), 'An hour that nobody else wanted was refused.');
}

const isTold = ({ booking, notices }: ToldView): boolean =>
  !booking || (notices.length > 0 && notices.every(({ state }) => state !== 'pending'));

function expectTold(stack: KillableStack, customer: FormCustomer, { booking, revision, notices }: ToldView): void {
  const expected = hasEnded(customer) ? ['booked', 1] : [undefined, 0];
  assert.deepEqual([booking?.state, revision], expected, `A form ended otherwise: ${customer.invitationId}`);
  const [notice] = notices;
  if (notice) expectOnce('That a form booked', notice, noticesSent(stack, customer));
}

/** Customers hold times and confirm them, three of them the same. Whoever was cut off presses the same button again. */
export const killedLiveForms: KilledWork = {
  name: 'live forms',
  form: 'live',
  promise: 'who saw "booked" has the one booking, nobody else has one, and each was told once',

  async begin(stack, round) {
    const date = workdayOf(round);
    const phoneOf = (index: number) => String(PHONES + round * PHONES_A_ROUND + index);
    const customers: FormCustomer[] = [];
    for (const [index, hour] of HOURS.entries()) customers.push(await aCustomer(stack, phoneOf(index), date, hour));
    await stack.untilQuiet();
    const unlessCutOff = (pressing: Promise<void>) => pressing.catch(() => undefined);
    const steps = customers.flatMap((customer) => {
      const held = unlessCutOff(press(stack, customer));
      return [held, unlessCutOff(held.then(() => (isOver(customer) ? undefined : press(stack, customer))))];
    });
    return {
      steps,
      async hold(again) {
        await Promise.all(steps);
        await finish(again, customers);
        expectShared(customers);
        const ids = customers.map(({ invitationId }) => invitationId);
        const views = await untilSettled(again, ids, isTold);
        for (const customer of customers) {
          const view = views.find(({ invitationId }) => invitationId === customer.invitationId);
          if (view) expectTold(again, customer, view);
        }
        await expectPlacesHold(again, ids);
      },
    };
  },
};
