import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppointmentDetail } from '../../functions/shared/domain/events/event-details.ts';
import { writeEndpoints } from '../../local/endpoints.ts';
import { runIn } from '../cli/support/channel-world.ts';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { eventually } from '../local/support/eventually.ts';
import { aPhone } from '../support/webhooks.ts';
import { createCrmControl } from './support/crm-control.ts';
import { aFreeDay } from './support/free-days.ts';
import { request } from './support/request.ts';
import { startStack } from './support/running-stack.ts';

const stack = await startStack('single');
const crm = createCrmControl(stack.endpoints.crm?.receiver ?? '');
afterEach(crm.calm);

const MINUTE_S = 60;
const authorization = { authorization: `Bearer ${stack.endpoints.apiKey}` };

/** A customer books; gives the invitation once the bus has heard of the booking. */
async function book(): Promise<string> {
  const phone = aPhone();
  const { invitationId, messageId } = await stack.inviteWhoWrote(phone);
  await stack.simulator.complete(phone, messageId, { date: aFreeDay(), time: '10:00', service: 'cut', name: 'Alex' });
  await stack.untilAnnounced('Appointment Booked', { invitationId });
  return invitationId;
}

const untilDelivered = (invitationId: string, ...statuses: number[]) =>
  eventually(async () => (await crm.deliveries(invitationId, ...statuses)).at(-1));

const notTaken = () =>
  stack.queues().find(({ name }) => name.includes('BookingsNotHandedOff')) ?? { visible: -1, hidden: -1 };

/** Runs a channel command on the stack. */
function channel(...argv: string[]) {
  const folder = temporaryFolder();
  writeEndpoints(join(folder, '.local', 'endpoints.json'), stack.endpoints);
  return runIn(folder, [...argv, '--local', '--json']);
}

describe('the CRM', () => {
  it('gets each booking, change and cancellation as its documented event', async () => {
    const invitationId = await book();
    const address = `${stack.endpoints.api}/bookings/${invitationId}`;
    await request('PATCH', address, { notes: 'By the window' }, authorization);
    await request('POST', `${address}/cancel`, { reason: 'Closed that day' }, authorization);

    const types = async () => new Set((await crm.deliveries(invitationId, 200)).map(({ type }) => type));
    await eventually(async () => (await types()).size === 3);
    expect(await types()).toEqual(new Set(['Appointment Booked', 'Appointment Changed', 'Appointment Cancelled']));
    for (const { type, eventId, body } of await crm.deliveries(invitationId)) {
      const announced = stack.announced(type, { eventId })[0];
      expect(body).toEqual({ type, detail: announced });
      expect(AppointmentDetail.parse(announced).invitationId).toBe(invitationId);
    }
  });

  it('gets everything that was booked while it was down for an hour', async () => {
    await crm.behave({ down: true });
    const booked = await Promise.all([book(), book(), book(), book()]);
    for (const invitationId of booked) await untilDelivered(invitationId, 0);
    for (let minutes = 0; minutes < 60; minutes += 10) await stack.simulator.advance(10 * MINUTE_S);
    for (const invitationId of booked) expect(await crm.deliveries(invitationId, 200)).toEqual([]);

    await crm.calm();
    await stack.simulator.advance(10 * MINUTE_S);
    for (const invitationId of booked) {
      const { type, eventId } = await untilDelivered(invitationId, 200);
      expect(stack.announced(type, { invitationId, eventId })).toHaveLength(1);
    }
    expect(notTaken()).toMatchObject({ visible: 0, hidden: 0 });
  });

  it('is not kept from others by a booking it refuses, and gets that one when it is mended', async () => {
    const inTime = await book();
    const { eventId } = await untilDelivered(inTime, 200);
    await crm.behave({ refuse: [inTime] });
    const cancel = await request('POST', `${stack.endpoints.api}/bookings/${inTime}/cancel`, undefined, authorization);
    expect(cancel.status).toBe(200);
    await eventually(() => notTaken().visible === 1);
    await untilDelivered(await book(), 200);
    expect((await channel('status')).json()).toMatchObject({ notHandedOff: 1, findings: ['not-handed-off'] });

    await crm.calm();
    const { exitCode, json } = await channel('redrive');
    expect([exitCode, json()]).toEqual([0, { sent: 1, left: {}, interrupted: false }]);
    await eventually(async () => (await crm.deliveries(inTime, 200)).length === 2);
    const [, cancelled] = await crm.deliveries(inTime, 200);
    const [refused] = await crm.deliveries(inTime, 400);
    expect(cancelled).toMatchObject({ type: 'Appointment Cancelled', eventId: refused?.eventId, body: refused?.body });
    expect(cancelled?.eventId).not.toBe(eventId);
    expect(notTaken()).toMatchObject({ visible: 0, hidden: 0 });
    expect(stack.announced('Appointment Cancelled', { invitationId: inTime })).toHaveLength(2);
  });
});
