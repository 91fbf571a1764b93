import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { Contract } from '../../../functions/shared/contract/contract.ts';
import { WEEKDAYS } from '../../../functions/shared/domain/business-terms.ts';
import { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { aPhone, completionBody, secondsAgo } from '../../support/webhooks.ts';
import { apiEvent, webhookEvent } from '../http-events.ts';
import { type Step, startBooking } from '../one-booking.ts';

/** One person, who is booked by the half hour, and a hall for many; the same business without services. */
export type Kind = 'with places' | 'without services';

const HALL_CAPACITY = 19;
const OPEN = [{ from: '08:00', to: '20:00' }];
const OPEN_HOURS = Object.fromEntries(WEEKDAYS.map((day) => [day, OPEN]));
const SERVICES = {
  services: [
    { id: 'visit', title: { en: 'Visit', es: 'Visita' }, minutes: 30, needs: [['ana']] },
    { id: 'course', title: { en: 'Course', es: 'Curso' }, minutes: 30, needs: [['hall']] },
  ],
  resources: [
    { id: 'ana', name: 'Ana' },
    { id: 'hall', name: 'Hall', capacity: HALL_CAPACITY },
  ],
  slotEveryMinutes: 30,
  leadMinutes: 60,
  horizonDays: 60,
};
export type Service = 'visit' | 'course';
/** How many are served at a time. */
export const CAPACITY: Record<Service, number> = { visit: 1, course: HALL_CAPACITY };

/** Claims that a resource's day has before it is measured. */
export const CLAIMS = 10;
/** Half hours from the opening on. What is measured is booked and moved within the last of them. */
const timeOf = (slot: number) => `${String(8 + (slot >> 1)).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`;
export const FREE = { first: timeOf(22), second: timeOf(23) };

export const dateIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

const Succeeded = z.object({ statusCode: z.number().check(z.lt(300)), body: z.string() });
const Invitation = z.object({ invitationId: InvitationId });

function contractOf(kind: Kind): Contract {
  const plain = contractWithoutServices();
  const booking = { ...plain.booking, openingHours: OPEN_HOURS, ...(kind === 'with places' && SERVICES) };
  return Contract.parse({ ...plain, booking });
}

/** The form of a customer, with 1 KB of JSON. */
function formFor(service: Service, date: string, time: string) {
  const form = { service, date, time, name: 'Alex', notes: '' };
  return { ...form, notes: 'n'.repeat(1024 - Buffer.byteLength(JSON.stringify(form))) };
}

/** The functions of one such business, with what books there. */
export async function startBusiness(bundles: string, kind: Kind) {
  const folder = path.join(bundles, `contract ${kind}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(contractOf(kind)));
  const stack = await startBooking(bundles, folder);

  async function form(steps: Step[], service: Service, date: string, time: string): Promise<InvitationId> {
    const { phone, token, invitationId } = await stack.inviteUnheard();
    const fields = formFor(service, date, time);
    const event = webhookEvent(completionBody('raw', { phone, token, fields, at: secondsAgo(0) }));
    await stack.run(steps, 'record-flow-completion', event);
    return invitationId;
  }

  const byHandEvent = (service: Service, date: string, time: string) =>
    apiEvent('POST /bookings', { body: { service, date, time, customerName: 'Alex', phone: aPhone() } });

  async function byHand(steps: Step[], service: Service, date: string, time: string): Promise<InvitationId> {
    const answer = await stack.run(steps, 'create-booking', byHandEvent(service, date, time));
    return Invitation.parse(JSON.parse(Succeeded.parse(answer).body)).invitationId;
  }

  const change = (route: string) => async (steps: Step[], invitationId: InvitationId, body: object) => {
    Succeeded.parse(await stack.run(steps, 'change-booking', apiEvent(route, { path: { invitationId }, body })));
  };

  return {
    ...stack,
    form,
    byHand,
    move: change('PATCH /bookings/{invitationId}'),
    cancel: change('POST /bookings/{invitationId}/cancel'),

    async slots(steps: Step[], service: Service, from: string, to: string): Promise<void> {
      Succeeded.parse(await stack.run(steps, 'query-slots', apiEvent('GET /slots', { query: { service, from, to } })));
    },

    /** Books ten times in a resource's day. A claim without a service is the stream's. */
    async fill(service: Service, date: string): Promise<void> {
      for (let claim = 0; claim < CLAIMS; claim++) {
        const time = timeOf(Math.floor(claim / CAPACITY[service]));
        if (kind === 'without services') await form([], service, date, time);
        else Succeeded.parse(await stack.runUnheard('create-booking', byHandEvent(service, date, time)));
      }
    },
  };
}

export type Business = Awaited<ReturnType<typeof startBusiness>>;
