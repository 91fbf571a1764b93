import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { Contract } from '../../../functions/shared/contract/contract.ts';
import { WEEKDAYS } from '../../../functions/shared/domain/business-terms.ts';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { aPhone, completionBody, secondsAgo } from '../../support/webhooks.ts';
import { apiEvent, webhookEvent } from '../http-events.ts';
import { type Step, startBooking } from '../one-booking.ts';
import { dateIn } from '../places/business.ts';
import { copyDay } from '../places/copied-days.ts';
import { startFormPhones } from './form-phones.ts';

export const [PEOPLE, HORIZON_DAYS] = [5, 60];
const OPEN = [{ from: '08:00', to: '20:00' }];
const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: `person-${index}`, name: `Person ${index}` }));
export const SERVICE = 'visit';
/** Visits of a quarter of an hour: forty of them fill a day until 18:00. */
const BOOKING = {
  openingHours: Object.fromEntries(WEEKDAYS.map((day) => [day, OPEN])),
  services: [{ id: SERVICE, title: { en: 'Visit', es: 'Visita' }, minutes: 15, needs: [people.map(({ id }) => id)] }],
  resources: people,
  slotEveryMinutes: 15,
  leadMinutes: 60,
  horizonDays: HORIZON_DAYS,
};
const FREE_TIME = '18:00';
/** Where the first visit is booked by hand, which all other ones are like. */
const [FIRST_DATE, FIRST_TIME] = [dateIn(2), '08:00'];

const Booked = z.object({ statusCode: z.literal(201), body: z.string() });

/** The contract of the bench with five people and a live form. */
export function liveContract(): Contract {
  const plain = contractWithoutServices();
  return Contract.parse({
    ...plain,
    flow: { ...plain.flow, kind: 'live', liveId: '5556667778' },
    booking: { ...plain.booking, ...BOOKING },
  });
}

/** A business whose people are booked on all days of the horizon, with a customer's phone on which the live form is open. */
export async function startLiveBusiness(bundles: string, contract = liveContract()) {
  const folder = mkdtempSync(path.join(bundles, 'contract of the live form '));
  writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(contract));
  const stack = await startBooking(bundles, folder);
  const phones = await startFormPhones(stack, SERVICE);

  /** Books so many visits on every day of everybody, from the opening on. */
  async function fill(claims: number): Promise<void> {
    const body = {
      service: SERVICE,
      resource: 'person-0',
      date: FIRST_DATE,
      time: FIRST_TIME,
      customerName: 'Alex',
      phone: aPhone(),
    };
    Booked.parse(await stack.runUnheard('create-booking', apiEvent('POST /bookings', { body })));
    const like = { resource: ResourceId.parse('person-0'), date: LocalDate.parse(FIRST_DATE) };
    const dates = Array.from({ length: HORIZON_DAYS + 2 }, (_, day) => LocalDate.parse(dateIn(day)));
    const days = people.flatMap(({ id }) => dates.map((date) => ({ resource: ResourceId.parse(id), date })));
    await copyDay(stack, like, days, { claims, capacity: 1 });
  }

  const openForm = async () => phones.open(await stack.inviteUnheard());

  const cancel = (invitationId: InvitationId) =>
    stack.runUnheard(
      'change-booking',
      apiEvent('POST /bookings/{invitationId}/cancel', { path: { invitationId }, body: {} }),
    );

  return {
    stack,
    phones,
    readers: stack.readers,
    stop: stack.stop,
    fill,
    openForm,
    ping: phones.ping,
    cancel,
    /** The message by which WhatsApp tells of the end of a form, or hands on a static one. */
    async complete(
      steps: Step[],
      by: { number: string; token: string },
      fields: Record<string, unknown>,
    ): Promise<void> {
      const told = completionBody('raw', { phone: by.number, token: by.token, fields, at: secondsAgo(0) });
      await stack.run(steps, 'record-flow-completion', webhookEvent(told));
    },
    /** What the static form says for a place of the same kind. */
    staticFields: { service: SERVICE, date: dateIn(3), time: FREE_TIME, name: 'Alex', notes: 'First visit' },
  };
}

export type LiveBusiness = Awaited<ReturnType<typeof startLiveBusiness>>;
