import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EVENT_DETAILS } from '../../functions/shared/domain/events/event-details.ts';
import { createAttendance } from '../support/attendance.ts';
import { aClinicContract } from '../support/clinic.ts';
import { aPhone, completionBody, secondsAgo } from '../support/webhooks.ts';
import { startWorld } from '../support/world.ts';

const world = await startWorld(aClinicContract());
const { note, erase, countsOf } = createAttendance(world);

/** The morning of a Tuesday. */
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2041, 11, 3, 7), shouldAdvanceTime: true });
});
afterAll(() => {
  vi.useRealTimers();
});

async function byHand(time: string, more: object = {}): Promise<string> {
  const headers = { authorization: `Bearer ${world.keys.apiKey.current}` };
  const body = { service: 'consultation', date: '2041-12-03', time, customerName: 'Gina', ...more };
  return String((await world.call({ route: 'POST /bookings', headers, body })).body['invitationId']);
}

it('notes whether somebody came who was booked by hand and left no address, for whom nothing is counted', async () => {
  const id = await byHand('11:00');
  await world.announce();
  const answer = await note(id, { attendance: 'no-show' });
  expect(answer).toMatchObject({ status: 200, body: { booking: { attendance: { value: 'no-show' } } } });
  expect(answer.body).not.toHaveProperty('customer');
  const [event] = await world.announce();
  expect(EVENT_DETAILS['Attendance Recorded'].parse(event?.detail)).toEqual(event?.detail);
  expect(event?.detail).not.toHaveProperty('recipient');
  await note(id, { attendance: 'came' });
  expect((await erase({ invitationId: id })).body).toMatchObject({ complete: true });
  expect((await note(id, { attendance: 'no-show' })).status).toBe(404);
});

it('counts for somebody who was booked by hand and left a phone', async () => {
  const phone = aPhone();
  const [first, second] = [await byHand('12:00', { phone }), await byHand('13:00', { phone })];
  await note(first, { attendance: 'came' });
  await note(second, { attendance: 'came' });
  expect(await countsOf(first)).toEqual({ came: 2, noShow: 0 });
});

it('does not note attendance of what is asked for and has no place', async () => {
  const { id, phone, token } = await world.anInvitation();
  await byHand('14:00', { resource: 'ana' });
  await byHand('14:00', { resource: 'ben' });
  const fields = { service: 'consultation', date: '2041-12-03', time: '14:00', name: 'Alex' };
  await world.webhook(completionBody('raw', { phone, token, at: secondsAgo(5), fields }), '/flow-completion');
  expect((await world.invitation(id)).body['booking']).toMatchObject({ state: 'requested' });
  expect(await note(id, { attendance: 'came' })).toMatchObject({
    status: 409,
    body: { type: 'urn:appointment-flow:problem:nothing-booked' },
  });
});
