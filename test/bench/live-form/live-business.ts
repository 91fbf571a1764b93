import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { Contract } from '../../../functions/shared/contract/contract.ts';
import { WEEKDAYS } from '../../../functions/shared/domain/business-terms.ts';
import type { InvitationId } from '../../../functions/shared/domain/invitation/invitation-id.ts';
import { LocalDate } from '../../../functions/shared/domain/places/day.ts';
import { ResourceId } from '../../../functions/shared/domain/places/service.ts';
import { contractWithoutServices } from '../../support/contract.ts';
import { createFlowPhone, type WireRequest } from '../../support/flow-phone.ts';
import { aPhone, completionBody, secondsAgo } from '../../support/webhooks.ts';
import { apiEvent, endpointPems, exchangeEvent, webhookEvent } from '../http-events.ts';
import { type Step, startBooking } from '../one-booking.ts';
import { dateIn } from '../places/business.ts';
import { copyDay } from '../places/copied-days.ts';

export const [PEOPLE, HORIZON_DAYS] = [5, 60];
const OPEN = [{ from: '08:00', to: '20:00' }];
const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: `person-${index}`, name: `Person ${index}` }));
const SERVICE = 'visit';
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

const Answered = z.object({ statusCode: z.number(), body: z.string() });
const Booked = z.object({ statusCode: z.literal(201), body: z.string() });
const Screen = z.object({ screen: z.string(), data: z.record(z.string(), z.unknown()) });
type Screen = z.infer<typeof Screen>;
const When = z.object({ date: z.string(), times: z.array(z.object({ id: z.string() })).check(z.minLength(1)) });
const End = z.object({ extension_message_response: z.object({ params: z.record(z.string(), z.unknown()) }) });

function liveContract(): Contract {
  const plain = contractWithoutServices();
  return Contract.parse({
    ...plain,
    flow: { ...plain.flow, kind: 'live', liveId: '5556667778' },
    booking: { ...plain.booking, ...BOOKING },
  });
}

/** A business whose people are booked on all days of the horizon, with a customer's phone on which the live form is open. */
export async function startLiveBusiness(bundles: string) {
  const folder = path.join(bundles, 'contract of the live form');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'contract.json'), JSON.stringify(liveContract()));
  const stack = await startBooking(bundles, folder);
  const phone = await createFlowPhone(endpointPems.newest);

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

  /** What a phone says, and the screen that it is answered. */
  async function exchange(steps: Step[], said: object): Promise<{ sent: WireRequest; answer: unknown }> {
    const { body, read } = await phone.encrypt({ version: '4.0', ...said });
    const answered = Answered.parse(await stack.run(steps, 'exchange-flow-data', exchangeEvent(body)));
    if (answered.statusCode !== 200) throw new Error(`An exchange was answered with ${answered.statusCode}.`);
    return { sent: body, answer: await read(answered.body) };
  }

  /** A phone on which a form was opened for a new invitation. */
  async function openForm() {
    const { token, phone: number, invitationId } = await stack.inviteUnheard();
    async function show(steps: Step[], screen: string, said: object): Promise<Screen> {
      const { answer } = await exchange(steps, { flow_token: token, ...said });
      const shown = Screen.parse(answer);
      if (shown.screen !== screen) throw new Error(`The form shows ${shown.screen} instead of ${screen}.`);
      return shown;
    }
    const press = (steps: Step[], from: string, to: string, data: object) =>
      show(steps, to, { action: 'data_exchange', screen: from, data });
    return {
      invitationId,
      number,
      token,
      init: (steps: Step[]) => show(steps, 'CHOOSE', { action: 'INIT' }),
      async look(steps: Step[]) {
        const { data } = await press(steps, 'CHOOSE', 'WHEN', { service: SERVICE, resource: '-' });
        const { date, times } = When.parse(data);
        return { ...data, date, time: String(times[0]?.id) };
      },
      hold: async (steps: Step[], seen: object) =>
        (await press(steps, 'WHEN', 'DETAILS', { ...seen, step: 'hold' })).data,
      async confirm(steps: Step[], held: object) {
        const { data } = await press(steps, 'DETAILS', 'SUCCESS', { ...held, name: 'Alex', notes: 'First visit' });
        return End.parse(data).extension_message_response.params;
      },
    };
  }

  const cancel = (invitationId: InvitationId) =>
    stack.runUnheard(
      'change-booking',
      apiEvent('POST /bookings/{invitationId}/cancel', { path: { invitationId }, body: {} }),
    );

  return {
    readers: stack.readers,
    stop: stack.stop,
    fill,
    openForm,
    ping: (steps: Step[]) => exchange(steps, { action: 'ping' }),
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
