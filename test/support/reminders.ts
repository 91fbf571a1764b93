import { vi } from 'vitest';
import { InvitationId } from '../../functions/shared/domain/invitation/invitation-id.ts';
import { readReminders } from '../../functions/shared/store/reminders/reminders.ts';
import { openTable } from '../../functions/shared/store/table/table.ts';
import { createBookings } from './bookings.ts';
import { FORM_DAY } from './clock.ts';
import { EVENING } from './reminder-terms.ts';
import { aForm, statusesBody } from './webhooks.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;

/** A form for half past ten on that day. */
export const dayForm = { ...aForm, date: FORM_DAY, time: '10:30' };

/** What happens to customers who are reminded, in one world. */
export function createReminded(world: World) {
  const bookings = createBookings(world);
  const table = openTable(process.env['TABLE_NAME'] ?? '', world.contract.channel.id);
  const passTo = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms });
  const plan = async () => world.deliverAnnounced('tell-customer', ...(await bookings.announced()));

  /** A booking for the day, made now, of which the customer was told. */
  async function aPlanned(fields: Record<string, unknown> = dayForm) {
    const booked = await bookings.aBooking(fields, 0);
    await plan();
    return booked;
  }

  return {
    ...bookings,
    passTo,
    aPlanned,

    /** One whose customer writes an hour before the first reminder, so that the session window is open. */
    async anOpenWindow(fields?: Record<string, unknown>) {
      const booked = await aPlanned(fields);
      passTo(EVENING - HOUR_MS);
      await bookings.write(booked.phone, 'hello');
      return booked;
    },

    /** The provider reports what became of the newest message to a customer. */
    report(phone: string, status: string, error?: object) {
      const [request] = world.provider.requestsTo(phone).slice(-1);
      const [id, at] = [String(request?.accepted), Math.floor(Date.now() / 1000)];
      return world.webhook(statusesBody('hooks', { id, status, at, ...error }), '/delivery');
    },

    /** Delivers what was announced of bookings to whoever plans reminders. */
    plan,

    /** The clock moves on, and reconcile runs. */
    async reconcileAt(ms: number) {
      passTo(ms);
      await world.reconcile();
    },

    /** The messages to a customer that are no notices: what their texts begin with, or the name of the template. */
    reminded: (phone: string): string[] =>
      world.provider.requestsTo(phone).flatMap(({ path, body }) => {
        if (path.endsWith('/sendTemplate')) return body['template'] === 'reminds' ? ['template'] : [];
        const [, key] = /^(?:en|es) ([a-z-]+) /.exec(String(body['body'])) ?? [];
        return key === undefined ? [] : [key];
      }),

    /** The reminders of an invitation as they are stored. */
    stored: async (id: unknown) => {
      const item = await readReminders(table, InvitationId.parse(id));
      return item?.reminders ?? [];
    },

    /** How each ended: its key, and its reason or state. */
    ends: async (id: unknown) => {
      const item = await readReminders(table, InvitationId.parse(id));
      return (item?.reminders ?? []).map(({ key, end }) => {
        const how = end && 'reason' in end ? end.reason : (end?.state ?? 'planned');
        return `${key}: ${how}`;
      });
    },

    dueAt: async (id: unknown) => (await readReminders(table, InvitationId.parse(id)))?.dueAt,
  };
}
