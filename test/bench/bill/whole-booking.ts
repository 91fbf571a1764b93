import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { Contract } from '../../../functions/shared/contract/contract.ts';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { EVERY_DUE_SHARD, invitationKey, noticesKey } from '../../../functions/shared/store/table/keys.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { queueRecord } from '../../support/lambda-events.ts';
import { aPhone, completionBody, secondsAgo, statusesBody, textBody } from '../../support/webhooks.ts';
import { statusesOf } from '../booking-bodies.ts';
import { apiEvent, webhookEvent } from '../http-events.ts';
import { liveContract, SERVICE, startLiveBusiness } from '../live-form/live-business.ts';
import { DAYS_AHEAD, EVENING, remindingContract, ZONE } from '../notices/told-booking.ts';
import type { Step, Urls } from '../one-booking.ts';
import { minus, type Weight, weigh } from './weight.ts';

/** A minute after a reminder was sent, and the moments that it took to be sent: the next run looks at all of those before. */
const BETWEEN_RUNS_MS = 120_000;
/** Claims of each person on each day before (decision of the benchmark "Places"). */
const CLAIMS = 10;
/** Quarters of an hour that are free in a day of so many claims, and the people who have them. */
const [FREE_FROM, FREE_QUARTERS] = [{ hour: 10, minute: 30 }, 36];
const NAME = 'Ana García López';

/** With places, live times, what customers are told, and one reminder on the evening before. */
export function wholeContract(): Contract {
  const { flow, booking } = liveContract();
  return { ...remindingContract(contractWithoutServices()), flow, booking };
}

const Changed = z.object({ statusCode: z.literal(200) });

export type WholeBooking = Awaited<ReturnType<typeof startWholeBooking>>;

/** A business that uses all there is around a booking, and what happens to one of its bookings. */
export async function startWholeBooking(bundles: string) {
  const business = await startLiveBusiness(bundles, wholeContract());
  await business.fill(CLAIMS);
  const { stack, phones } = business;
  const today = Temporal.Now.plainDateISO(ZONE);
  const dayIn = (days: number) => today.add({ days });
  const eveningBefore = dayIn(DAYS_AHEAD - 1).toZonedDateTime({ timeZone: ZONE, plainTime: EVENING }).epochMilliseconds;
  let booked = 0;
  let runs = 0;
  /** Customers whose reminder was sent, and not reported yet. */
  let reminded: string[] = [];

  const toldOf = (type: string) => ({ Records: [queueRecord('event', stack.newestEvent(type))] });
  const report = (steps: Step[], urls: Urls, phone: string) =>
    stack.post(steps, urls, statusesOf(phone, stack.newestMessageTo(phone)));

  /** The invitation of a customer who takes longer than a minute to book: it was looked at before, see `follow`. */
  async function thinks({ invitationId }: { invitationId: InvitationId }): Promise<void> {
    await stack.lookedAt(invitationKey(invitationId));
    await stack.passOver();
  }

  /** The phone of a customer who is known under their name: they had an appointment before. Not counted. */
  async function aKnownCustomer(): Promise<string> {
    const { phone, token } = await stack.inviteUnheard(aPhone());
    const fields = { ...freePlace(dayIn((booked++ % 20) + 30)), name: NAME };
    // Before they wrote last: the next thing they say is news.
    const completion = completionBody('raw', { phone, token, fields, at: secondsAgo(120) });
    await stack.run([], 'receive-webhook', webhookEvent(completion));
    return phone;
  }

  function freePlace(day: Temporal.PlainDate) {
    const time = Temporal.PlainTime.from(FREE_FROM).add({ minutes: 15 * (booked % FREE_QUARTERS) });
    return { service: SERVICE, date: day.toString(), time: time.toString({ smallestUnit: 'minute' }) };
  }

  /**
   * A customer who is known is invited, opens the form, which comes with its first screen, looks at the times and at another day, chooses, confirms, and is told. Their
   * phone reports every message.
   */
  async function book(
    steps: Step[],
    urls: Urls,
    customer: string,
  ): Promise<{ phone: string; invitationId: InvitationId }> {
    const invited = await stack.invite(steps, customer);
    const { phone, token, invitationId, messageId } = invited;
    await stack.post(steps, urls, statusesOf(phone, messageId));
    await thinks(invited);
    const form = phones.open(invited);
    const seen = await form.lookAt(steps, await form.look(steps), dayIn(DAYS_AHEAD + 1 + (booked++ % 20)).toString());
    const end = await form.confirm(steps, await form.hold(steps, seen), NAME);
    const completion = completionBody('raw', { phone, token, fields: end, at: secondsAgo(0) });
    await stack.post(steps, urls, [completion]);
    await tell(steps, urls, phone, 'Appointment Booked');
    return { phone, invitationId };
  }

  /** The customer is told of the newest event, and their phone reports the message. */
  async function tell(steps: Step[], urls: Urls, phone: string, type: string): Promise<void> {
    await stack.run(steps, 'tell-customer', toldOf(type), 'queue');
    await report(steps, urls, phone);
  }

  async function change(steps: Step[], route: string, invitationId: InvitationId, body: object): Promise<void> {
    const event = apiEvent(`${route.split(' ')[0]} /bookings/{invitationId}${route.split(' ')[1] ?? ''}`, {
      path: { invitationId },
      body,
    });
    Changed.parse(await stack.run(steps, 'change-booking', event));
  }

  /** Staff move a booking to another day, and the customer is told. */
  async function move(
    steps: Step[],
    urls: Urls,
    { phone, invitationId }: { phone: string; invitationId: InvitationId },
  ) {
    const { date, time } = freePlace(dayIn(30 + (booked++ % 20)));
    await change(steps, 'PATCH', invitationId, { date, time });
    await tell(steps, urls, phone, 'Appointment Changed');
  }

  async function cancel(steps: Step[], urls: Urls, of: { phone: string; invitationId: InvitationId }) {
    await change(steps, 'POST /cancel', of.invitationId, {});
    await tell(steps, urls, of.phone, 'Appointment Cancelled');
  }

  const arrived = (phone: string, id: string) =>
    webhookEvent(statusesBody('hooks', { id, phone, status: 'delivered' }));

  /** An invitation that arrived, and that nobody answered yet; not counted. */
  async function aDelivered() {
    const invited = await stack.inviteUnheard();
    await stack.runUnheard('record-delivery-status', arrived(invited.phone, invited.messageId));
    return invited;
  }

  /** A booking of which the customer was told, and whose messages arrived; not counted. */
  async function aToldBooking(): Promise<{ phone: string; invitationId: InvitationId }> {
    const invited = await aDelivered();
    const { phone, token, invitationId } = invited;
    await thinks(invited);
    const fields = { ...freePlace(dayIn(DAYS_AHEAD)), name: NAME };
    booked += 1;
    const completion = completionBody('raw', { phone, token, fields, at: secondsAgo(0) });
    await stack.run([], 'receive-webhook', webhookEvent(completion));
    await stack.runUnheard('tell-customer', toldOf('Appointment Booked'));
    await stack.runUnheard('record-delivery-status', arrived(phone, stack.newestMessageTo(phone)));
    return { phone, invitationId };
  }

  /**
   * The runs of `reconcile` in a minute in which so many invitations and notices are looked at, as many reminders go out, and
   * those of the minute before are looked at. `left`: what the table holds more after that, all bookings together.
   */
  async function follow(bookings: number): Promise<{ steps: Step[]; left: Weight }> {
    for (const phone of reminded.splice(0)) await report([], 'one', phone);
    const phonesOfMinute: string[] = [];
    for (let count = 0; count < bookings; count++) {
      await stack.makeDue(invitationKey((await aDelivered()).invitationId));
      const { phone, invitationId } = await aToldBooking();
      await stack.makeDue(noticesKey(invitationId));
      phonesOfMinute.push(phone);
    }
    await stack.openDesk();
    await stack.passOver();
    stack.hostOf('reconcile').setClock(eveningBefore + ++runs * BETWEEN_RUNS_MS - Date.now());
    const told = phonesOfMinute.map((phone) => stack.newestMessageTo(phone));
    const steps: Step[] = [];
    const before = await weigh(stack);
    for (const shard of EVERY_DUE_SHARD) await stack.run(steps, 'reconcile', { shards: [shard] }, 'clock');
    const left = minus((await weigh(stack)).others, before.others);
    reminded = phonesOfMinute.filter((phone, index) => stack.newestMessageTo(phone) !== told[index]);
    if (reminded.length < bookings) throw new Error(`Of ${bookings} reminders ${reminded.length} were sent.`);
    return { steps, left };
  }

  return {
    readers: stack.readers,
    stop: stack.stop,
    run: stack.run,
    date: dayIn(DAYS_AHEAD).toString(),
    /** The days of the worklist that a desk shows. */
    lastMonth: { from: dayIn(-30).toString(), to: dayIn(0).toString(), limit: '100' },
    aKnownCustomer,
    openDesk: stack.openDesk,
    book,
    move,
    cancel,
    follow,
    /** A customer writes something that is neither a wish nor a question. */
    async write(steps: Step[], urls: Urls): Promise<void> {
      await stack.post(steps, urls, [textBody('raw', { phone: aPhone(), at: secondsAgo(1) })]);
    },
    /** What the provider reports of one reminder, at every URL. */
    async reportReminder(steps: Step[], urls: Urls): Promise<void> {
      const phone = reminded.pop();
      if (phone === undefined) throw new Error('Nobody was reminded.');
      await report(steps, urls, phone);
    },
    /** What the table holds, and for how long. */
    weigh: () => weigh(stack),
  };
}
