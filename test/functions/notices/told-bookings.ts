import { Temporal } from 'temporal-polyfill';
import { expect, vi } from 'vitest';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { readInvitation } from '../../../functions/shared/store/invitation/invitations.ts';
import { readNotices } from '../../../functions/shared/store/notices/notices.ts';
import { openTable } from '../../../functions/shared/store/table/table.ts';
import { createBookings, futureForm } from '../../support/bookings.ts';
import { aMessageId, aPhone, secondsAgo, statusesBody, tapBody } from '../../support/webhooks.ts';
import type { AnnouncedEvent, World } from '../../support/world.ts';

const WORDS = ['now', 'cancelled', 'booked'];

/** Bookings by hand, what becomes of the messages about them, and what the customers read. */
export function createToldBookings(world: World) {
  const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
  const { announced, cancel, patch, write } = createBookings(world);
  const deliver = (...events: AnnouncedEvent[]) => world.deliverAnnounced('tell-customer', ...events);

  let weeks = 0;
  /** A Tuesday in the far future that nobody else has. */
  const aDate = (): string => Temporal.PlainDate.from(futureForm.date).add({ weeks: weeks++ }).toString();

  /** Booked by a member of staff for 9:00, for somebody who wrote a moment ago, or who left no address. */
  async function aBooking({ date = aDate(), hasPhone = true }: { date?: string; hasPhone?: boolean } = {}) {
    const phone = aPhone();
    if (hasPhone) await write(phone, 'Hello');
    const body = { customerName: 'Alex', service: 'first-visit', date, time: '09:00', ...(hasPhone && { phone }) };
    const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
    const answer = await world.call({ route: 'POST /bookings', headers, body });
    if (answer.status !== 201) throw new Error(`The booking was answered ${answer.status}: ${answer.text}`);
    return { phone, date, id: answer.body['invitationId'] };
  }
  type Booked = Awaited<ReturnType<typeof aBooking>>;

  /** So much time passes, and reconcile runs. */
  async function pass({ seconds = 0, hours = 0 }: { seconds?: number; hours?: number }) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (hours * 3600 + seconds) * 1000 });
    await world.reconcile();
  }

  const report = (id: string, status: string, error?: { code: number; title: string }) =>
    world.webhook(statusesBody('hooks', { id, status, at: secondsAgo(0), ...(error && { error }) }), '/delivery');

  /** Has the wishes answered. */
  const answer = (events: readonly AnnouncedEvent[]) => world.deliverAnnounced('answer-customer', ...events);

  return {
    aBooking,
    announced,
    answer,
    cancel,
    deliver,
    pass,
    patch,

    /** All that was announced is told. */
    tell: async () => deliver(...(await announced())),

    async moveTo({ id, date }: Booked, time: string) {
      expect((await patch(id, { date, time })).status).toBe(200);
    },

    /** What the customer read, in short: `booked 9:00 AM`, and for a template its name. */
    read: ({ phone }: Booked) =>
      world.provider.requestsTo(phone).map(({ body }) => {
        const text = JSON.stringify(body);
        const time = text.match(/\d+:\d\d [AP]M/u)?.[0];
        if (text.includes('told_of_booking')) return `template ${time}`;
        return `${WORDS.find((word) => text.includes(` ${word}`))} ${time}`;
      }),

    /** How each version of the booking ended, and the reason of the mark. */
    async stateOf({ id }: Booked) {
      const invitationId = InvitationId.parse(id);
      const [stored, invitation] = [await readNotices(table, invitationId), await readInvitation(table, invitationId)];
      const ends = stored?.notices.map(({ end }) => (end && 'reason' in end ? end.reason : end?.state));
      return { ends, mark: invitation?.notTold?.reason };
    },

    refuse: () => world.provider.answerNext({ body: { sent: false, error: { code: 131026, message: 'x' } } }),

    /** The next message is accepted under an id of its own. */
    accept(): string {
      const id = aMessageId();
      world.provider.answerNext({ body: { sent: true, id } });
      return id;
    },

    /** The message is reported as failed, for good unless another code is given, and a minute passes. */
    async fail(id: string, code = 131026) {
      await report(id, 'failed', { code, title: 'x' });
      await pass({ seconds: 61 });
    },

    /** The customer taps "Change" under the message, and that is answered. Returns the event that has it answered. */
    async tapUnder({ phone }: Pick<Booked, 'phone'>, answers: string) {
      await world.webhook(tapBody('raw', { phone, answers, label: 'Change', at: secondsAgo(0) }), '/messages');
      const wishes = (await world.announce()).filter(({ type }) => type === 'Customer Wish Detected');
      await answer(wishes);
      return wishes;
    },

    /** The message is reported as delivered, or as read. */
    arrive: (id: string, status: 'delivered' | 'read' = 'delivered') => report(id, status),
  };
}
